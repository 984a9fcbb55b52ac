package org.compassnet.connectome;

import org.compassnet.config.Keyword;

/**
 * A kernel of a network beside that of the fly's cells.
 *
 * @param pairs of the network's units
 * @param network mean weights
 * @param fly mean synapses, or their products, signed by transmitter
 * @param correlation of both shapes
 * @param p one-sided, that shuffled preferred directions are as like the fly's
 * @param peakDeg offset of the peak of the network's first harmonic; NaN where it has none
 * @param motif the number of the network whose sign is the motif's: mean weight near, mean weight
 *     far, or sine of the first harmonic
 * @param flyMotif the same of the fly
 */
public record BesideFly(
    Pathway pathway,
    int pairs,
    RingKernel network,
    RingKernel fly,
    double correlation,
    double p,
    Estimate peakDeg,
    Estimate motif,
    double flyMotif) {

  /** The number of a kernel whose sign is a motif. */
  static double motif(Pathway pathway, RingKernel kernel) {
    return switch (pathway) {
      case LOCAL_EXCITATION -> kernel.near();
      case LONG_RANGE_INHIBITION -> kernel.far();
      default -> kernel.push();
    };
  }

  /** What a motif's sign says, as a sentence writes it. */
  static String motifWords(Pathway pathway) {
    return switch (pathway) {
      case LOCAL_EXCITATION -> "weight within 45 deg";
      case LONG_RANGE_INHIBITION -> "weight beyond 135 deg";
      default -> "displacement";
    };
  }

  /** How a network's sign stands to the fly's. */
  public enum Sign implements Keyword {
    SAME("as the fly's"),
    OPPOSITE("opposite to the fly's"),
    UNDECIDED("undecided");

    private final String words;

    Sign(String words) {
      this.words = words;
    }

    /** As a table writes it. */
    public String words() {
      return words;
    }
  }

  /** The network's sign beside the fly's; undecided where 0 is within the interval. */
  public Sign sign() {
    int product = motif.sign() * (int) Math.signum(flyMotif);
    return product > 0 ? Sign.SAME : product < 0 ? Sign.OPPOSITE : Sign.UNDECIDED;
  }
}
