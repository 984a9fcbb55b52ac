package org.compassnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM on whose class path no backend of ND4J starts, as that for CUDA without a driver. */
class NoBackendTest {

  @TempDir Path folder;

  @Test
  void saysInALineThatNd4jHasNoBackend() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !new File(entry).getName().matches("nd4j-native-\\d.*"))
            .collect(Collectors.joining(File.pathSeparator));
    Path run = folder.resolve("run");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                classPath,
                CompassNet.class.getName(),
                "train",
                "conf/quick.yaml",
                "--set=training.updates=1",
                "--out=" + run)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(said).isEqualTo(1);
    String[] lines = said.strip().split("\\R");
    assertThat(lines[lines.length - 1])
        .startsWith("compassnet: no backend of ND4J starts on this machine");
    assertThat(said).doesNotContain("defect");
    assertThat(run.resolve("metrics.csv")).doesNotExist();
  }
}
