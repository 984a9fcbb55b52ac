package org.compassnet.trajectory.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.compassnet.config.RecordingConfig;
import org.compassnet.config.RecordingConfig.AngleUnit;
import org.compassnet.config.RecordingConfig.Separator;
import org.compassnet.config.RecordingConfig.TimeUnit;
import org.compassnet.config.UserError;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every recording here is of one head, whose direction is known at any time. */
class RecordingTest {

  private static final int SAMPLES = 600;
  private static final double RATE_HZ = 30;
  private static final double MAX_GAP_S = 0.5;

  @TempDir Path folder;

  /** The head's direction in rad: it goes round several times, at up to 155 deg/s. */
  private static double truth(double seconds) {
    return 1 + 3 * Math.sin(0.4 * seconds) + 0.5 * Math.sin(3 * seconds);
  }

  private static double time(int sample) {
    return sample / RATE_HZ;
  }

  private static double wrapped(double direction) {
    double turn = 2 * Math.PI;
    return direction - turn * Math.floor(direction / turn);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String rad(int sample) {
    return text("%.5f", wrapped(truth(time(sample))));
  }

  private static String deg(int sample) {
    return text("%.3f", Math.toDegrees(wrapped(truth(time(sample)))));
  }

  private static String seconds(int sample) {
    return text("%.5f", time(sample));
  }

  private Path table(String header, IntFunction<String> row) throws IOException {
    StringBuilder content = new StringBuilder(header.isEmpty() ? "" : header + "\n");
    for (int i = 0; i < SAMPLES; i++) {
      content.append(row.apply(i)).append('\n');
    }
    return Files.writeString(folder.resolve("r.csv"), content);
  }

  private static RecordingConfig how(TimeUnit timeUnit, AngleUnit unit) {
    return new RecordingConfig(Separator.AUTO, null, timeUnit, null, null, unit, List.of(), null);
  }

  private static RecordingConfig columns(String time, String direction) {
    return new RecordingConfig(
        Separator.AUTO, time, TimeUnit.AUTO, null, direction, AngleUnit.AUTO, List.of(), null);
  }

  private static RecordingConfig points(Double fps, Double likelihood, String... points) {
    return new RecordingConfig(
        Separator.AUTO,
        null,
        TimeUnit.AUTO,
        fps,
        null,
        AngleUnit.AUTO,
        List.of(points),
        likelihood);
  }

  private static Recording read(Path file) {
    return read(file, RecordingConfig.BY_NAMES);
  }

  private static Recording read(Path file, RecordingConfig how) {
    return Recording.read(file, MAX_GAP_S, how, Asked.OPTIONS);
  }

  /** Every sample that is there has the head's direction at its time. */
  private static void assertIsTheHead(Recording recording, double tolerance) {
    for (Recording.Stretch stretch : recording.stretches()) {
      double turns =
          2
              * Math.PI
              * Math.rint((stretch.directions()[0] - truth(stretch.timesS()[0])) / (2 * Math.PI));
      for (int i = 0; i < stretch.timesS().length; i++) {
        assertThat(stretch.directions()[i] - turns)
            .isCloseTo(truth(stretch.timesS()[i]), within(tolerance));
      }
    }
  }

  private static void assertIsTheWholeHead(Recording recording) {
    assertThat(recording.stretches()).hasSize(1);
    assertThat(recording.stretches().get(0).timesS()).hasSize(SAMPLES);
    assertThat(recording.summary().lost()).isZero();
    assertThat(recording.warnings()).isEmpty();
    assertIsTheHead(recording, 1e-3);
  }

  private static void assertRefused(Path file, RecordingConfig how, String... words) {
    assertThatThrownBy(() -> read(file, how))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(words)
        .hasMessageNotContainingAny("\n", "null", "Exception");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t_s,hd_rad",
        "t,hd_rad",
        "time,heading (rad)",
        "Time [s],Head Direction [rad]",
        "TIMESTAMP,HEAD_DIRECTION_RAD",
        "timestamps,headDirection_rad",
        "seconds,yaw rad",
        "time (sec),theta (radians)",
        "elapsed,azimuth/rad",
        "\"time\",\"orientation, rad\"",
        "ts,head_angle_rad"
      })
  void columnsAreToldByWholeWordsOfTheirNames(String header) throws IOException {
    assertIsTheWholeHead(read(table(header, i -> seconds(i) + "," + rad(i))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t_s,hd_deg",
        "t_s,gradual_heading_deg",
        "time,radial maze heading [°]",
        "Time,HD (degrees)",
        "t,Radarm_direction_deg"
      })
  void aUnitIsAWordAndNoPartOfOne(String header) throws IOException {
    assertIsTheWholeHead(read(table(header, i -> seconds(i) + "," + deg(i))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "angular_velocity_deg_s",
        "AHV",
        "heading_velocity_deg",
        "hd_deg_per_s",
        "hd [deg/s]",
        "hd_likelihood",
        "direction_bin",
        "head_x",
        "speed"
      })
  void whatIsNoDirectionIsNotTakenForOne(String other) throws IOException {
    assertIsTheWholeHead(
        read(table("t_s," + other + ",hd_deg", i -> seconds(i) + ",77," + deg(i))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s     | 1         | time_s
          ms    | 1000      | t_ms
          ms    | 1000      | timestamp (ms)
          us    | 1000000   | timestamp_us
          us    | 1000000   | Time [µs]
          min   | 0.0166667 | time_min
          min   | 0.0166667 | minutes
          """)
  void theUnitOfTheTimeIsInItsName(String unit, double scale, String name) throws IOException {
    Path file = table(name + ",hd_rad", i -> text("%.9f", time(i) * scale) + "," + rad(i));
    Recording recording = read(file);
    assertIsTheWholeHead(recording);
    assertThat(recording.summary().time()).isEqualTo(name + " (" + unit + ")");
    assertThat(recording.summary().durationS()).isCloseTo(time(SAMPLES - 1), within(1e-3));
  }

  @ParameterizedTest
  @CsvSource({"MS,1000", "US,1000000", "MIN,0.0166667"})
  void theUnitOfATimeWithoutOneIsAskedForAndTaken(TimeUnit unit, double scale) throws IOException {
    Path file = table("time,hd_rad", i -> text("%.9f", time(i) * scale) + "," + rad(i));
    assertRefused(file, RecordingConfig.BY_NAMES, "--time-unit");
    assertIsTheWholeHead(read(file, how(unit, AngleUnit.AUTO)));
  }

  @Test
  void framesNeedTheirRate() throws IOException {
    Path file = table("frame_number,hd_rad", i -> i + "," + rad(i));
    assertRefused(file, RecordingConfig.BY_NAMES, "r.csv: frame_number counts frames", "--fps 30");
    assertIsTheWholeHead(
        read(
            file,
            new RecordingConfig(
                Separator.AUTO,
                null,
                TimeUnit.AUTO,
                RATE_HZ,
                null,
                AngleUnit.AUTO,
                List.of(),
                null)));
  }

  @Test
  void aTimeIsPreferredToFrames() throws IOException {
    assertIsTheWholeHead(
        read(table("frame,time_s,hd_rad", i -> i + "," + seconds(i) + "," + rad(i))));
  }

  @Test
  void slowSamplingIsReadWithALongerGap() throws IOException {
    Path file = table("t_s,hd_rad", i -> i % 30 == 0 ? seconds(i) + "," + rad(i) : "");
    assertRefused(
        file, RecordingConfig.BY_NAMES, "median time between two samples is 1 s", "--max-gap 2");
    Recording recording = Recording.read(file, 2, RecordingConfig.BY_NAMES, Asked.OPTIONS);
    assertThat(recording.stretches()).hasSize(1);
    assertIsTheHead(recording, 1e-3);
  }

  @Test
  void separatorsAndDecimalCommasAreFoundOut() throws IOException {
    for (String mark : List.of(",", ";", "\t", "  ", ", ", " ; ")) {
      assertIsTheWholeHead(read(table("t_s" + mark + "hd_deg", i -> seconds(i) + mark + deg(i))));
    }
    for (String mark : List.of(";", "\t", " ")) {
      assertIsTheWholeHead(
          read(
              table("t_s" + mark + "hd_deg", i -> (seconds(i) + mark + deg(i)).replace('.', ','))));
    }
    assertIsTheWholeHead(read(table("sep=;\nt_s;hd_deg", i -> seconds(i) + ";" + deg(i))));
  }

  @Test
  void quotesBlankLinesCommentsAndLineEndingsDoNotMatter() throws IOException {
    assertIsTheWholeHead(
        read(
            table(
                "\ufeff# a rat, run 3\r\n\r\n\"t_s\",\"hd_deg\"\r",
                i ->
                    "\""
                        + seconds(i)
                        + "\",\""
                        + deg(i)
                        + "\"\r"
                        + (i % 100 == 99 ? "\n\r" : ""))));
    assertIsTheWholeHead(read(table("# t_s hd_rad", i -> seconds(i) + " " + rad(i))));
    assertIsTheWholeHead(read(table("% t_s,hd_rad", i -> seconds(i) + "," + rad(i) + "  ")));
    assertIsTheWholeHead(read(table("time,hd\ns,deg", i -> seconds(i) + "," + deg(i) + "\n,,")));
    assertIsTheWholeHead(
        read(table("t_s,hd_rad", i -> text("%.6e,%.6E", time(i), wrapped(truth(time(i)))))));
  }

  @Test
  void otherEncodingsAreRead() throws IOException {
    Path file = table("t_s;hd [°]", i -> seconds(i) + ";" + deg(i));
    String content = Files.readString(file);
    Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    assertIsTheWholeHead(read(file));
    Files.write(file, ("\ufeff" + content).getBytes(StandardCharsets.UTF_16LE));
    assertIsTheWholeHead(read(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "nan", "NaN", "NA", "n/a", "null", "-", "Inf", "-inf", "None", "-1", "-2", "-999"
      })
  void lostSamplesAreInterpolatedUpToTheGapLimit(String lost) throws IOException {
    for (IntFunction<String> unit :
        List.<IntFunction<String>>of(RecordingTest::rad, RecordingTest::deg)) {
      String header = unit.apply(5).equals(rad(5)) ? "t_s,hd_rad" : "t_s,hd_deg";
      Recording single =
          read(table(header, i -> seconds(i) + "," + (i % 60 == 30 ? lost : unit.apply(i))));
      assertThat(single.stretches()).hasSize(1);
      assertThat(single.summary().lost()).isEqualTo(10);
      assertThat(single.summary().interpolated()).isEqualTo(10);
      assertIsTheHead(single, 1e-3);
      Recording gap =
          read(table(header, i -> seconds(i) + "," + (i >= 200 && i < 230 ? lost : unit.apply(i))));
      assertThat(gap.stretches()).hasSize(2);
      assertThat(gap.summary().lost()).isEqualTo(30);
      assertThat(gap.summary().breaks()).isEqualTo(1);
      assertIsTheHead(gap, 1e-3);
    }
  }

  @Test
  void aCodeIsFoundInSignedDirectionsToo() throws IOException {
    for (String code : List.of("-1", "0", "90", "1.5")) {
      Recording recording =
          read(
              table(
                  "t_s,hd_deg",
                  i ->
                      seconds(i)
                          + ","
                          + (i % 100 >= 40 && i % 100 < 44
                              ? code
                              : text(
                                  "%.3f",
                                  Math.toDegrees(
                                      Math.IEEEremainder(truth(time(i)), 2 * Math.PI))))));
      assertThat(recording.summary().codes()).containsOnlyKeys(Double.valueOf(code));
      assertThat(recording.summary().lost()).isEqualTo(24);
      assertIsTheHead(recording, 1e-3);
    }
  }

  /** A head that looks about 0 deg, in whole degrees, unwrapped: -1 is a direction. */
  @Test
  void minusOneIsADirectionWhereTheHeadIsThere() throws IOException {
    Recording recording =
        read(
            table(
                "t_s,hd_deg", i -> seconds(i) + "," + Math.round(20 - 22 * Math.cos(time(i) * 2))));
    assertThat(recording.summary().codes()).isEmpty();
    assertThat(recording.summary().lost()).isZero();
  }

  @Test
  void wrappedNegativeDirectionsAreNoCodes() throws IOException {
    Recording recording =
        read(
            table(
                "t_s,hd_rad",
                i ->
                    seconds(i)
                        + ","
                        + text("%.1f", Math.IEEEremainder(truth(time(i)), 2 * Math.PI))));
    assertThat(recording.summary().lost()).isZero();
    assertIsTheHead(recording, 0.06);
  }

  @Test
  void turnedSamplesAreCountedAndLost() throws IOException {
    Recording recording =
        read(
            table(
                "t_s,hd_rad",
                i ->
                    seconds(i)
                        + ","
                        + text(
                            "%.5f",
                            wrapped(
                                truth(time(i))
                                    + (i % 60 == 50 || i % 200 == 7 || i % 200 == 8
                                        ? Math.PI
                                        : 0)))));
    assertThat(recording.summary().turned()).isEqualTo(16);
    assertThat(recording.stretches()).hasSize(1);
    assertThat(recording.summary().toString()).contains("16 turned by 180 deg");
    assertIsTheHead(recording, 1e-3);
  }

  @Test
  void aTurnThatStaysBreaksTheRecordingAndIsSaid() throws IOException {
    Recording recording =
        read(
            table(
                "t_s,hd_rad",
                i ->
                    seconds(i)
                        + ","
                        + text("%.5f", wrapped(truth(time(i)) + (i >= 300 ? Math.PI : 0)))));
    assertThat(recording.stretches()).hasSize(2);
    assertThat(recording.warnings()).hasSize(1);
    assertThat(recording.warnings().get(0)).contains("1 jump by 180 deg that does not come back");
  }

  @Test
  void degreesInRadiansAndTheOtherWayRoundAreRefusedOrSaid() throws IOException {
    Path degrees = table("t_s,hd_rad", i -> seconds(i) + "," + deg(i));
    assertRefused(
        degrees,
        RecordingConfig.BY_NAMES,
        "hd_rad",
        "median |AV|",
        "are these degrees? --unit deg");
    assertThat(read(degrees, how(TimeUnit.AUTO, AngleUnit.RAD)).warnings()).isNotEmpty();
    assertIsTheWholeHead(read(degrees, how(TimeUnit.AUTO, AngleUnit.DEG)));
    Path radians = table("t_s,hd_deg", i -> seconds(i) + "," + rad(i));
    assertRefused(
        radians, RecordingConfig.BY_NAMES, "a range of 6.2 deg", "are these radians? --unit rad");
    assertIsTheWholeHead(read(radians, how(TimeUnit.AUTO, AngleUnit.RAD)));
  }

  @Test
  void aTimeInAnotherUnitThanItSaysIsRefused() throws IOException {
    Path file = table("t_ms,hd_rad", i -> seconds(i) + "," + rad(i));
    assertRefused(
        file, RecordingConfig.BY_NAMES, "no head turns so fast", "--time-unit s|ms|us|min");
    assertIsTheWholeHead(read(file, how(TimeUnit.S, AngleUnit.AUTO)));
  }

  @Test
  void noiseIsSaid() throws IOException {
    java.util.Random chance = new java.util.Random(1);
    Recording recording =
        read(
            table(
                "t_s,hd_rad",
                i ->
                    seconds(i)
                        + ","
                        + text(
                            "%.5f",
                            wrapped(
                                truth(time(i))
                                    + (i % 20 == 3 ? 2 * chance.nextDouble() + 0.5 : 0)))));
    assertThat(recording.warnings())
        .anyMatch(warning -> warning.contains("is the tracking right?"));
  }

  @Test
  void aHeadAtRestIsSaid() throws IOException {
    Recording recording = read(table("t_s,hd_rad", i -> seconds(i) + ",1.25"));
    assertThat(recording.stretches()).hasSize(1);
    assertThat(recording.summary().medianDegPerS()).isZero();
    assertThat(recording.warnings().get(0)).contains("the head is at rest");
  }

  /** The columns of a tracked animal that stays about (100, 90) and looks where the head does. */
  private static String tracked(int sample, boolean likelihoods, double seen) {
    double x = 5 * Math.cos(truth(time(sample)));
    double y = 5 * Math.sin(truth(time(sample)));
    return text(
        likelihoods ? "%1$.4f,%2$.4f,%5$.2f,%3$.4f,%4$.4f,%5$.2f" : "%1$.4f,%2$.4f,%3$.4f,%4$.4f",
        100 + x,
        90 + y,
        100 - x,
        90 - y,
        seen);
  }

  private static final String DEEPLABCUT =
      """
      scorer,DLC,DLC,DLC,DLC,DLC,DLC
      bodyparts,nose,nose,nose,neck,neck,neck
      coords,x,y,likelihood,x,y,likelihood\
      """;

  @Test
  void deepLabCutsHeaderIsReadAndItsLikelihoodKept() throws IOException {
    Path file = table(DEEPLABCUT, i -> i + "," + tracked(i, true, i % 60 == 30 ? 0.1 : 0.99));
    assertRefused(file, RecordingConfig.BY_NAMES, "--fps 30");
    assertRefused(
        file, points(RATE_HZ, null, "nose", "tail"), "no column of x of 'tail'", "nose, neck");
    Recording recording = read(file, points(RATE_HZ, null, "nose", "neck"));
    assertThat(recording.summary().lost()).isEqualTo(10);
    assertThat(recording.summary().unlikely()).isEqualTo(10);
    assertThat(recording.stretches()).hasSize(1);
    assertIsTheHead(recording, 1e-3);
    assertIsTheWholeHead(read(file, points(RATE_HZ, 0.05, "nose", "neck")));
    assertIsTheWholeHead(read(file, points(RATE_HZ, null, "nose_x", "nose_y", "neck_x", "neck_y")));
  }

  @Test
  void twoPointsGiveADirection() throws IOException {
    Path file =
        table("time_s,head_x,head_y,tail_x,tail_y", i -> seconds(i) + "," + tracked(i, false, 0));
    assertRefused(
        file,
        RecordingConfig.BY_NAMES,
        "no column is named as a head direction",
        "--points head,tail");
    assertIsTheWholeHead(read(file, points(null, null, "head", "tail")));
    assertIsTheWholeHead(read(file, points(null, null, "head_x", "head_y", "tail_x", "tail_y")));
    assertIsTheWholeHead(read(file, points(null, null, "2", "3", "4", "5")));
    assertRefused(file, points(null, 0.5, "head", "tail"), "--likelihood 0.5 has no effect");
  }

  @Test
  void pointsThatWereNotSeenAreLost() throws IOException {
    for (String lost : List.of("-1,-1", "0,0", ",", "nan,nan")) {
      Recording recording =
          read(
              table(
                  "time_s,head_x,head_y,tail_x,tail_y",
                  i -> {
                    String row = tracked(i, false, 0);
                    String[] cells = row.split(",");
                    return seconds(i)
                        + ","
                        + (i % 60 == 30 ? lost + "," + cells[2] + "," + cells[3] : row);
                  }),
              points(null, null, "head", "tail"));
      assertThat(recording.summary().lost()).isEqualTo(10);
      assertIsTheHead(recording, 1e-3);
    }
  }

  @Test
  void aFileWithoutNamesIsReadByNumbersOfColumns() throws IOException {
    Path file =
        table(
            "",
            i ->
                i
                    + ", 0.1".repeat(15)
                    + ", "
                    + rad(i)
                    + ", 0".repeat(4)
                    + ", "
                    + text("%.2f", time(i) * 1000)
                    + ", 1, 33, 5");
    assertRefused(
        file,
        RecordingConfig.BY_NAMES,
        "25 columns without names",
        "--time 22, --time-unit ms, --direction 17, --unit rad",
        "FicTrac");
    assertIsTheWholeHead(
        read(
            file,
            new RecordingConfig(
                Separator.AUTO, "22", TimeUnit.MS, null, "17", AngleUnit.RAD, List.of(), null)));
  }

  @Test
  void arraysOfAnNpzAreColumns() throws IOException {
    Path file = folder.resolve("tsd.npz");
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(
        "t",
        NpyArray.of(
            IntStream.range(0, SAMPLES).mapToDouble(RecordingTest::time).toArray(), SAMPLES));
    arrays.put(
        "d",
        NpyArray.of(
            IntStream.range(0, SAMPLES)
                .mapToDouble(i -> i == 77 ? Double.NaN : wrapped(truth(time(i))))
                .toArray(),
            SAMPLES));
    arrays.put("start", NpyArray.of(new double[1], 1));
    arrays.put("xy", NpyArray.of(new double[4], 2, 2));
    Npz.write(file, arrays);
    assertRefused(file, columns(null, "xy_deg"), "--direction xy_deg: no such column");
    assertRefused(
        file,
        new RecordingConfig(
            Separator.AUTO, null, TimeUnit.AUTO, null, "xy", AngleUnit.RAD, List.of(), null),
        "xy: shape [2, 2]; allowed: [samples]");
    assertRefused(
        file,
        new RecordingConfig(
            Separator.AUTO, null, TimeUnit.AUTO, null, "start", AngleUnit.RAD, List.of(), null),
        "start has 1 values, t has 600; as many are wanted");
    assertRefused(
        file, RecordingConfig.BY_NAMES, "4 columns: t, d, start, xy", "--direction COLUMN");
    assertRefused(
        file, columns(null, "d"), "the unit of d is not in its name", "--unit rad or deg");
    Recording recording =
        read(
            file,
            new RecordingConfig(
                Separator.AUTO, null, TimeUnit.AUTO, null, "d", AngleUnit.RAD, List.of(), null));
    assertThat(recording.summary().lost()).isEqualTo(1);
    assertIsTheHead(recording, 1e-9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          t_s,hd_rad;0,0.1;0.02,left;0.05,0.2    | r.csv:3: column 'hd_rad': 'left' is not a number
          t_s,hd_rad;0,0.1;soon,0.2              | r.csv:3: column 't_s': 'soon' is not a number
          t_s,hd_rad;0,0.1;0.05,0x1p3            | r.csv:3: column 'hd_rad': '0x1p3' is not a number
          t_s,hd_rad;0,0.1;0.05,1.5f             | r.csv:3: column 'hd_rad': '1.5f' is not a number
          t_s,hd_rad;0,0.1;0.05,1e400            | r.csv:3: column 'hd_rad': 1e400 is too large
          t_s,hd_rad;0,0.1;0.05,1e300            | r.csv:3: hd_rad: 1.0E300; allowed: a direction
          t_s,hd_rad;0,0.1;0.05,0.2;0.025,0.3    | r.csv:4: t_s: 0.025 after 0.05; times must increase
          t_s,hd_rad;0,0.1;;0,0.2                | r.csv:4: t_s: 0 twice; times must increase
          t_s,hd_rad;0,0.1                       | r.csv: 1 sample of hd_rad (rad); at least two
          t_s,hd_rad;0,0.1;0.1,;0.2,nan          | r.csv: 1 sample of hd_rad (rad) and 2 lost
          t_s,hd_rad                             | r.csv: 0 samples of hd_rad
          t_s,hd_rad;0,0.1;0.025                 | r.csv:3: 1 cell, separated by commas, where the header has 2
          t_s,hd_rad;0,0.1;0.025,0.2,3           | r.csv:3: 3 cells, separated by commas, where the header has 2
          t_s,hd_rad;0,1,0,5;0,2,0,7             | decimal commas need another separator
          t_s,hd_rad,hd_deg;0,0.1,6              | several columns are named as a direction: hd_rad, hd_deg; say which: --direction COLUMN
          time,timestamp,hd_rad;0,0,6            | several columns are named as a time: time, timestamp; say which: --time COLUMN
          day,hd_rad;0,0.1                       | no column is named as a time (2 columns: day, hd_rad)
          time_h,hd_rad;0,0.1                    | time in 'h'
          time_ns,hd_rad;0,0.1                   | time in 'ns'
          t_s,speed;0,0.1                        | no column is named as a head direction (2 columns: t_s, speed)
          t_s,heading;0,0.1                      | the unit of heading is not in its name; say it: --unit rad or deg
          t_s,heading_grad;0,0.1                 | the unit of heading_grad is not in its name
          t_s,Gradient_direction;0,0.1           | the unit of Gradient_direction is not in its name
          0,0.1;0.025,0.2                        | r.csv: 2 columns without names; say which are which: --time 1
          t_s;0                                  | no column is named as a head direction (1 column: t_s)
          """)
  void aBadRecordingIsOneLineThatSaysWhereAndWhat(String rows, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("r.csv"), rows.strip().replace(';', '\n') + "\n");
    assertRefused(file, RecordingConfig.BY_NAMES, message.strip());
  }

  @Test
  void mixedDecimalMarksAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("r.csv"), "t_s;hd_deg\n0,1;1,234\n0.2;2\n");
    assertRefused(file, RecordingConfig.BY_NAMES, "decimal commas and decimal points");
  }

  @Test
  void filesThatAreNoTablesAreRefusedInTheirUsersWords() throws IOException {
    Path file = folder.resolve("a.mat");
    Files.writeString(file, "MATLAB 5.0 MAT-file");
    assertRefused(file, RecordingConfig.BY_NAMES, "a.mat: a file of MATLAB", "as CSV");
    Path nwb = folder.resolve("a.nwb");
    Files.write(nwb, new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'});
    assertRefused(nwb, RecordingConfig.BY_NAMES, "a.nwb: a file of NWB");
    Path binary = folder.resolve("a.csv");
    Files.write(binary, new byte[] {1, 2, 0, 3, (byte) 0xff});
    assertRefused(binary, RecordingConfig.BY_NAMES, "a.csv: no text");
    assertRefused(
        folder.resolve("none.csv"), RecordingConfig.BY_NAMES, "none.csv: no readable file");
    assertRefused(folder, RecordingConfig.BY_NAMES, "no readable file");
    Path empty = Files.writeString(folder.resolve("empty.csv"), "");
    assertRefused(empty, RecordingConfig.BY_NAMES, "no column is named as a time (0 columns");
  }

  @Test
  void anErrorSpeaksOfKeysWhereKeysSayHowItIsRead() throws IOException {
    Path file = table("t_s,heading", i -> seconds(i) + "," + rad(i));
    assertThatThrownBy(() -> Recording.read(file, MAX_GAP_S, RecordingConfig.BY_NAMES, Asked.KEYS))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("task.velocity.recording.unit: rad or deg");
  }

  @Test
  void theSummaryIsOneLineOfWhatWasRead() throws IOException {
    List<String> said = new ArrayList<>();
    Recording recording =
        read(table("t_s,hd_deg", i -> seconds(i) + "," + (i >= 200 && i < 230 ? "-1" : deg(i))));
    said.add(recording.summary().toString());
    assertThat(said.get(0))
        .doesNotContain("\n")
        .contains(
            "r.csv: time t_s (s), direction hd_deg (deg); 18.9 s at 30 Hz in 2 stretches",
            "30 of 600 samples lost (30 with -1)",
            "gaps: 0 interpolated, 1 longer than 0.5 s",
            "median |AV|");
  }
}
