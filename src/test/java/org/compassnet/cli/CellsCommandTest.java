package org.compassnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellsCommandTest {

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return CompassNet.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  /** Four cells around the circle and a silent one, in bins of 25 ms. */
  private Path animal(double seconds) throws Exception {
    UniformRandomProvider random = new RandomStreams(1).stream("animal");
    int bins = (int) (seconds / 0.025);
    double[] time = new double[bins];
    double[] direction = new double[bins];
    double[] counts = new double[bins * 5];
    double heading = 0;
    double velocity = 0;
    for (int k = 0; k < bins; k++) {
      velocity = 0.95 * velocity + 1.2 * (random.nextDouble() - 0.5);
      heading += velocity * 0.025;
      time[k] = 0.025 * k;
      direction[k] = heading - 2 * Math.PI * Math.floor(heading / (2 * Math.PI));
      for (int i = 0; i < 4; i++) {
        double rate = 30 * Math.exp(3 * (Math.cos(heading - i * Math.PI / 2) - 1));
        counts[5 * k + i] = random.nextDouble() < 1 - Math.exp(-rate * 0.025) ? 1 : 0;
      }
    }
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("counts", NpyArray.of(counts, bins, 5));
    arrays.put("direction_rad", NpyArray.of(direction, bins));
    arrays.put("time_s", NpyArray.of(time, bins));
    Path file = folder.resolve("animal.npz");
    Npz.write(file, arrays);
    return file;
  }

  @Test
  void cellsAreTakenApartIntoTablesArraysAndFigures() throws Exception {
    Path results = folder.resolve("results");
    assertThat(run("cells", animal(200).toString(), "--out", results.toString())).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString())
        .contains("4 compass", "1 inactive", "HD cells    4 of 5, of one session", "decoding")
        .doesNotContain("NaN", "Infinity");
    List<String> table = Files.readAllLines(results.resolve("cells.csv"));
    assertThat(table).hasSize(6);
    assertThat(table.get(0)).startsWith("cell,name,class,hd_cell,preferred_direction_deg,");
    assertThat(Npz.read(results.resolve("tuning.npz")))
        .containsKeys("rate_hz", "maps_hz", "occupancy_s", "decoding_decoded_rad");
    assertThat(Files.readString(results.resolve("summary.json")))
        .contains("\"hd_cells\" : 4", "median_error_deg");
    for (String figure : List.of("tuning_curves", "maps", "decoding", "population")) {
      assertThat(results.resolve("figures").resolve(figure + ".png")).isNotEmptyFile();
      assertThat(results.resolve("figures").resolve(figure + ".svg")).isNotEmptyFile();
    }
  }

  @Test
  void asADocumentItIsTheSummaryAndHowTheFileWasReadIsARemark() throws Exception {
    Path results = folder.resolve("results");
    String[] command = {"cells", animal(200).toString(), "--out", results.toString(), "--json"};
    assertThat(run(command)).isZero();
    assertThat(err.toString()).isNotEmpty();
    assertThat(Config.json().readTree(out.toString()))
        .isEqualTo(Config.json().readTree(results.resolve("summary.json").toFile()));
  }

  @Test
  void tooLittleIsRefusedInOneLineAndLeavesNothing() throws Exception {
    Path file = animal(20);
    assertThat(run("cells", file.toString(), "--out", folder.resolve("results").toString()))
        .isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("20.0 s; at least 60 s are wanted");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }
}
