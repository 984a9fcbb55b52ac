package org.compassnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher as it is, in a repository whose program says what it was given and whose Maven
 * copies it: so a build takes no time, and is counted.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  private static final String PROGRAM =
      """
      package org.compassnet.cli;

      import java.nio.file.*;

      public class CompassNet {
        public static void main(String[] args) throws Exception {
          System.out.println(System.getProperty("user.dir") + "|" + System.getProperty("of.config"));
          for (String arg : args) {
            System.out.println("[" + arg + "]");
          }
          if (args.length == 2 && args[0].equals("status")) {
            System.exit(Integer.parseInt(args[1]));
          }
          if (args.length == 2 && args[0].equals("await")) {
            while (!Files.exists(Path.of(args[1]))) {
              Thread.sleep(20);
            }
            Late.call();
          }
        }

        /** Read from the jar at its first use. */
        static class Late {
          static void call() throws Exception {
            System.out.println(CompassNet.class.getResource("late.txt").openStream().read());
          }
        }
      }
      """;

  private static final String MAVEN =
      """
      #!/bin/sh
      for a; do case $a in -Dbuild.folder=*) folder=${a#*=} ;; esac; done
      echo built >> builds
      [ ! -e slow ] || sleep 1
      [ ! -e broken ] || { echo "ERROR it is broken"; exit 1; }
      mkdir -p "$folder" && cp program.jar "$folder/compassnet-0.2.0.jar"
      printf '%s' "$PWD/dependency.jar" > "$folder/notebooks.classpath"
      """;

  @TempDir static Path shared;

  @TempDir Path folder;

  private Path home;
  private Path elsewhere;

  private record Ended(int status, String out, String err) {}

  @BeforeAll
  static void compile() throws IOException {
    Path source = shared.resolve("CompassNet.java");
    Files.writeString(source, PROGRAM);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", shared.toString(), source.toString());
    assertThat(status).isZero();
    Files.writeString(shared.resolve("org/compassnet/cli/late.txt"), "A");
    try (OutputStream out = Files.newOutputStream(shared.resolve("program.jar"));
        JarOutputStream jar = new JarOutputStream(out);
        Stream<Path> files = Files.walk(shared.resolve("org"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new JarEntry(shared.relativize(file).toString()));
        Files.copy(file, jar);
      }
    }
  }

  @BeforeEach
  void repository() throws IOException {
    home = Files.createDirectories(folder.resolve("a 'repository'")).toRealPath();
    elsewhere = Files.createDirectories(folder.resolve("else where")).toRealPath();
    Files.copy(Path.of("compassnet"), home.resolve("compassnet"));
    home.resolve("compassnet").toFile().setExecutable(true);
    Files.copy(shared.resolve("program.jar"), home.resolve("program.jar"));
    Files.writeString(home.resolve("mvnw"), MAVEN);
    Files.writeString(home.resolve("dependency.jar"), "");
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Files.createDirectories(home.resolve(".mvn"));
    Files.writeString(home.resolve(".mvn/jvm.config"), "-Xmx64m\n-Dof.config=yes\n");
    Files.createDirectories(home.resolve("src/main"));
    source("first");
  }

  private void source(String text) throws IOException {
    Files.writeString(home.resolve("src/main/source"), text);
  }

  private Process start(Map<String, String> environment, String... args) throws IOException {
    return start(home.resolve("compassnet"), environment, args);
  }

  private Process start(Path launcher, Map<String, String> environment, String... args)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(elsewhere.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Ended end(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), out, err);
  }

  private Ended run(String... args) throws Exception {
    return end(start(Map.of(), args));
  }

  private int builds() throws IOException {
    return Files.readAllLines(home.resolve("builds")).size();
  }

  private List<String> store(String ending) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve(".compassnet"))) {
      return files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(ending)).toList();
    }
  }

  @Test
  void argumentsFolderAndStatusAreThoseOfWhoCalls() throws Exception {
    String[] args = {"--set", "a=b c", "it's \"so\"", "", "$HOME `x` * \\", "@file", "-Xmx1g"};
    Ended first = run(args);
    StringBuilder wanted = new StringBuilder(elsewhere + "|yes\n");
    for (String arg : args) {
      wanted.append('[').append(arg).append("]\n");
    }
    assertThat(first.out).isEqualTo(wanted.toString());
    assertThat(first.err).startsWith("compassnet: builds " + home + "; ");
    Ended second = run("status", "3");
    assertThat(second.status).isEqualTo(3);
    assertThat(second.err).isEmpty();
    Path link = Files.createSymbolicLink(elsewhere.resolve("cn"), home.resolve("compassnet"));
    assertThat(end(start(link, Map.of("COMPASSNET_OPTS", "-Dof.config=mine"), "x")).out)
        .isEqualTo(elsewhere + "|mine\n[x]\n");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void whatIsMissingOrChangedIsBuiltAndNothingElse() throws Exception {
    run();
    source("first");
    run();
    assertThat(builds()).isEqualTo(1);
    source("second");
    run();
    assertThat(builds()).isEqualTo(2);
    Files.writeString(home.resolve("src/main/added"), "");
    run();
    assertThat(builds()).isEqualTo(3);
    Files.delete(home.resolve("src/main/added"));
    run();
    assertThat(builds()).as("the snapshot of before is still there").isEqualTo(3);
    for (String args : store(".args")) {
      Files.delete(home.resolve(".compassnet").resolve(args));
    }
    run();
    assertThat(builds()).isEqualTo(4);
    Files.delete(home.resolve("dependency.jar"));
    Ended without = run();
    assertThat(builds()).isEqualTo(5);
    assertThat(without.status).isEqualTo(1);
    assertThat(without.err).endsWith(": a jar is missing that the build should have brought\n");
  }

  @Test
  void twoAtOnceOnAFreshCloneBuildOnceAndBothRun() throws Exception {
    Files.writeString(home.resolve("slow"), "");
    Process one = start(Map.of(), "one");
    Process two = start(Map.of(), "two");
    assertThat(end(one).out).endsWith("[one]\n");
    assertThat(end(two).out).endsWith("[two]\n");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aRunningJobKeepsItsJarThroughBuildsAndOthersGo() throws Exception {
    Path go = elsewhere.resolve("go");
    Process job = start(Map.of(), "await", go.toString());
    while (job.getInputStream().available() == 0) {
      assertThat(job.isAlive()).isTrue();
      Thread.sleep(20);
    }
    for (int k = 0; k < 5; k++) {
      source("changed " + k);
      assertThat(run().status).isZero();
    }
    assertThat(store(".jar")).as("the three last used, and the job's").hasSize(4);
    Files.writeString(go, "");
    Ended ended = end(job);
    assertThat(ended.status).isZero();
    assertThat(ended.out).endsWith("65\n");
    run();
    assertThat(store(".jar")).hasSize(3);
    assertThat(store(".args")).hasSize(3);
  }

  @Test
  void aBuildThatFailsIsStatus1AndLeavesNothing() throws Exception {
    Files.writeString(home.resolve("broken"), "");
    Ended ended = run("x");
    assertThat(ended.status).isEqualTo(1);
    assertThat(ended.out).isEmpty();
    assertThat(ended.err).contains("ERROR it is broken").endsWith("./mvnw -q compile\n");
    assertThat(store("")).containsExactly("in-use");
    Files.delete(home.resolve("broken"));
    assertThat(run("x").status).isZero();
  }

  /** Of a process that is no more; 2^22 is above the largest number that Linux gives. */
  @Test
  void whatABuildThatWasKilledLeftIsPassedOver() throws Exception {
    Path store = Files.createDirectories(home.resolve(".compassnet"));
    Process uname = new ProcessBuilder("uname", "-n").start();
    String killed =
        "build.4194305@"
            + new String(uname.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    Files.writeString(store.resolve("building"), killed + "\n");
    Files.createDirectories(store.resolve(killed).resolve("classes"));
    assertThat(run("x").status).isZero();
    assertThat(store.resolve(killed)).doesNotExist();
    assertThat(store.resolve("building")).doesNotExist();
  }

  @Test
  void aJavaThatIsMissingOrTooOldIsOneLine() throws Exception {
    String wanted = "a JDK 17 or later is wanted, in JAVA_HOME or on the PATH\n";
    Ended none = end(start(Map.of("JAVA_HOME", "", "PATH", elsewhere.toString())));
    assertThat(none.status).isEqualTo(1);
    assertThat(none.err).isEqualTo("compassnet: no Java is found; " + wanted);
    Ended wrong = end(start(Map.of("JAVA_HOME", "/none")));
    assertThat(wrong.err)
        .isEqualTo("compassnet: JAVA_HOME is /none, and has no bin/java; " + wanted);
    assertThat(tooOld("jdk 11", "11.0.2")).endsWith("bin/java is Java 11.0.2; " + wanted);
    assertThat(tooOld("jdk 8", "1.8.0_292")).endsWith("bin/java is Java 1.8.0_292; " + wanted);
    assertThat(home.resolve(".compassnet")).doesNotExist();
  }

  /** With its version in the release file, and without one, when it is asked. */
  private String tooOld(String name, String version) throws Exception {
    Path java = elsewhere.resolve(name).resolve("bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"" + version + "\" 2021' >&2\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Map<String, String> environment = Map.of("JAVA_HOME", elsewhere.resolve(name).toString());
    Ended asked = end(start(environment));
    Path release = elsewhere.resolve(name).resolve("release");
    Files.writeString(release, "JAVA_VERSION=\"" + version + "\"\n");
    Ended read = end(start(environment));
    assertThat(read.status).isEqualTo(1);
    assertThat(read).isEqualTo(asked);
    assertThat(read.err.lines()).hasSize(1);
    return read.err;
  }
}
