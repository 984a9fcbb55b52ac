package org.example;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.compassnet.analysis.Analysis;
import org.compassnet.analysis.Run;
import org.compassnet.config.Config;
import org.compassnet.report.Figures;
import org.compassnet.training.Progress;

/** Trains a small network, takes it apart and draws it. */
public final class FirstNetwork {

  private FirstNetwork() {}

  /** Trains at the first call, in the folder runs/example, and opens what is there after that. */
  public static void main(String[] args) throws IOException {
    Config config =
        Config.of(
            List.of(
                "name=example",
                "network.units=50",
                "network.velocity_input_gain=10",
                "network.noise.sd=0.02",
                "training.updates=900",
                "training.learning_rate_schedule=cosine",
                "training.activity_penalty.weight=0.03",
                "training.curriculum=[{update: 0, steps: 60}, {update: 400, steps: 120},"
                    + " {update: 700, steps: 250}]",
                "analysis.random_cuts=50"));
    Run run = Run.trained(config, Path.of("runs", "example"), Progress.NONE);
    System.out.println(run.evaluate());
    Analysis analysis = run.analyze();
    System.out.println(analysis.tuning().table().counts());
    analysis
        .findings()
        .forEach(
            found ->
                System.out.println(found.outcome().words() + "  " + found.phenomenon().title()));
    Path figures = run.folder().path().resolve("figures");
    Figures.learningCurve(run).write(figures, "learning_curve");
    Figures.maps(analysis).write(figures, "maps");
    Figures.kernels(analysis).write(figures, "kernels");
  }
}
