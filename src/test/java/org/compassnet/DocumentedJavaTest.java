package org.compassnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of docs/java.md is Java, and calls what there is. */
class DocumentedJavaTest {

  private static final Path DOCUMENT = Path.of("docs", "java.md");

  @TempDir private Path folder;

  /** Blocks of four spaces, without them; a block ends where a line of text begins. */
  private static List<String> blocks() throws IOException {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = new StringBuilder();
    for (String line : Files.readAllLines(DOCUMENT)) {
      if (line.startsWith("    ") || (line.isEmpty() && block.length() > 0)) {
        block.append(line.isEmpty() ? "" : line.substring(4)).append('\n');
      } else if (block.length() > 0) {
        blocks.add(block.toString());
        block.setLength(0);
      }
    }
    return blocks;
  }

  /** What the compiler says of it; nothing if it is sound. */
  private String compile(String source) {
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///First.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    StringWriter says = new StringWriter();
    boolean sound =
        compiler
            .getTask(
                says,
                null,
                null,
                List.of("-proc:none", "-d", folder.toString(), "-cp", classPath),
                null,
                List.of(file))
            .call();
    return sound ? "" : says.toString();
  }

  private static String program() throws IOException {
    return blocks().get(0);
  }

  @Test
  void theProgramCompiles() throws IOException {
    assertThat(program()).contains("public class First", "Run.trained(", "simulateWithout(");
    assertThat(compile(program())).isEmpty();
  }

  /** Without it a compiler that takes anything would pass. */
  @Test
  void aCallThatIsNotThereDoesNot() throws IOException {
    String broken = program().replace("run.stimulus()", "run.stimulant()");
    assertThat(compile(broken)).contains("stimulant");
  }

  /** The further lines, one after the other, where {@code main} of the program ends. */
  @Test
  void theLinesOfTheOtherSectionsCompileBehindIt() throws IOException {
    String more =
        blocks().stream()
            .skip(1)
            .filter(block -> !block.startsWith("./mvnw"))
            .collect(Collectors.joining());
    assertThat(more.toLowerCase(Locale.ROOT)).contains("options.defaults()", "intervention");
    String program = program();
    int end = program.lastIndexOf("  }\n}");
    assertThat(compile(program.substring(0, end) + more + program.substring(end))).isEmpty();
  }
}
