package org.compassnet.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.compassnet.cells.CellFileTest.file;
import static org.compassnet.cells.CellFileTest.options;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.compassnet.config.RecordingConfig;
import org.compassnet.config.UserError;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;

/** Files of cells that cannot be used are refused in one line that says what they have. */
class UnusableCellsTest {

  private static final int BINS = 2000;

  @TempDir private Path folder;

  private static String refusal(Path file, CellOptions options) {
    try {
      CellFile.read(file, options);
    } catch (UserError e) {
      assertThat(e.getMessage().lines()).hasSize(1);
      assertThat(e.getMessage()).startsWith(file.toString());
      return e.getMessage();
    }
    throw new AssertionError(file + " is read");
  }

  /** A head that turns at 90 deg/s, in bins of 10 ms, and two cells. */
  private static Map<String, NpyArray> session() {
    double[] times = new double[BINS];
    double[] directions = new double[BINS];
    double[] counts = new double[2 * BINS];
    for (int i = 0; i < BINS; i++) {
      times[i] = 0.01 * i;
      directions[i] = 0.5 * Math.PI * times[i] % (2 * Math.PI);
      counts[2 * i + i % 2] = i % 3;
    }
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("counts", NpyArray.of(counts, BINS, 2));
    arrays.put("direction", NpyArray.of(directions, BINS));
    arrays.put("time_s", NpyArray.of(times, BINS));
    return arrays;
  }

  private Path npz(Map<String, NpyArray> arrays) throws IOException {
    Path file = folder.resolve("session.npz");
    Npz.write(file, arrays);
    return file;
  }

  private static NpyArray changed(NpyArray array, int index, double value) {
    double[] values = array.values().clone();
    values[index] = value;
    return NpyArray.of(values, array.shape());
  }

  private static NpyArray scaled(NpyArray array, double factor) {
    return NpyArray.of(Arrays.stream(array.values()).map(v -> factor * v).toArray(), array.shape());
  }

  @Test
  void theUnitOfADirectionIsToldWhereItGoesRound() throws IOException {
    Map<String, NpyArray> arrays = session();
    double[] radians = CellFile.read(npz(arrays), CellOptions.BY_NAMES).headDirectionRad();
    arrays.put("direction", scaled(arrays.get("direction"), 180 / Math.PI));

    double[] degrees = CellFile.read(npz(arrays), CellOptions.BY_NAMES).headDirectionRad();

    for (int i = 0; i < BINS; i++) {
      assertThat(Math.abs(Math.IEEEremainder(degrees[i] - radians[i], 2 * Math.PI)))
          .isLessThan(1e-9);
    }
  }

  @Test
  void aDirectionThatNeverGoesRoundTellsNoUnit() throws IOException {
    Map<String, NpyArray> arrays = session();
    arrays.put("direction", scaled(arrays.get("direction"), 0.4));

    assertThat(refusal(npz(arrays), CellOptions.BY_NAMES)).contains("--unit rad or deg");
  }

  @Test
  void radiansNamedDegreesAreRefused() throws IOException {
    Map<String, NpyArray> arrays = session();
    arrays.put("direction_deg", arrays.remove("direction"));

    assertThat(refusal(npz(arrays), CellOptions.BY_NAMES)).contains("are these radians?");
  }

  @Test
  void degreesNamedRadiansAreRefused() throws IOException {
    Map<String, NpyArray> arrays = session();
    arrays.put("direction_rad", scaled(arrays.remove("direction"), 180 / Math.PI));

    assertThat(refusal(npz(arrays), CellOptions.BY_NAMES)).contains("are these degrees?");
  }

  @Test
  void timesInMillisecondsWithoutAUnitAreRefused() throws IOException {
    Map<String, NpyArray> arrays = session();
    arrays.put("time", scaled(arrays.remove("time_s"), 1000));

    assertThat(refusal(npz(arrays), CellOptions.BY_NAMES)).contains("--time-unit ms");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 0.5, Double.NaN, Double.POSITIVE_INFINITY, 1e9})
  void whatIsNoCountIsRefused(double value) throws IOException {
    Map<String, NpyArray> arrays = session();
    arrays.put("counts", changed(arrays.get("counts"), 77, value));

    assertThat(refusal(npz(arrays), CellOptions.BY_NAMES))
        .contains("counts: element 77", "whole numbers")
        .doesNotContain("NaN");
  }

  @Test
  void countsAreTurnedAndThatIsSaid() throws IOException {
    Map<String, NpyArray> arrays = session();
    float[] straight = CellFile.read(npz(arrays), CellOptions.BY_NAMES).awake().counts();
    arrays.put("counts", Hdf5Arrays.transposed(arrays.get("counts")));

    CellRecording turned = CellFile.read(npz(arrays), CellOptions.BY_NAMES);

    assertThat(turned.awake().counts()).isEqualTo(straight);
    assertThat(turned.taken()).anyMatch(line -> line.contains("counts [2, 2000] [cells, bins]"));
  }

  @Test
  void whatIsNotThereIsListed() throws IOException {
    Map<String, NpyArray> arrays = session();
    arrays.put("counts_of_another", arrays.get("counts"));
    assertThat(refusal(npz(arrays), CellOptions.BY_NAMES))
        .contains(
            "several arrays could be counts", "--counts ARRAY", "counts_of_another [2000, 2]");
    arrays.remove("counts");
    arrays.remove("counts_of_another");
    assertThat(refusal(npz(arrays), CellOptions.BY_NAMES)).contains("direction [2000]");
  }

  @Test
  void optionsThatNameNothingAreRefused() throws Exception {
    CellOptions counts =
        new CellOptions("Q", List.of(), RecordingConfig.BY_NAMES, null, null, 0.5, null);
    CellOptions sleep =
        new CellOptions(null, List.of("nap"), RecordingConfig.BY_NAMES, null, null, 0.5, null);

    assertThat(refusal(file("synthetic_v5.mat"), counts))
        .contains("--counts Q: no such array", "spike_counts [6999, 7]", "animal (char)");
    assertThat(refusal(file("synthetic_v73.mat"), sleep)).contains("--sleep nap: no such array");
    assertThat(refusal(file("synthetic.nwb"), sleep)).contains("no such epoch", "Awake, Non-REM");
    assertThat(refusal(file("synthetic.csv"), counts)).contains("that begin with Q", "cell7");
    assertThat(refusal(file("synthetic_v5.mat"), options(null, 20.0))).contains("--bin 20.0");
  }

  @Test
  void aTsGroupAsksForItsDirection() throws Exception {
    assertThat(refusal(file("synthetic_units.npz"), CellOptions.BY_NAMES))
        .contains("7 cells", "--direction-file TSD.npz");
    assertThat(refusal(file("synthetic_direction.npz"), CellOptions.BY_NAMES))
        .contains("a Tsd of pynapple");
  }

  @Test
  void settingsThatChangeNothingOfCrcnsTextAreRefused() throws Exception {
    RecordingConfig by = RecordingConfig.BY_NAMES;
    RecordingConfig inMs =
        new RecordingConfig(
            by.separator(),
            null,
            RecordingConfig.TimeUnit.MS,
            null,
            null,
            by.unit(),
            List.of(),
            null);
    assertThat(
            refusal(
                file("synthetic.ang"),
                new CellOptions(null, List.of(), inMs, null, null, 0.5, null)))
        .contains("--time-unit ms has no effect");
  }

  @Test
  void aSeparatorOfWhatIsNoTextIsRefused() throws Exception {
    RecordingConfig by = RecordingConfig.BY_NAMES;
    RecordingConfig tabs =
        new RecordingConfig(
            RecordingConfig.Separator.TAB,
            null,
            by.timeUnit(),
            null,
            null,
            by.unit(),
            List.of(),
            null);
    CellOptions options = new CellOptions(null, List.of(), tabs, null, null, 0.5, null);
    for (String name :
        List.of("synthetic_v5.mat", "synthetic_v73.mat", "synthetic.nwb", "synthetic.npz")) {
      assertThat(refusal(file(name), options))
          .contains("--separator tab has no effect: the file is no text");
    }
    assertThat(refusal(file("synthetic.ang"), options)).contains("--separator tab has no effect");
  }

  /** A curve over half a circle has a vector length of its own, whatever the cell. */
  @Test
  void aHeadThatKeepsToHalfTheCircleIsRefused() throws IOException {
    assertThat(analysisRefused(500, i -> 0.5 * Math.PI * (1 + Math.sin(0.01 * i))))
        .contains("of 60 bins of direction", "90 %");
  }

  @Test
  void aDirectionThatIsLostAllTheTimeIsRefused() throws IOException {
    assertThat(analysisRefused(5, i -> 0.5 * Math.PI * 0.01 * i % (2 * Math.PI)))
        .contains("never known for longer than 40 ms", "100 ms are wanted");
  }

  /** A minute and more with every so manyth bin's direction lost. */
  private String analysisRefused(int lost, IntToDoubleFunction directionRad) {
    int bins = 9000;
    double[] times = new double[bins];
    double[] directions = new double[bins];
    float[] counts = new float[bins];
    for (int i = 0; i < bins; i++) {
      times[i] = 0.01 * (i + 0.5);
      directions[i] = i % lost == 0 ? Double.NaN : directionRad.applyAsDouble(i);
      counts[i] = i % 3;
    }
    CellRecording recording =
        new CellRecording(
            "session",
            List.of("cell1"),
            new SpikeCounts(counts, 1, times, 0.01),
            directions,
            Map.of(),
            List.of());
    UserError refused = catchThrowableOfType(UserError.class, () -> CellAnalysis.of(recording));
    assertThat(refused.getMessage().lines()).hasSize(1);
    return refused.getMessage();
  }

  @Test
  void whatIsSleepIsNotAwake() {
    Spans all = Spans.of(List.of(new double[] {0, 100}, new double[] {200, 300}));
    Spans asleep = Spans.of(List.of(new double[] {40, 60}, new double[] {90, 220}));
    assertThat(all.without(asleep).list())
        .containsExactly(new double[] {0, 40}, new double[] {60, 90}, new double[] {220, 300});
    assertThat(all.without(all).isEmpty()).isTrue();
  }

  @Test
  void spikesWithoutTheirClustersAreRefused() throws Exception {
    for (String name : List.of("ang", "res.1", "clu.1")) {
      Files.copy(file("synthetic." + name), folder.resolve("animal." + name));
    }
    Path clusters = folder.resolve("animal.clu.1");
    List<String> lines = Files.readAllLines(clusters);
    Files.write(clusters, lines.subList(0, lines.size() - 1));
    assertThatThrownBy(() -> CellFile.read(folder.resolve("animal.ang"), CellOptions.BY_NAMES))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("animal.clu.1: ")
        .hasMessageContaining("as many are wanted");
    Files.delete(clusters);
    assertThat(refusal(folder.resolve("animal.ang"), CellOptions.BY_NAMES))
        .contains("no animal.res.N with a animal.clu.N");
  }

  @Test
  void aDirectionFromAnotherClockIsRefused() throws Exception {
    Map<String, NpyArray> tsd = Npz.read(file("synthetic_direction.npz"), n -> n.matches("t|d"));
    Map<String, NpyArray> later = new LinkedHashMap<>();
    later.put(
        "time_s",
        NpyArray.of(
            Arrays.stream(tsd.get("t").values()).map(t -> t + 1e4).toArray(),
            tsd.get("t").length()));
    later.put("hd_rad", tsd.get("d"));

    assertThat(refusal(file("synthetic_units.npz"), options(npz(later), null)))
        .contains("the direction is tracked from 10000.0");
  }

  private static CellOptions ticks(double spikeHz) {
    return new CellOptions(null, List.of(), RecordingConfig.BY_NAMES, null, null, 0.5, spikeHz);
  }

  /** Ticks of another clock put spikes elsewhere: most out of the session, or all at its start. */
  @Test
  void howManySpikesAreWhereTheDirectionIsTrackedIsSaid() throws Exception {
    Path file = file("synthetic.ang");
    NpyArray counts = Npz.read(file("synthetic.npz")).get("counts");
    long tracked = (long) Arrays.stream(counts.values()).sum();
    assertThat(CellFile.read(file, ticks(20_000)).taken())
        .anyMatch(line -> line.startsWith("used: " + tracked + " of 7887 spikes (87.8 %) while"))
        .noneMatch(line -> line.startsWith("warning"));
    assertThat(CellFile.read(file, ticks(20_000 / 20.0)).taken())
        .anyMatch(line -> line.startsWith("used: ") && !line.contains("(100 %)"))
        .anyMatch(
            line -> line.contains("most spikes are outside") && line.contains("--spike-rate"));
    assertThat(CellFile.read(file, ticks(20_000 * 10)).taken())
        .anyMatch(line -> line.startsWith("warning: all spikes") && line.contains("--spike-rate"));
    assertThat(refusal(file, ticks(20_000 / 1000.0)))
        .contains("spikes (0.", "while the direction is tracked", "--spike-rate HZ");
  }

  @Test
  void countsThatAreAllMultiplesOfOneNumberAreDoubted() throws IOException {
    Map<String, NpyArray> arrays = session();
    assertThat(CellFile.read(npz(arrays), CellOptions.BY_NAMES).taken())
        .noneMatch(line -> line.startsWith("warning"));
    arrays.put("counts", scaled(arrays.get("counts"), 50));
    assertThat(CellFile.read(npz(arrays), CellOptions.BY_NAMES).taken())
        .anyMatch(line -> line.startsWith("warning: all counts are multiples of 50, as rates"));
  }

  @Test
  void countsWithoutAnySpikeAreRefused() throws IOException {
    Map<String, NpyArray> arrays = session();
    arrays.put("counts", scaled(arrays.get("counts"), 0));
    assertThat(refusal(npz(arrays), CellOptions.BY_NAMES)).contains("2 cells and no spikes");
  }

  @Test
  void cellsOfOneNameAreRefused() throws IOException {
    StringBuilder text = new StringBuilder("t_s,hd_rad,cell1,cell2,cell1\n");
    for (int i = 0; i < 50; i++) {
      text.append(0.01 * i).append(',').append(0.1 * i % 6).append(",1,0,2\n");
    }
    Path file = folder.resolve("session.csv");
    Files.writeString(file, text.toString());

    assertThat(refusal(file, CellOptions.BY_NAMES)).contains("2 columns are named cell1");
  }

  @Test
  void whatIsInAnObjectOfJavaIsNotLookedAt() throws IOException {
    // A file of MATLAB whose only variable is an opaque object of Java, as MATLAB would write it.
    Mat5File mat = Mat5.newMatFile();
    mat.addArray("counts", Mat5.newMatrix(3, 2));
    Path plain = folder.resolve("plain.mat");
    Mat5.writeToFile(mat, plain.toFile());
    byte[] bytes = Files.readAllBytes(plain);
    byte[] object = JavaInMatlab.variable("evil");
    Path file = folder.resolve("object.mat");
    byte[] both = Arrays.copyOf(bytes, bytes.length + object.length);
    System.arraycopy(object, 0, both, bytes.length, object.length);
    Files.write(file, both);
    JavaInMatlab.Bomb.went = false;

    assertThat(refusal(file, CellOptions.BY_NAMES)).contains("evil (an object)");

    assertThat(JavaInMatlab.Bomb.went).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "synthetic_v5.mat",
        "synthetic_v73.mat",
        "synthetic.nwb",
        "synthetic_lights.nwb",
        "synthetic.npz",
        "synthetic_units.npz"
      })
  void damagedFilesAreReadOrRefusedInOneLine(String name) throws Exception {
    byte[] whole = Files.readAllBytes(file(name));
    Random random = new Random(18);
    CellOptions options =
        options(name.contains("units") ? file("synthetic_direction.npz") : null, null);
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      byte[] damaged = whole.clone();
      if (i % 3 == 0) {
        damaged = Arrays.copyOf(whole, random.nextInt(whole.length));
      }
      for (int k = 0; k < 1 + i % 8 && damaged.length > 0 && i % 3 > 0; k++) {
        // Where formats keep their books more often than where the values are.
        int reach = i % 3 == 1 ? Math.min(4096, damaged.length) : damaged.length;
        damaged[random.nextInt(reach)] = (byte) random.nextInt(256);
      }
      Path file = folder.resolve(name);
      Files.write(file, damaged);
      try {
        CellFile.read(file, options);
      } catch (UserError e) {
        refused++;
        assertThat(e.getMessage().lines()).hasSize(1);
      }
    }
    assertThat(refused).isGreaterThan(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.mat", "a.nwb", "a.npz", "a.npy", "a.h5", "a.csv", "a.ang", "a.res.1"})
  void emptyFilesAndFilesOfSomethingElseAreRefused(String name) throws IOException {
    Path file = folder.resolve(name);
    for (String content : List.of("", "some words\n", "1 2 3\n4 5\n", "\u0000\u0001\u0002")) {
      Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
      assertThatThrownBy(() -> CellFile.read(file, CellOptions.BY_NAMES))
          .isInstanceOf(UserError.class);
    }
    assertThat(refusal(folder.resolve("none.nwb"), CellOptions.BY_NAMES)).contains("no readable");
  }
}
