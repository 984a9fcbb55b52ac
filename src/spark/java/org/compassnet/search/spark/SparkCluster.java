package org.compassnet.search.spark;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.compassnet.config.Config;
import org.compassnet.search.CandidateJob;
import org.compassnet.search.CandidateResult;
import org.compassnet.search.CandidateRun;
import org.compassnet.search.Cluster;
import org.compassnet.training.DivergenceException;
import org.compassnet.training.Progress;
import org.compassnet.training.RunFolder;

/** A Spark application; each candidate is a job of one task. Spark runs a lost task again. */
final class SparkCluster implements Cluster {

  private static final int POLL_MS = 200;
  private static final int SETTLED_MS = 2000;

  private final JavaSparkContext spark;
  private final int slots;

  private SparkCluster(JavaSparkContext spark, int slots) {
    this.spark = spark;
    this.slots = slots;
  }

  /**
   * Connects to a master.
   *
   * @throws org.compassnet.config.UserError if it cannot be reached
   */
  static SparkCluster connect(String master) {
    Masters.requireReachable(master);
    SparkConf conf =
        new SparkConf()
            .setMaster(master)
            .setIfMissing("spark.app.name", "CompassNet")
            .setIfMissing("spark.ui.enabled", "false")
            .setIfMissing("spark.task.maxFailures", "8")
            // Networks live outside of the heap, in what the executor's overhead leaves.
            .setIfMissing(
                "spark.executor.extraJavaOptions",
                "--add-modules=jdk.incubator.vector"
                    + " -Dorg.bytedeco.javacpp.maxbytes=0"
                    + " -Dorg.bytedeco.javacpp.maxphysicalbytes=0");
    if (!master.startsWith("local") && !conf.contains("spark.jars")) {
      conf.set("spark.jars", String.join(",", ProgramJars.paths()));
    }
    try {
      JavaSparkContext spark = new JavaSparkContext(conf);
      try {
        // Executors register while this job waits.
        spark.parallelize(List.of(1), 1).count();
        return new SparkCluster(
            spark, master.startsWith("local") ? spark.defaultParallelism() : cores(spark));
      } catch (RuntimeException | Error e) {
        spark.close();
        throw e;
      }
    } catch (Exception e) {
      throw Masters.unusable(master, e);
    }
  }

  /** The cores of the executors, when no more have come for a while. */
  private static int cores(JavaSparkContext spark) throws InterruptedException {
    int cores = spark.defaultParallelism();
    for (int quiet = 0; quiet < SETTLED_MS; quiet += POLL_MS) {
      Thread.sleep(POLL_MS);
      if (spark.defaultParallelism() != cores) {
        cores = spark.defaultParallelism();
        quiet = 0;
      }
    }
    return Math.max(1, cores);
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public CandidateResult make(
      CandidateJob job, Path folder, CandidateRun.CandidateWatch watch, BooleanSupplier stop)
      throws IOException {
    watch.says("on the cluster");
    Remote.Parcel parcel = run(new Remote.Candidate(job), folder, stop);
    if (parcel == null) {
      return CandidateResult.interrupted(job.index(), job.parameters());
    }
    FolderZip.unpack(parcel.files(), folder);
    try {
      return Config.json().readValue(parcel.said(), CandidateResult.class);
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean train(Config config, RunFolder run, Progress progress, BooleanSupplier stop)
      throws IOException {
    progress.started(0, config.training().updates());
    Remote.Parcel parcel = run(new Remote.Training(config.toYaml()), run.path(), stop);
    if (parcel == null) {
      return false;
    }
    FolderZip.unpack(parcel.files(), run.path());
    progress.ended();
    return switch (parcel.said()) {
      case Remote.Training.FINISHED -> true;
      case Remote.Training.STOPPED -> false;
      default -> throw new DivergenceException(parcel.said());
    };
  }

  /** Null if it was stopped. */
  private Remote.Parcel run(Function<byte[], Remote.Parcel> work, Path folder, BooleanSupplier stop)
      throws IOException {
    byte[] files = FolderZip.pack(folder);
    try {
      return await(spark.parallelize(List.of(files), 1).map(work).collectAsync(), stop);
    } catch (ExecutionException | IllegalStateException e) {
      // With Ctrl-C, Spark goes down by itself, maybe before us.
      if (stop.getAsBoolean()) {
        return null;
      }
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      throw new IOException("the cluster gave up: " + Masters.firstLine(cause), e);
    }
  }

  private static Remote.Parcel await(
      JavaFutureAction<List<Remote.Parcel>> job, BooleanSupplier stop) throws ExecutionException {
    while (true) {
      try {
        return job.get(POLL_MS, TimeUnit.MILLISECONDS).get(0);
      } catch (TimeoutException e) {
        if (stop.getAsBoolean()) {
          job.cancel(true);
          return null;
        }
      } catch (InterruptedException e) {
        job.cancel(true);
        Thread.currentThread().interrupt();
        return null;
      }
    }
  }

  @Override
  public void close() {
    spark.close();
  }
}
