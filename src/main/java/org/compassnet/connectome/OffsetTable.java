package org.compassnet.connectome;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.compassnet.config.UserError;

/**
 * A table with a row for each offset: from, to, offset, synapses and, if there are more than one of
 * them together, pairs. Rows of the same offset are added up, synapses and pairs. The chain over
 * Delta7 cells is a row from EPG to EPG with Delta7 in the column via, or is made of EPG to Delta7
 * and Delta7 to EPG.
 */
final class OffsetTable {

  private static final List<String> EPG = List.of("EPG");
  private static final List<String> DELTA7 = List.of("DELTA7", "D7", "\u03947");
  private static final List<String> LEFT = List.of("PENL", "PENLEFT", "LPEN", "LEFTPEN");
  private static final List<String> RIGHT = List.of("PENR", "PENRIGHT", "RPEN", "RIGHTPEN");

  /** How near to a bin's middle an offset must be, in bins. */
  private static final double ON_GRID = 0.01;

  private final TextGrid grid;
  private final Map<String, Sums> sums = new LinkedHashMap<>();
  private final Set<String> left = new LinkedHashSet<>();

  /** Synapses and pairs by bin. */
  private record Sums(double[] synapses, double[] pairs) {

    Sums() {
      this(new double[RingKernel.BINS], new double[RingKernel.BINS]);
    }
  }

  private OffsetTable(TextGrid grid) {
    this.grid = grid;
  }

  /** Whether a file is of this form. */
  static boolean isOne(TextGrid grid) {
    return column(grid, "from", "pre") >= 0 && column(grid, "to", "post") >= 0;
  }

  /**
   * Reads the kernels.
   *
   * @param name of the source
   * @throws UserError if a column, a pathway or an offset is missing, or a cell cannot be used
   */
  static Connectome read(TextGrid grid, String name) {
    return new OffsetTable(grid).connectome(name);
  }

  private Connectome connectome(String name) {
    int from = column(grid, "from", "pre");
    int to = column(grid, "to", "post");
    int via = column(grid, "via");
    int offset = required("offset_deg", "offset_wedges", "offset");
    int synapses = required("synapses", "weight", "count");
    int pairs = column(grid, "pairs", "n_pairs", "n");
    double wedgesPerUnit = wedgesPerUnit(offset);
    for (int row = 0; row < grid.rows().size(); row++) {
      String key =
          type(grid.cell(row, from))
              + (via < 0 || grid.cell(row, via).isEmpty() ? "" : ">" + type(grid.cell(row, via)))
              + ">"
              + type(grid.cell(row, to));
      if (key.contains("?")) {
        left.add(TextGrid.shortened(grid.cell(row, from) + " to " + grid.cell(row, to)));
        continue;
      }
      int bin = RingKernel.bin(wedges(row, offset, wedgesPerUnit));
      Sums of = sums.computeIfAbsent(key, k -> new Sums());
      of.synapses[bin] += grid.count(row, synapses);
      of.pairs[bin] += pairs < 0 ? 1 : pairsOf(row, pairs);
    }
    Map<Pathway, RingKernel> kernels = new EnumMap<>(Pathway.class);
    kernels.put(Pathway.LOCAL_EXCITATION, kernel("EPG>EPG"));
    kernels.put(
        Pathway.LONG_RANGE_INHIBITION,
        (sums.containsKey("EPG>D7>EPG")
                ? kernel("EPG>D7>EPG")
                : kernel("EPG>D7").then(kernel("D7>EPG")))
            .negated());
    kernels.put(Pathway.LEFT_TO_COMPASS, kernel("L>EPG"));
    kernels.put(Pathway.RIGHT_TO_COMPASS, kernel("R>EPG"));
    kernels.put(Pathway.COMPASS_TO_LEFT, kernel("EPG>L"));
    kernels.put(Pathway.COMPASS_TO_RIGHT, kernel("EPG>R"));
    List<String> remarks = new ArrayList<>();
    if (!left.isEmpty()) {
      remarks.add("not used: " + left.stream().limit(8).collect(Collectors.joining(", ")));
    }
    return new Connectome(name, kernels, remarks);
  }

  private static String type(String cell) {
    String name = cell.toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{Nd}]", "");
    return EPG.contains(name)
        ? "EPG"
        : DELTA7.contains(name)
            ? "D7"
            : LEFT.contains(name) ? "L" : RIGHT.contains(name) ? "R" : "?";
  }

  private static int column(TextGrid grid, String... names) {
    List<String> header =
        grid.header().stream().map(cell -> cell.toLowerCase(Locale.ROOT)).toList();
    return Arrays.stream(names)
        .mapToInt(header::indexOf)
        .filter(i -> i >= 0)
        .findFirst()
        .orElse(-1);
  }

  private int required(String... names) {
    int column = column(grid, names);
    if (column < 0) {
      throw new UserError(
          grid.source() + ": no column '" + names[0] + "'; wanted: from, to, offset_deg, synapses");
    }
    return column;
  }

  /** A column that does not say its unit is in wedges if all its numbers are whole. */
  private double wedgesPerUnit(int offset) {
    String name = grid.header().get(offset).toLowerCase(Locale.ROOT);
    boolean wedges =
        name.equals("offset")
            ? IntStream.range(0, grid.rows().size())
                .allMatch(row -> grid.number(row, offset) == Math.rint(grid.number(row, offset)))
            : name.equals("offset_wedges");
    return wedges ? 1 : 1 / RingKernel.STEP_DEG;
  }

  private int wedges(int row, int offset, double wedgesPerUnit) {
    double wedges = grid.number(row, offset) * wedgesPerUnit;
    if (Math.abs(wedges) > RingKernel.BINS || Math.abs(wedges - Math.rint(wedges)) > ON_GRID) {
      throw grid.unusable(
          row,
          offset,
          "multiples of 22.5 deg from -360 to 360, or wedges from -16 to 16, are wanted");
    }
    return (int) Math.rint(wedges);
  }

  private double pairsOf(int row, int column) {
    double pairs = grid.count(row, column);
    if (!(pairs > 0)) {
      throw grid.unusable(row, column, "a count above 0 is wanted");
    }
    return pairs;
  }

  /** Mean synapses per pair. */
  private RingKernel kernel(String key) {
    Sums of = sums.get(key);
    String words =
        key.replace(">", " to ").replace("D7", "Delta7").replaceAll("\\b([LR])\\b", "PEN_$1");
    if (of == null) {
      throw new UserError(
          grid.source()
              + ": no rows of "
              + words
              + "; wanted: EPG, PEN_L, PEN_R and Delta7 (in from, to or via)");
    }
    for (int wedges = 0; wedges < RingKernel.BINS; wedges++) {
      if (of.pairs[RingKernel.bin(wedges)] == 0) {
        throw new UserError(
            "%s: %s: no row of offset %s deg; all 16 are wanted, with 0 where there are no synapses"
                .formatted(grid.source(), words, wedges * RingKernel.STEP_DEG));
      }
    }
    return new RingKernel(
        IntStream.range(0, RingKernel.BINS)
            .mapToDouble(bin -> of.synapses[bin] / of.pairs[bin])
            .toArray());
  }
}
