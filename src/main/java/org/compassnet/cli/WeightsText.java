package org.compassnet.cli;

import java.util.ArrayList;
import java.util.List;
import org.compassnet.config.Config;
import org.compassnet.network.WeightsFile;

/** What a network made of a file of weights is, and who says so. */
final class WeightsText {

  private WeightsText() {}

  static String model(WeightsFile file, Config config, ConfigOptions options) {
    List<String> said = new ArrayList<>();
    List<String> taken = new ArrayList<>();
    (file.activation().isPresent() ? said : taken)
        .add("activation " + config.network().activation().keyword());
    (file.tauMs().isPresent() ? said : taken).add("tau " + config.network().tauMs() + " ms");
    // At another step than the file's, the weights are for that one.
    boolean sameStep = file.stepMs().orElse(-1) == config.task().stepMs();
    (sameStep ? said : taken).add("steps of " + config.task().stepMs() + " ms");
    taken.add("noise of kind " + config.network().noise().kind().keyword());
    String text = file.weights().units() + " units";
    if (!said.isEmpty()) {
      text += ", " + String.join(", ", said);
    }
    return text + "; from " + options.source() + ": " + String.join(", ", taken);
  }
}
