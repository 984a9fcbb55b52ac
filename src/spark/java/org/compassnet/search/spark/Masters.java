package org.compassnet.search.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import org.compassnet.config.UserError;

/**
 * Checks of a master's URL, so that a wrong one is one line at once and not a minute of Spark's.
 */
final class Masters {

  private static final String STANDALONE = "spark://";
  private static final int DEFAULT_PORT = 7077;
  private static final int TIMEOUT_MS = 5000;

  private Masters() {}

  /** Touches Spark, so that it is missed early. */
  static void requireSpark() {
    org.apache.spark.package$.MODULE$.SPARK_VERSION();
  }

  /**
   * @throws UserError if it is no URL of Spark's, or none of a standalone cluster's masters answers
   */
  static void requireReachable(String master) {
    if (master.matches("local(\\[(\\d+|\\*)(,\\d+)?])?|yarn|k8s://.+")) {
      return;
    }
    if (!master.matches("spark://[^,/]+(,[^,/]+)*")) {
      throw new UserError(
          "--master "
              + master
              + ": allowed: local[N], local[*], spark://HOST:PORT, yarn, k8s://URL");
    }
    String[] hosts = master.substring(STANDALONE.length()).split(",");
    if (Arrays.stream(hosts).noneMatch(Masters::answers)) {
      throw new UserError(
          "--master " + master + ": nobody answers there; the URL of a running master is wanted");
    }
  }

  private static boolean answers(String host) {
    int colon = host.lastIndexOf(':');
    try (Socket socket = new Socket()) {
      int port = colon < 0 ? DEFAULT_PORT : Integer.parseInt(host.substring(colon + 1));
      socket.connect(
          new InetSocketAddress(colon < 0 ? host : host.substring(0, colon), port), TIMEOUT_MS);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /** What Spark says of a master that it cannot use, as one line. */
  static UserError unusable(String master, Exception e) {
    boolean distribution = master.startsWith("yarn") || master.startsWith("k8s");
    return new UserError(
        "--master "
            + master
            + ": Spark cannot use it: "
            + firstLine(e)
            + (distribution ? "; start with the cluster's own spark-submit" : ""),
        e);
  }

  static String firstLine(Throwable e) {
    String message = e == null ? "" : e.getMessage();
    return message == null ? e.toString() : message.lines().findFirst().orElse(e.toString());
  }
}
