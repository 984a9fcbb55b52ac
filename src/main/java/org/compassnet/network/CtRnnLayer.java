package org.compassnet.network;

import java.util.Collection;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.compassnet.config.Activation;
import org.compassnet.config.EngineChoice;
import org.compassnet.config.NetworkConfig;
import org.compassnet.config.NoiseKind;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.SelfConnections;
import org.compassnet.config.TaskConfig;
import org.compassnet.trajectory.Trials;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The continuous-time recurrent network and its readout as a Deeplearning4j layer. Inputs are
 * [trials, 3, steps], outputs [trials, 2, steps]; the rates stay inside.
 *
 * <p>{@link #defineLayer} is the definition of the model, unrolled over time; what computes it is
 * an {@link Engine}. The weights are kept for an angular velocity of {@code velocityInputGain} x
 * rad/step.
 */
@JsonAutoDetect(
    fieldVisibility = JsonAutoDetect.Visibility.NONE,
    getterVisibility = JsonAutoDetect.Visibility.PUBLIC_ONLY)
public final class CtRnnLayer extends SameDiffLayer {

  // Deeplearning4j cuts a parameter's key at its last underscore, so the names here have none; its
  // training page takes the names that end in W for weights.
  static final String W_IN = "inputW";
  static final String W_REC = "recurrentW";
  static final String B = "b";
  static final String W_OUT = "outputW";
  static final String X0 = "x0";
  static final String B_OUT = "outputBias";

  /** Noise of a training pass, [steps, trials, units]; zeros otherwise. */
  static final String NOISE = "noise";

  @JsonProperty private int units;
  @JsonProperty private Activation activation;
  @JsonProperty private double dtOverTau;
  @JsonProperty private NoiseKind noiseKind;
  @JsonProperty private double noiseSd;
  @JsonProperty private SelfConnections selfConnections;
  @JsonProperty private boolean initialStateLearned;
  @JsonProperty private boolean outputBias;
  @JsonProperty private double velocityInputGain;
  @JsonProperty private double recurrentGain;
  @JsonProperty private double inputSd;
  @JsonProperty private double velocitySd;
  @JsonProperty private double biasMean;
  @JsonProperty private double biasSd;
  @JsonProperty private double outputSd;
  @JsonProperty private double activityPenalty;
  @JsonProperty private double rateL1Penalty;
  @JsonProperty private double rateGroupPenalty;
  @JsonProperty private double outgoingL1Penalty;
  @JsonProperty private double outgoingGroupPenalty;
  @JsonProperty private double clipNorm;
  @JsonProperty private EngineChoice engine;
  @JsonProperty private long seed;

  /** For Deeplearning4j, which fills the fields from JSON. */
  CtRnnLayer() {}

  CtRnnLayer(NetworkConfig network, Dynamics dynamics, Builder b) {
    super(b);
    this.units = network.units();
    this.activation = dynamics.activation();
    this.dtOverTau = dynamics.dtOverTau();
    this.noiseKind = dynamics.noiseKind();
    this.noiseSd = network.noise().sd();
    this.selfConnections = network.selfConnections();
    this.initialStateLearned = network.learnInitialState();
    this.outputBias = network.outputBias();
    this.velocityInputGain = b.velocityInputGain;
    this.recurrentGain = network.recurrentGain();
    this.inputSd = network.initialWeights().inputSd();
    this.velocitySd = network.initialWeights().sdOfVelocity();
    this.biasMean = network.initialWeights().biasMean();
    this.biasSd = network.initialWeights().biasSd();
    this.outputSd = network.initialWeights().outputSd();
    setPenalties(b.penalties);
    this.clipNorm = b.clipNorm;
    this.engine = b.engine;
    this.seed = b.seed;
  }

  /** Collects Deeplearning4j's own settings of a layer: updater, regularisation, clipping. */
  public static final class Builder extends SameDiffLayer.Builder<Builder> {
    private final NetworkConfig network;
    private final Dynamics dynamics;
    private final double velocityInputGain;
    private Penalties penalties = Penalties.NONE;
    private double clipNorm;
    private EngineChoice engine = EngineChoice.AUTO;
    private long seed = 1;

    public Builder(NetworkConfig network, TaskConfig task) {
      this.network = network;
      this.dynamics = Dynamics.of(network, task.timeStep());
      this.velocityInputGain = network.velocityInputGain() * task.velocityScale();
    }

    /** Weights of the penalties in the loss. */
    public Builder penalties(Penalties weights) {
      this.penalties = weights;
      return this;
    }

    /**
     * Bound on the norm of the whole gradient; 0 for none. Deeplearning4j's own clipping sums in
     * parts, one for each thread, so that the weights would depend on the number of cores.
     */
    public Builder clipNorm(double bound) {
      this.clipNorm = bound;
      return this;
    }

    public Builder engine(EngineChoice choice) {
      this.engine = choice;
      return this;
    }

    /** Root of the streams of first weights and noise. */
    public Builder seed(long root) {
      this.seed = root;
      return this;
    }

    @SuppressWarnings("unchecked")
    @Override
    public CtRnnLayer build() {
      return new CtRnnLayer(network, dynamics, this);
    }
  }

  int units() {
    return units;
  }

  double noiseSd() {
    return noiseSd;
  }

  SelfConnections selfConnections() {
    return selfConnections;
  }

  boolean initialStateLearned() {
    return initialStateLearned;
  }

  boolean outputBias() {
    return outputBias;
  }

  double velocityInputGain() {
    return velocityInputGain;
  }

  /** Weights of the penalties in the loss. */
  Penalties penalties() {
    return Penalties.of(Penalty.SQUARED_RATES, activityPenalty)
        .with(Penalty.ABSOLUTE_RATES, rateL1Penalty)
        .with(Penalty.RATE_NORMS, rateGroupPenalty)
        .with(Penalty.ABSOLUTE_OUTGOING, outgoingL1Penalty)
        .with(Penalty.OUTGOING_NORMS, outgoingGroupPenalty);
  }

  /** Changes the weights of the penalties, as annealing does. */
  void setPenalties(Penalties weights) {
    activityPenalty = weights.get(Penalty.SQUARED_RATES);
    rateL1Penalty = weights.get(Penalty.ABSOLUTE_RATES);
    rateGroupPenalty = weights.get(Penalty.RATE_NORMS);
    outgoingL1Penalty = weights.get(Penalty.ABSOLUTE_OUTGOING);
    outgoingGroupPenalty = weights.get(Penalty.OUTGOING_NORMS);
  }

  double clipNorm() {
    return clipNorm;
  }

  EngineChoice engine() {
    return engine;
  }

  long seed() {
    return seed;
  }

  Dynamics dynamics() {
    return new Dynamics(activation, dtOverTau, noiseKind);
  }

  @Override
  public void defineParameters(SDLayerParams params) {
    params.addWeightParam(W_IN, units, Trials.INPUTS);
    params.addWeightParam(W_REC, units, units);
    params.addBiasParam(B, units);
    params.addWeightParam(W_OUT, Trials.OUTPUTS, units);
    params.addBiasParam(X0, units);
    if (outputBias) {
      params.addBiasParam(B_OUT, Trials.OUTPUTS);
    }
  }

  @Override
  public void initializeParameters(Map<String, INDArray> params) {
    UniformRandomProvider random = new RandomStreams(seed).stream("weights");
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    fill(params.get(W_IN), normal, 0, velocitySd, inputSd, inputSd);
    fill(params.get(W_REC), normal, 0, recurrentGain / Math.sqrt(units));
    fill(params.get(B), normal, biasMean, biasSd);
    fill(params.get(W_OUT), normal, 0, outputSd);
    params.get(X0).assign(0);
    if (outputBias) {
      params.get(B_OUT).assign(0);
    }
    if (selfConnections != SelfConnections.ALLOWED) {
      INDArray wRec = params.get(W_REC);
      for (int i = 0; i < units; i++) {
        wRec.putScalar(i, i, 0);
      }
    }
  }

  /**
   * Fills an array in C order, its columns with standard deviations of their own or one for all.
   */
  private static void fill(
      INDArray into, ZigguratSampler.NormalizedGaussian normal, double mean, double... sd) {
    double[] values = new double[(int) into.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = mean + sd[i % sd.length] * normal.sample();
    }
    into.assign(Nd4j.create(values, into.shape(), 'c').castTo(into.dataType()));
  }

  /**
   * The model as Deeplearning4j's autodiff has it: {@link CtRnnGraph} with what the weights are
   * kept as. The noise is a placeholder {@link #NOISE}; each {@link Penalty}'s term is a variable
   * of its name.
   *
   * @param input [trials, 3, steps]; the number of steps must be known
   * @return y [trials, 2, steps]
   */
  @Override
  public SDVariable defineLayer(
      SameDiff sd, SDVariable input, Map<String, SDVariable> params, SDVariable mask) {
    int steps = (int) input.placeholderShape()[2];
    DataType type = input.dataType();
    INDArray gain = Nd4j.create(new double[][] {{velocityInputGain, 1, 1}}).castTo(type);
    SDVariable wIn = params.get(W_IN).mul(sd.constant("input_gain", gain));
    SDVariable wRec = params.get(W_REC);
    if (selfConnections == SelfConnections.BARRED) {
      INDArray offDiagonal = Nd4j.ones(type, units, units).subi(Nd4j.eye(units).castTo(type));
      wRec = wRec.mul(sd.constant("off_diagonal", offDiagonal));
    }
    // One row for all trials.
    SDVariable x = sd.reshape(params.get(X0), 1, units);
    if (!initialStateLearned) {
      x = x.mul(0);
    }
    SDVariable noise = sd.placeHolder(NOISE, type, steps, -1, units);
    CtRnnGraph.Parameters weights =
        new CtRnnGraph.Parameters(wIn, wRec, params.get(B), params.get(W_OUT), params.get(B_OUT));
    CtRnnGraph.Unrolled unrolled =
        CtRnnGraph.unroll(
            sd,
            dynamics(),
            weights,
            x,
            CtRnnGraph.rate(sd, dynamics(), x),
            sd.unstack(input, 2, steps),
            sd.unstack(noise, 0, steps));
    for (Penalty penalty : Penalty.values()) {
      penalty.term(sd, unrolled, weights).rename(penalty.name());
    }
    return sd.stack(2, unrolled.outputs());
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int layerIndex,
      INDArray paramsView,
      boolean initializeParams,
      DataType networkDataType) {
    CtRnnRuntime runtime = new CtRnnRuntime(conf, networkDataType);
    runtime.setListeners(listeners);
    runtime.setIndex(layerIndex);
    runtime.setParamsViewArray(paramsView);
    runtime.setParamTable(initializer().init(conf, paramsView, initializeParams));
    runtime.setConf(conf);
    return runtime;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    long steps = inputType instanceof InputType.InputTypeRecurrent r ? r.getTimeSeriesLength() : -1;
    return InputType.recurrent(Trials.OUTPUTS, steps);
  }
}
