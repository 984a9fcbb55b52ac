package org.compassnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.compassnet.config.Config;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.training.TrialSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of {@code train --ui}: what it answers, and what it does not. */
class TrainingPageTest {

  // Whoever never answers takes longer.
  private static final int ANSWER_MS = 120_000;

  private static TrainingPage page;
  private static int port;

  @BeforeAll
  static void serve() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    page = TrainingPage.serve(port);
  }

  @AfterAll
  static void end() {
    page.close();
  }

  private record Answer(int status, String body) {}

  /** Sends bytes as they are, which a client would put in order first. */
  private static Answer send(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      socket.setSoTimeout(ANSWER_MS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      Matcher status = Pattern.compile("HTTP/1\\.[01] (\\d+) ").matcher(answer);
      assertThat(status.lookingAt()).as(answer).isTrue();
      int headers = answer.indexOf("\r\n\r\n");
      return new Answer(Integer.parseInt(status.group(1)), answer.substring(headers + 4));
    }
  }

  private static Answer get(String path) throws IOException {
    return get(path, "127.0.0.1:" + port);
  }

  private static Answer get(String path, String host) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }

  private static void learnALittle() {
    Config config = Config.of(List.of("network.units=5", "task.steps=20"));
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      network.network().addListeners(page.listener());
      for (int k = 0; k < 12; k++) {
        network.fit(new TrialSource(config).evaluation(10, 20).toDataSet());
      }
    }
  }

  /** The pages, all that they load, and the numbers that they show. */
  @Test
  void thePageWorks() throws Exception {
    learnALittle();
    Set<String> assets = new TreeSet<>();
    for (String name : List.of("overview", "model", "system")) {
      Answer html = get("/train/" + name);
      assertThat(html.status).as(name).isEqualTo(200);
      Matcher asset = Pattern.compile("(?:src|href)=\"(/assets/[^\"]*)\"").matcher(html.body);
      while (asset.find()) {
        assets.add(asset.group(1));
      }
    }
    assertThat(assets).hasSizeGreaterThan(20).contains("/assets/js/train/overview.js");
    for (String asset : assets) {
      if (onClassPath(asset)) {
        assertThat(get(asset)).as(asset).returns(200, Answer::status);
      }
    }
    assertThat(assets.stream().filter(TrainingPageTest::onClassPath)).hasSizeGreaterThan(20);
    assertThat(onceThere("/train/overview/data")).contains("scores");
    assertThat(onceThere("/train/model/graph")).contains("vertexNames");
    assertThat(get("/train/system/data").status).isEqualTo(200);
    assertThat(get("/train/sessions/info").status).isEqualTo(200);
    assertThat(get("/").status).isBetween(200, 399);
  }

  /** What a listener posts, a thread of the page's reads some time later. */
  private static String onceThere(String path) throws Exception {
    for (int tries = 0; tries < 600 && get(path).body.isEmpty(); tries++) {
      Thread.sleep(50);
    }
    return get(path).body;
  }

  /** Some that the pages name are in none of the server's libraries. */
  private static boolean onClassPath(String asset) {
    String name = asset.substring("/assets/".length());
    String root = name.startsWith("webjars/") ? "META-INF/resources/" : "deeplearning4jUiAssets/";
    return TrainingPageTest.class.getClassLoader().getResource(root + name) != null;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/js/none.js",
        "/assets/js/",
        "/assets/",
        "/assets/../pom.xml",
        "/assets/js/../../pom.xml",
        "/assets/webjars/../../../pom.xml",
        "/assets/webjars/../../META-INF/MANIFEST.MF",
        "/assets/%2e%2e/pom.xml",
        "/assets/..%2fpom.xml",
        "/assets/..\\pom.xml",
        "/assets//etc/passwd",
        "/assets/js//etc/passwd",
        "/assets/file:/etc/passwd.txt",
        "/train/../assets/js/none.js",
        "/train/sessions/set/..",
        "/train/%2e%2e",
        "/tsne",
        "/tsne/upload",
        "/samediff",
        "/activations",
        "/remoteReceive",
        "/other"
      })
  void whatIsNotOfThePageIsNotFound(String path) throws IOException {
    assertThat(get(path)).isEqualTo(new Answer(404, ""));
  }

  /** Files of the working directory too: the server looks there first. */
  @Test
  void filesOfTheWorkingDirectoryAreNotServed() throws IOException {
    Path directory = Path.of("assets-of-a-test");
    Path file = directory.resolve("secret.js");
    Files.createDirectories(directory);
    try {
      Files.writeString(file, "secret");
      assertThat(get("/assets/" + file).status).isEqualTo(404);
      assertThat(get("/assets/js/../../" + file).status).isEqualTo(404);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(directory);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "127.0.0.1, 200",
    "[::1]:8000, 200",
    "example.org, 403",
    "127.0.0.1.example.org, 403",
    "localhost@example.org, 403",
    "192.168.0.1, 403",
    "'', 403"
  })
  void onlyNamesOfThisMachineAreAnswered(String host, int status) throws IOException {
    assertThat(get("/train/overview", host).status).isEqualTo(status);
    assertThat(get("/assets/css/style.css", host).status).isEqualTo(status);
  }

  @Test
  void aHostIsWanted() throws IOException {
    assertThat(send("GET /train/overview HTTP/1.0\r\n\r\n").status).isEqualTo(403);
  }

  /** Refused at once, and nothing stays in the temporary folder. */
  @ParameterizedTest
  @CsvSource({
    "POST, /tsne/upload",
    "POST, /tsne/post/a",
    "POST, /remoteReceive",
    "POST, /train/overview",
    "PUT, /train/overview",
    "GET, /train/overview",
    "DELETE, /train/overview"
  })
  void uploadsAreRefused(String method, String path) throws IOException {
    Set<Path> before = temporaryFiles();
    String body =
        "--x\r\n"
            + "Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
            + "1,2\r\n"
            + "--x--\r\n";
    Answer answer =
        send(
            "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                    .formatted(method, path)
                + "Content-Length: %d\r\n\r\n%s".formatted(body.length(), body));
    assertThat(answer).isEqualTo(new Answer(405, ""));
    assertThat(temporaryFiles()).isEqualTo(before);
  }

  /** The server names uploads by a UUID. */
  private static Set<Path> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-.*"))
          .collect(Collectors.toSet());
    }
  }

  /** Ids that nothing has are answered too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/train/model/data/999",
        "/train/model/data/none",
        "/train/sessions/set/none",
        "/train/sessions/lastUpdate/none",
        "/train/workers/setByIdx/999"
      })
  void unknownIdsAreAnswered(String path) throws IOException {
    assertThat(get(path).status).isBetween(200, 500);
  }

  /** One that there is not would leave the server without texts, for all pages from then on. */
  @Test
  void theLanguageIsOneThatThereIs() throws IOException {
    assertThat(get("/setlang/none").status).isEqualTo(404);
    assertThat(get("/setlang/de").status).isBetween(200, 399);
    assertThat(get("/train/overview").status).isEqualTo(200);
    assertThat(get("/setlang/en").status).isBetween(200, 399);
    assertThat(get("/train/overview").status).isEqualTo(200);
  }
}
