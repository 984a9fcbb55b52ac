package org.compassnet.search.spark;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A standalone cluster of Spark's own processes on loopback: a master, and workers of one core. */
final class LoopbackCluster implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final int PATIENCE_S = 60;

  private final Path home;
  private final Path folder;
  private final int port;
  private final int pages;
  private final List<Process> workers = new ArrayList<>();
  private final Process master;

  /**
   * @param home holds Spark's jars in jars/, and nothing of this program
   * @param folder for logs and the executors' files
   */
  LoopbackCluster(Path home, Path folder, int workerCount) throws Exception {
    this.home = home.toAbsolutePath();
    this.folder = folder;
    this.port = freePort();
    this.pages = freePort();
    master =
        start(
            "master",
            "org.apache.spark.deploy.master.Master",
            List.of(
                "--host",
                HOST,
                "--port",
                String.valueOf(port),
                "--webui-port",
                String.valueOf(pages)));
    awaitPort();
    for (int k = 0; k < workerCount; k++) {
      workers.add(
          start(
              "worker" + k,
              "org.apache.spark.deploy.worker.Worker",
              List.of(
                  url(),
                  "--host",
                  HOST,
                  "--cores",
                  "1",
                  "--memory",
                  "2g",
                  "--webui-port",
                  "0",
                  "--work-dir",
                  folder.resolve("work" + k).toString())));
    }
    awaitWorkers();
  }

  String url() {
    return "spark://" + HOST + ":" + port;
  }

  /** Ends a worker at once; its executor follows. */
  void kill(int worker) {
    Process process = workers.get(worker);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  private Process start(String name, String main, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                home.resolve("jars") + File.separator + "*",
                main));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.12");
    builder.environment().put("SPARK_LOCAL_IP", HOST);
    // For executors too. They live for seconds, too short for what compiles slowly and runs fast.
    builder
        .environment()
        .put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -Dcompassnet.kernels=plain");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".log").toFile())
        .start();
  }

  private void awaitPort() throws Exception {
    for (int tries = 0; tries < PATIENCE_S * 10; tries++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(HOST, port), 1000);
        return;
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    throw new IOException("no master: " + Files.readString(folder.resolve("master.log")));
  }

  /** The master's page says how many workers it has. */
  private void awaitWorkers() throws Exception {
    for (int tries = 0; tries < PATIENCE_S * 10; tries++) {
      try (InputStream page =
          URI.create("http://" + HOST + ":" + pages + "/json/").toURL().openStream()) {
        String said = new String(page.readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\s", "");
        if (said.contains("\"aliveworkers\":" + workers.size())) {
          return;
        }
      } catch (IOException e) {
        // Not there yet.
      }
      Thread.sleep(100);
    }
    throw new IOException("no workers: " + Files.readString(folder.resolve("worker0.log")));
  }

  @Override
  public void close() throws InterruptedException {
    for (int k = 0; k < workers.size(); k++) {
      kill(k);
    }
    master.destroyForcibly();
    master.waitFor(PATIENCE_S, TimeUnit.SECONDS);
  }
}
