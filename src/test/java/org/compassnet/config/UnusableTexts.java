package org.compassnet.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.provider.Arguments;

/** Texts that cannot be used, with what must be said of each. */
public final class UnusableTexts {

  private static final String HEAD = "==> ";

  private UnusableTexts() {}

  /** The texts of {@code unusable.txt} beside a class, each with its message. */
  public static List<Arguments> of(Class<?> test) throws IOException {
    List<Arguments> cases = new ArrayList<>();
    String message = null;
    StringBuilder text = new StringBuilder();
    try (InputStream in = test.getResourceAsStream("unusable.txt")) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8) + HEAD;
      for (String line : all.split("\n")) {
        if (!line.startsWith(HEAD)) {
          text.append(line).append('\n');
          continue;
        }
        if (message != null) {
          cases.add(Arguments.of(message, text.toString()));
        }
        message = line.substring(HEAD.length());
        text.setLength(0);
      }
    }
    return cases;
  }

  /** Requires that a reader refuses a text of this file with just this message. */
  public static void requireRefused(Path folder, String message, String text, Consumer<Path> reader)
      throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), text);
    assertThatThrownBy(() -> reader.accept(file))
        .isInstanceOf(UserError.class)
        .hasMessage(message.replace("a.yaml", file.toString()))
        .message()
        .doesNotContainPattern(
            "(?i)jackson|snake|java|exception|token|deserial|instance|scalar|<block");
  }
}
