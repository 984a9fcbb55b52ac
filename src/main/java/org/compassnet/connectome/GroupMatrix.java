package org.compassnet.connectome;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.compassnet.config.UserError;

/**
 * Synapses between groups of cells, or between single cells, which are then added up by group. Rows
 * are presynaptic, unless the corner says {@code post\pre}.
 */
final class GroupMatrix {

  private static final Pattern TYPE =
      Pattern.compile("(E-?PG|P-?EN|DELTA-?7|\u03947|D7)(.*)", Pattern.CASE_INSENSITIVE);

  private final String presynaptic;
  private final TextGrid grid;
  private final Map<Group, Integer> places = new LinkedHashMap<>();
  private final double[][] synapses;
  private final Set<String> left = new LinkedHashSet<>();

  private enum Type {
    EPG,
    PEN_L,
    PEN_R,
    DELTA7
  }

  private static final int LEAST_DELTA7 = 4;

  /**
   * Cells of a type.
   *
   * @param at where on the ring; null for Delta7 cells, which have no one place
   * @param name of Delta7 cells; empty for others
   */
  private record Group(Type type, Glomerulus at, String name) {

    /** Of the name of a row or column; empty for what is no part of the ring. */
    static Optional<Group> of(String name) {
      Matcher matcher = TYPE.matcher(name);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      String type = matcher.group(1).toUpperCase(Locale.ROOT);
      if (type.endsWith("7")) {
        return Optional.of(new Group(Type.DELTA7, null, name));
      }
      boolean epg = type.startsWith("E");
      return Glomerulus.of(matcher.group(2))
          .filter(at -> !epg || at.number() <= Glomerulus.OUTERMOST_EPG)
          .map(at -> new Group(epg ? Type.EPG : at.left() ? Type.PEN_L : Type.PEN_R, at, ""));
    }
  }

  private GroupMatrix(TextGrid grid) {
    this.grid = grid;
    List<String> columnNames = grid.header().subList(1, grid.header().size());
    List<String> rowNames = grid.rows().stream().map(row -> row.get(0)).toList();
    List<Optional<Group>> columns = columnNames.stream().map(this::group).toList();
    List<Optional<Group>> rows = rowNames.stream().map(this::group).toList();
    requireBoth(rows, "row", columns, "column");
    requireBoth(columns, "column", rows, "row");
    requireAsOften(rowNames, "rows", columnNames, "columns");
    requireAsOften(columnNames, "columns", rowNames, "rows");
    boolean transposed =
        grid.header()
            .get(0)
            .toLowerCase(Locale.ROOT)
            .matches("(post|to|target)\\b.*(pre|from|source).*");
    presynaptic = transposed ? "columns" : "rows";
    synapses = new double[places.size()][places.size()];
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        double count = grid.count(row, column + 1);
        if (rows.get(row).isPresent() && columns.get(column).isPresent()) {
          int a = places.get(rows.get(row).get());
          int b = places.get(columns.get(column).get());
          synapses[transposed ? b : a][transposed ? a : b] += count;
        }
      }
    }
    requireAll();
  }

  private Optional<Group> group(String name) {
    Optional<Group> group = Group.of(name);
    group.ifPresentOrElse(
        of -> places.putIfAbsent(of, places.size()), () -> left.add(TextGrid.shortened(name)));
    return group;
  }

  private void requireBoth(
      List<Optional<Group>> some, String kind, List<Optional<Group>> others, String other) {
    for (Optional<Group> group : some) {
      if (group.isPresent() && !others.contains(group)) {
        throw new UserError(
            "%s: %s has a %s and no %s; wanted: a square matrix of groups of cells"
                .formatted(grid.source(), words(group.get()), kind, other));
      }
    }
  }

  /**
   * Single cells may go by one name, but then as rows and as columns: else one stands there twice.
   */
  private void requireAsOften(
      List<String> some, String kind, List<String> others, String otherKind) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    some.forEach(name -> counts.merge(name, 1, Integer::sum));
    counts.forEach(
        (name, count) -> {
          int other = Collections.frequency(others, name);
          if (count > 1 && other != count && Group.of(name).isPresent()) {
            throw new UserError(
                "%s: %s has %d %s and %d %s; wanted: each group or cell once, or as often in both"
                    .formatted(
                        grid.source(), TextGrid.shortened(name), count, kind, other, otherKind));
          }
        });
  }

  private static String words(Group group) {
    return group.at() == null
        ? TextGrid.shortened(group.name())
        : (group.type() == Type.EPG ? "EPG_" : "PEN_") + group.at();
  }

  private void requireAll() {
    String missing =
        Stream.of(true, false)
            .flatMap(
                side ->
                    IntStream.rangeClosed(1, Glomerulus.OUTERMOST_EPG)
                        .mapToObj(number -> new Glomerulus(side, number)))
            .map(at -> new Group(Type.EPG, at, ""))
            .filter(group -> !places.containsKey(group))
            .map(GroupMatrix::words)
            .collect(Collectors.joining(", "));
    for (Type type : Type.values()) {
      if (type != Type.EPG && of(type).isEmpty()) {
        missing += (missing.isEmpty() ? "" : ", ") + (type == Type.DELTA7 ? "Delta7" : type);
      }
    }
    if (!missing.isEmpty()) {
      throw new UserError(
          grid.source()
              + ": no "
              + missing
              + "; wanted: EPG_L1 to EPG_R8, PEN of both sides and Delta7 as rows and columns, or"
              + " columns from, to, offset_deg, synapses");
    }
  }

  private List<Group> of(Type type) {
    return places.keySet().stream().filter(group -> group.type() == type).toList();
  }

  /**
   * Reads the kernels.
   *
   * @param name of the source
   * @throws UserError if a cell is no count, or a group is missing
   */
  static Connectome read(TextGrid grid, String name) {
    return new GroupMatrix(grid).connectome(name);
  }

  private Connectome connectome(String name) {
    Map<Pathway, RingKernel> kernels = new EnumMap<>(Pathway.class);
    kernels.put(Pathway.LOCAL_EXCITATION, kernel(Type.EPG, Type.EPG, this::direct));
    kernels.put(
        Pathway.LONG_RANGE_INHIBITION, kernel(Type.EPG, Type.EPG, this::overDelta7).negated());
    kernels.put(Pathway.LEFT_TO_COMPASS, kernel(Type.PEN_L, Type.EPG, this::direct));
    kernels.put(Pathway.RIGHT_TO_COMPASS, kernel(Type.PEN_R, Type.EPG, this::direct));
    kernels.put(Pathway.COMPASS_TO_LEFT, kernel(Type.EPG, Type.PEN_L, this::direct));
    kernels.put(Pathway.COMPASS_TO_RIGHT, kernel(Type.EPG, Type.PEN_R, this::direct));
    List<String> remarks = new ArrayList<>();
    remarks.add(
        "rows and columns used: "
            + Stream.of(Type.values())
                .map(type -> of(type).size() + " " + type)
                .collect(Collectors.joining(", ")));
    remarks.add(presynaptic + " are presynaptic");
    if (of(Type.DELTA7).size() < LEAST_DELTA7) {
      remarks.add(
          "Delta7: all cells go by "
              + of(Type.DELTA7).size()
              + " names and are added up under them, which flattens the inhibition over them;"
              + " tell them apart for its shape");
    }
    if (!left.isEmpty()) {
      remarks.add(
          "not used: "
              + left.stream().limit(6).collect(Collectors.joining(", "))
              + (left.size() > 6 ? " and " + (left.size() - 6) + " more" : ""));
    }
    return new Connectome(name, kernels, remarks);
  }

  private double direct(Group from, Group to) {
    return synapses[places.get(from)][places.get(to)];
  }

  /** The product of both matrices. */
  private double overDelta7(Group from, Group to) {
    return of(Type.DELTA7).stream().mapToDouble(d -> direct(from, d) * direct(d, to)).sum();
  }

  /** Means over all pairs of groups at an offset. */
  private RingKernel kernel(Type from, Type to, ToDoubleBiFunction<Group, Group> connection) {
    double[] sum = new double[RingKernel.BINS];
    int[] pairs = new int[RingKernel.BINS];
    for (Group a : of(from)) {
      for (Group b : of(to)) {
        int bin = RingKernel.bin(b.at().wedge() - a.at().wedge());
        sum[bin] += connection.applyAsDouble(a, b);
        pairs[bin]++;
      }
    }
    return new RingKernel(
        IntStream.range(0, RingKernel.BINS).mapToDouble(bin -> sum[bin] / pairs[bin]).toArray());
  }
}
