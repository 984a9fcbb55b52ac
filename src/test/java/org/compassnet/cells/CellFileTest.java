package org.compassnet.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.compassnet.config.RecordingConfig;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same session in every format; its counts and directions are those of NumPy. Its files are
 * made by synthetic_animal.py beside them.
 */
class CellFileTest {

  private static final Path MOUSE = Path.of("..", "shared", "data", "mouse_adn19_cells.mat");

  private static Map<String, NpyArray> truth;

  @BeforeAll
  static void readTruth() throws Exception {
    truth = Npz.read(file("synthetic.npz"));
  }

  static Path file(String name) throws URISyntaxException {
    return Path.of(CellFileTest.class.getResource(name).toURI());
  }

  static CellOptions options(Path directionFile, Double binMs) {
    return new CellOptions(
        null, List.of(), RecordingConfig.BY_NAMES, directionFile, binMs, 0.5, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "synthetic.npz",
        "synthetic_v5.mat",
        "synthetic_v73.mat",
        "synthetic.csv",
        "synthetic.nwb",
        "synthetic_lights.nwb",
        "synthetic_units.npz",
        "synthetic.ang",
        "synthetic.clu.1"
      })
  void everyFormatGivesTheSameCountsAndDirections(String name) throws Exception {
    boolean times = !name.matches("synthetic(_v5|_v73)?\\.(npz|mat|csv)");
    Path direction = name.equals("synthetic_units.npz") ? file("synthetic_direction.npz") : null;

    CellRecording session = CellFile.read(file(name), options(direction, times ? 20.0 : null));

    // A cell that never fires is in no cluster.
    int cells = name.startsWith("synthetic.ang") || name.startsWith("synthetic.clu") ? 6 : 7;
    assertThat(session.names()).hasSize(cells);
    assertThat(session.awake().binS()).isCloseTo(0.02, within(1e-12));
    assertThat(session.awake().bins()).isEqualTo(6999);
    NpyArray counts = truth.get("counts");
    NpyArray directions = truth.get("direction_rad");
    for (int bin = 0; bin < 6999; bin++) {
      for (int cell = 0; cell < cells; cell++) {
        assertThat(session.awake().at(bin, cell)).isEqualTo((float) counts.get(bin * 7 + cell));
      }
      assertThat(session.awake().timeS()[bin]).isCloseTo(0.02 * bin + 0.01, within(1e-9));
      double here = session.headDirectionRad()[bin];
      if (Double.isNaN(directions.get(bin))) {
        assertThat(here).isNaN();
      } else {
        assertThat(here).isBetween(0.0, 2 * Math.PI);
        assertThat(Math.IEEEremainder(here - directions.get(bin), 2 * Math.PI))
            .isCloseTo(0, within(1e-4));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"synthetic.npz", "synthetic_v5.mat", "synthetic_v73.mat", "synthetic.nwb"})
  void sleepComesWithTheSession(String name) throws Exception {
    CellRecording session =
        CellFile.read(file(name), options(null, name.endsWith("nwb") ? 20.0 : null));

    assertThat(session.sleep()).hasSize(1);
    SpikeCounts sleep = session.sleep().values().iterator().next();
    NpyArray counts = truth.get("sleep");
    assertThat(sleep.bins()).isEqualTo(1000);
    assertThat(sleep.counts()).isEqualTo(counts.toFloats());
  }

  @Test
  void whatWasTakenIsSaid() throws Exception {
    CellRecording session = CellFile.read(file("synthetic_v5.mat"), CellOptions.BY_NAMES);

    assertThat(session.taken())
        .anyMatch(line -> line.contains("spike_counts [6999, 7] [bins, cells]"))
        .anyMatch(line -> line.contains("head_direction (rad)") && line.contains("time_s (s)"))
        .anyMatch(line -> line.contains("sleep_counts [1000, 7]"))
        .anyMatch(line -> line.startsWith("left:") && line.contains("preferred_deg [5, 1]"));
  }

  @Test
  void aTrackerSlowerThanTheBinsGivesTheirWidthAndTheirPlaces() throws Exception {
    assumeTrue(Files.exists(MOUSE), MOUSE + " is not here");

    CellRecording mouse = CellFile.read(MOUSE, CellOptions.BY_NAMES);

    assertThat(mouse.awake().cells()).isEqualTo(19);
    assertThat(mouse.awake().bins()).isEqualTo(212_078);
    assertThat(mouse.awake().binS()).isEqualTo(0.01);
    assertThat(mouse.sleep()).containsOnlyKeys("Qsws", "Qrem");
    assertThat(mouse.sleep().get("Qsws").bins()).isEqualTo(870_900);
    assertThat(mouse.sleep().get("Qrem").bins()).isEqualTo(97_600);
    assertThat(mouse.taken()).anyMatch(line -> line.contains("25.60 ms"));
    assertThat(IntStream.range(0, 19).map(cell -> spikes(mouse.awake(), cell)).toArray())
        .startsWith(774, 1220, 16420)
        .endsWith(9026, 2489);
    // The directions as published, of the sample nearest to each bin.
    NpyArray published = new MatlabArrays(MOUSE).read("angRun");
    double[] off =
        IntStream.range(0, mouse.awake().bins())
            .mapToDouble(
                i ->
                    Math.abs(
                        Math.IEEEremainder(
                            mouse.headDirectionRad()[i] - published.get(2 * i + 1), 2 * Math.PI)))
            .sorted()
            .toArray();
    assertThat(Math.toDegrees(off[off.length / 2])).isLessThan(0.5);
    assertThat(Arrays.stream(mouse.headDirectionRad()).filter(Double::isNaN).count())
        .isLessThan(1000);
  }

  private static int spikes(SpikeCounts counts, int cell) {
    return (int) IntStream.range(0, counts.bins()).mapToDouble(i -> counts.at(i, cell)).sum();
  }
}
