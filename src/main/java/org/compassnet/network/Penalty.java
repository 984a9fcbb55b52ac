package org.compassnet.network;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * What a training may be charged for beside its error: a number for each unit, and of these the
 * mean over the units, so that a weight says the same of networks and trials of any size.
 *
 * <p>r are the rates with their noise, in every trial and step after the first state; w_j are the
 * outgoing weights of unit j: column j of W_rec and of W_out. |.| and ||.|| are not differentiable
 * at 0; the subgradient taken there is 0. So what is 0 stays 0 as far as the penalty goes, and a
 * silent unit is not charged for being silent.
 *
 * <p>The two norms are the group lasso of Yuan and Lin (2006, J. R. Stat. Soc. B 68, 49-67): a
 * group is all that a unit does, or all that it is listened to for; groups of one size have one
 * weight. Their gradient keeps its length while a group shrinks, so that it takes whole units out,
 * where that of the squares spares what is small. By (sub)gradients, in an optimiser with momentum,
 * weights come close to 0 and swing about it; only a proximal step would make zeros.
 */
public enum Penalty {

  /** Mean of r^2 over trials and steps: the activity (metabolic) penalty. Gradient 2 r. */
  SQUARED_RATES {
    @Override
    public SDVariable term(
        SameDiff sd, CtRnnGraph.Unrolled unrolled, CtRnnGraph.Parameters weights) {
      return unrolled.meanSquaredRate();
    }
  },

  /** Mean of |r| over trials and steps: L1. Gradient sign(r). */
  ABSOLUTE_RATES {
    @Override
    public SDVariable term(
        SameDiff sd, CtRnnGraph.Unrolled unrolled, CtRnnGraph.Parameters weights) {
      SDVariable sum = null;
      for (SDVariable r : unrolled.rates()) {
        SDVariable mean = sd.math.abs(r).mean();
        sum = sum == null ? mean : sum.add(mean);
      }
      return sum.mul(1.0 / unrolled.rates().length);
    }
  },

  /** Root of the mean of r^2 over trials and steps: a unit's rates as a group. */
  RATE_NORMS {
    @Override
    public SDVariable term(
        SameDiff sd, CtRnnGraph.Unrolled unrolled, CtRnnGraph.Parameters weights) {
      SDVariable[] steps = unrolled.rates();
      // Twice the same has the same mean; SameDiff has none along a dimension of length 1.
      SDVariable r = sd.concat(0, steps.length > 1 ? steps : new SDVariable[] {steps[0], steps[0]});
      return root(sd, r.mul(r).mean(0)).mean();
    }
  },

  /** Sum of |w_j|: L1. */
  ABSOLUTE_OUTGOING {
    @Override
    public SDVariable term(
        SameDiff sd, CtRnnGraph.Unrolled unrolled, CtRnnGraph.Parameters weights) {
      return sd.math.abs(outgoing(sd, weights)).sum(0).mean();
    }
  },

  /** Norm of w_j: a unit's outgoing weights as a group. */
  OUTGOING_NORMS {
    @Override
    public SDVariable term(
        SameDiff sd, CtRnnGraph.Unrolled unrolled, CtRnnGraph.Parameters weights) {
      SDVariable w = outgoing(sd, weights);
      return root(sd, w.mul(w).sum(0)).mean();
    }
  };

  /** A mean or sum of squares that is less is taken for 0, whose root has no gradient here. */
  public static final double NONE = 1e-30;

  /**
   * The penalty, before it is weighted, as a part of a graph: its definition.
   *
   * @param weights of the same graph; barred self-connections are 0
   */
  public abstract SDVariable term(
      SameDiff sd, CtRnnGraph.Unrolled unrolled, CtRnnGraph.Parameters weights);

  /** [units + outputs, units]: a column for each unit. */
  private static SDVariable outgoing(SameDiff sd, CtRnnGraph.Parameters weights) {
    return sd.concat(0, weights.wRec(), weights.wOut());
  }

  private static SDVariable root(SameDiff sd, SDVariable squares) {
    return sd.math.sqrt(sd.math.max(squares, sd.constant(NONE).castTo(squares.dataType())));
  }
}
