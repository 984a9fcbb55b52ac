package org.compassnet.search.spark;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The jars that this program runs from, for executors to fetch, without what Spark brings. */
final class ProgramJars {

  private static final String SPARKS =
      "(spark|scala|hadoop|rocksdbjni|leveldbjni|logback|slf4j|log4j|jul-to|jcl-over|netty|jersey|zookeeper"
          + "|json4s|kryo|zstd|jackson-module-scala|surefire|junit|maven|vertx)[-_].*";

  private ProgramJars() {}

  static List<String> paths() {
    return entries().stream()
        .filter(Files::exists)
        .filter(path -> !path.getFileName().toString().matches(SPARKS))
        .map(path -> Files.isDirectory(path) ? jar(path) : path)
        .map(path -> path.toUri().toString())
        .toList();
  }

  /** Maven runs programs from a class loader, Java from a class path. */
  private static Set<Path> entries() {
    Set<Path> paths = new LinkedHashSet<>();
    for (ClassLoader loader = ProgramJars.class.getClassLoader();
        loader != null;
        loader = loader.getParent()) {
      if (loader instanceof URLClassLoader urls && loader == ProgramJars.class.getClassLoader()) {
        for (URL url : urls.getURLs()) {
          try {
            paths.add(Path.of(url.toURI()));
          } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
          }
        }
      }
    }
    if (paths.isEmpty()) {
      Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .filter(p -> !p.isBlank())
          .map(Path::of)
          .forEach(paths::add);
    }
    return paths;
  }

  /** A folder of classes as a jar, until the JVM ends. */
  private static Path jar(Path classes) {
    try {
      Path jar = Files.createTempFile("compassnet", ".jar");
      jar.toFile().deleteOnExit();
      try (OutputStream out = Files.newOutputStream(jar);
          JarOutputStream entries = new JarOutputStream(out);
          Stream<Path> files = Files.walk(classes)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          entries.putNextEntry(
              new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
          Files.copy(file, entries);
          entries.closeEntry();
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
