package org.compassnet.network;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * The loss sum(mask (y - target)^2) / sum(mask), with the mask counted for each output: the mean
 * over trials, outputs and steps after the cue. Deeplearning4j's own loss layer sums over steps,
 * and makes four copies of the outputs to do so.
 */
public final class MaskedErrorLayer extends RnnLossLayer {

  /** The layer; it has no settings. */
  public MaskedErrorLayer() {
    setLossFn(new LossMSE());
    setActivationFn(new ActivationIdentity());
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int layerIndex,
      INDArray paramsView,
      boolean initializeParams,
      DataType networkDataType) {
    MaskedErrorRuntime runtime = new MaskedErrorRuntime(conf, networkDataType);
    runtime.setListeners(listeners);
    runtime.setIndex(layerIndex);
    runtime.setParamsViewArray(paramsView);
    runtime.setParamTable(initializer().init(conf, paramsView, initializeParams));
    runtime.setConf(conf);
    return runtime;
  }
}
