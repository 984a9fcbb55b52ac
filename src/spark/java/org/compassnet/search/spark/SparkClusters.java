package org.compassnet.search.spark;

import org.compassnet.search.Cluster;
import org.compassnet.search.Clusters;

/** Connects to Spark. */
public final class SparkClusters implements Clusters {

  /**
   * @throws LinkageError where Spark is not on the class path
   */
  public SparkClusters() {
    Masters.requireSpark();
  }

  @Override
  public Cluster connect(String master) {
    return SparkCluster.connect(master);
  }
}
