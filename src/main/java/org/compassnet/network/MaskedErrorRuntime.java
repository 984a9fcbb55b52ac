package org.compassnet.network;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.RnnLossLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs a {@link MaskedErrorLayer} on [trials, outputs, steps] as they are. */
final class MaskedErrorRuntime extends RnnLossLayer {

  private double error;

  MaskedErrorRuntime(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /** The masked mean squared error of the last {@link #computeScore}. */
  double error() {
    return error;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(false);
    return workspaceMgr.leverageTo(ArrayType.ACTIVATIONS, input);
  }

  /** The number of outputs that count: sum(mask), for each output. */
  private double counted() {
    long outputs = input.size(1);
    return maskArray == null
        ? input.length()
        : sum(maskArray) * (maskArray.rank() == 3 ? 1 : outputs);
  }

  /** mask x (y - target), in a new array. */
  private INDArray maskedDifference() {
    INDArray difference = input.sub(labels);
    if (maskArray == null) {
      return difference;
    }
    INDArray mask =
        maskArray.rank() == 3
            ? maskArray
            : maskArray.reshape(maskArray.size(0), 1, maskArray.size(1));
    return difference.muli(mask.castTo(difference.dataType()));
  }

  @Override
  public double computeScore(
      double fullNetRegTerm, boolean training, LayerWorkspaceMgr workspaceMgr) {
    try (MemoryWorkspace ws = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      // mask x difference^2; for a mask of 0 and 1 this is the square of mask x difference.
      INDArray difference = input.sub(labels);
      error = sum(maskedDifference().muli(difference)) / counted();
    }
    score = error + fullNetRegTerm;
    return score;
  }

  /** ND4J sums in parts, one for each thread; this is the same for any number of them. */
  private static double sum(INDArray values) {
    double sum = 0;
    for (float value : values.dup('c').data().asFloat()) {
      sum += value;
    }
    return sum;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(true);
    if (labels == null) {
      throw new IllegalStateException("labels are not set");
    }
    INDArray delta = maskedDifference().muli(2 / counted());
    return new Pair<>(
        new DefaultGradient(), workspaceMgr.dup(ArrayType.ACTIVATION_GRAD, delta, 'c'));
  }

  @Override
  public INDArray computeScoreForExamples(double fullNetRegTerm, LayerWorkspaceMgr workspaceMgr) {
    INDArray difference = input.sub(labels);
    INDArray perTrial = maskedDifference().muli(difference).sum(1, 2);
    INDArray counts =
        maskArray == null
            ? Nd4j.valueArrayOf(perTrial.shape(), (double) input.size(1) * input.size(2), dataType)
            : maskArray.sum(1).muli(input.size(1)).castTo(dataType);
    return perTrial.divi(counts).addi(fullNetRegTerm).reshape(-1, 1);
  }
}
