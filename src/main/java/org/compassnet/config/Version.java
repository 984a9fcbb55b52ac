package org.compassnet.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The program's version, as the build wrote it. */
public final class Version {

  private static final String UNKNOWN = "unknown";

  private static final Properties BUILT = read();

  private Version() {}

  public static String number() {
    return BUILT.getProperty("version");
  }

  /**
   * The commit that the program was built from, with {@code -dirty} where a file under version
   * control was changed; {@code unknown} where it was built without Git.
   */
  public static String commit() {
    return commit(BUILT);
  }

  static String commit(Properties built) {
    String commit = built.getProperty("commit", "");
    // Maven leaves the name of a property that nothing sets.
    return commit.matches("[0-9a-f]{40,64}(-dirty)?") ? commit : UNKNOWN;
  }

  private static Properties read() {
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
