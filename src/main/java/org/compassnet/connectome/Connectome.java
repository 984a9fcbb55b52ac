package org.compassnet.connectome;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.compassnet.config.UserError;
import org.compassnet.files.TextTable;

/**
 * An animal's wiring as kernels over the offset on the ring.
 *
 * @param source what was read, as it is to be named
 * @param kernels one for every pathway, signed by its transmitter
 * @param remarks what was taken of the source and what was left, a line each
 */
public record Connectome(String source, Map<Pathway, RingKernel> kernels, List<String> remarks) {

  /** The name of the table that is shipped. */
  public static final String HEMIBRAIN = "hemibrain";

  public Connectome {
    Map<Pathway, RingKernel> copy = new EnumMap<>(Pathway.class);
    for (Pathway pathway : Pathway.values()) {
      RingKernel kernel = kernels.get(pathway);
      if (kernel == null || kernel.filled() < RingKernel.BINS) {
        throw new IllegalArgumentException(pathway + ": a value for every offset is wanted");
      }
      copy.put(pathway, kernel);
    }
    kernels = copy;
    remarks = List.copyOf(remarks);
  }

  /**
   * The shipped table of the hemibrain.
   *
   * @see <a href="https://doi.org/10.7554/eLife.57443">Scheffer et al. 2020</a>, CC-BY 4.0
   */
  public static Connectome hemibrain() {
    return OffsetTable.read(TextGrid.ofResource("hemibrain.csv"), "hemibrain v1.2 (shipped)");
  }

  /**
   * A table of synapse counts: by type and offset, or a matrix of groups.
   *
   * @param file or {@link #HEMIBRAIN} for the shipped table
   * @throws UserError if it cannot be used
   */
  public static Connectome read(Path file) {
    String name = file.toString();
    if (name.equals(HEMIBRAIN)) {
      return hemibrain();
    }
    TextGrid grid = TextGrid.read(file);
    return (OffsetTable.isOne(grid) ? OffsetTable.read(grid, name) : GroupMatrix.read(grid, name))
        .withDoubts()
        .inOneSense();
  }

  /** With what has no synapses or no shape said of it. */
  private Connectome withDoubts() {
    if (kernels.values().stream().allMatch(RingKernel::isZero)) {
      throw new UserError(source + ": all counts are 0; counts of synapses are wanted");
    }
    List<String> more = new ArrayList<>(remarks);
    sayWhere(more, "no synapses at all", RingKernel::isZero);
    sayWhere(
        more,
        "as many synapses at every offset, so that there is no peak and no shape",
        kernel -> !kernel.isZero() && Double.isNaN(kernel.correlation(kernel)));
    return new Connectome(source, kernels, more);
  }

  private void sayWhere(List<String> remarks, String what, Predicate<RingKernel> holds) {
    String cells =
        kernels.entrySet().stream()
            .filter(of -> holds.test(of.getValue()))
            .map(of -> of.getKey().cells())
            .collect(Collectors.joining(", "));
    if (!cells.isEmpty()) {
      remarks.add("warning: " + what + ": " + cells);
    }
  }

  /** With offsets counted so that the left side's cells push to positive ones. */
  private Connectome inOneSense() {
    double left = kernel(Pathway.LEFT_TO_COMPASS).push();
    double right = kernel(Pathway.RIGHT_TO_COMPASS).push();
    List<String> more = new ArrayList<>(remarks);
    if (left < 0 && right > 0) {
      Map<Pathway, RingKernel> mirrored = new EnumMap<>(Pathway.class);
      kernels.forEach((pathway, kernel) -> mirrored.put(pathway, kernel.mirrored()));
      more.add("offsets taken in the other sense: so that left PEN cells push to positive ones");
      return new Connectome(source, mirrored, more);
    }
    if (!(left > 0 && right < 0)) {
      more.add("the two sides' PEN cells do not push to opposite sides here");
      return new Connectome(source, kernels, more);
    }
    return this;
  }

  /** The kernel of a pathway. */
  public RingKernel kernel(Pathway pathway) {
    return kernels.get(pathway);
  }

  @Override
  public String toString() {
    TextTable table = new TextTable("cells", "near", "far", "peak (deg)");
    kernels.forEach((p, k) -> table.row(p.cells(), k.near(), k.far(), k.peakDeg()));
    remarks.forEach(table::line);
    return table.toString();
  }
}
