package org.compassnet.search;

import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.compassnet.config.UserError;

/** Connects to clusters. An implementation comes with the profile spark. */
public interface Clusters {

  /**
   * Connects to a master.
   *
   * @param master Spark's URL: local[N], spark://HOST:PORT, yarn, k8s://URL
   * @throws UserError if it cannot be used
   */
  Cluster connect(String master);

  /**
   * The cluster of a master.
   *
   * @throws UserError if this build has no Spark, or the master cannot be used
   */
  static Cluster at(String master) {
    return installed()
        .orElseThrow(
            () ->
                new UserError(
                    "--master "
                        + master
                        + ": this build is without Spark; build and run with ./mvnw -Pspark"))
        .connect(master);
  }

  private static Optional<Clusters> installed() {
    try {
      return ServiceLoader.load(Clusters.class, Clusters.class.getClassLoader()).findFirst();
    } catch (ServiceConfigurationError e) {
      // Left over in target/ from a build with Spark.
      return Optional.empty();
    }
  }
}
