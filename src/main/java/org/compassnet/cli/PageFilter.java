package org.compassnet.cli;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.ui.VertxUIServer;

/**
 * What reaches Deeplearning4j's page server: GET of the training page's own paths, by the name of
 * this machine. All else is refused before the server sees it, which would keep uploads, search the
 * working directory for its assets, and never answer where it finds none. So assets are answered
 * here, from the class path alone.
 *
 * <p>The check of the host keeps out pages of other sites whose name an attacker lets point to
 * 127.0.0.1.
 */
final class PageFilter implements Handler<HttpServerRequest> {

  private static final Pattern HOST =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");

  private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_.-]*";

  /** Of the page's texts. Asked for another, the server would answer no page any more. */
  private static final String LANGUAGES = "(de|en|ja|ko|ru|zh)";

  private static final Pattern PAGE =
      Pattern.compile(
          "/|/setlang/"
              + LANGUAGES
              + "|/train(/(overview|system)(/data)?|/model(/graph|/data/"
              + NAME
              + ")?|/multisession|/sessions/(current|info|(set|lastUpdate)/"
              + NAME
              + ")|/workers/setByIdx/\\d+)?");
  private static final Pattern ASSET =
      Pattern.compile("/assets/((?:" + NAME + "/)+" + NAME + "\\.([a-z0-9]+))");

  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css",
          "js", "text/javascript",
          "ico", "image/x-icon",
          "png", "image/png",
          "svg", "image/svg+xml",
          "woff", "font/woff",
          "woff2", "font/woff2");

  private final Handler<HttpServerRequest> server;

  PageFilter(Handler<HttpServerRequest> server) {
    this.server = server;
  }

  @Override
  public void handle(HttpServerRequest request) {
    String host = request.getHeader(HttpHeaders.HOST);
    if (host == null || !HOST.matcher(host).matches()) {
      refuse(request, 403);
    } else if (request.method() != HttpMethod.GET || hasBody(request)) {
      refuse(request, 405);
    } else if (PAGE.matcher(request.path()).matches()) {
      server.handle(request);
    } else {
      Matcher asset = ASSET.matcher(request.path());
      byte[] content = asset.matches() ? read(asset.group(1)) : null;
      if (content == null) {
        refuse(request, 404);
      } else {
        String type = TYPES.getOrDefault(asset.group(2), "application/octet-stream");
        request.response().putHeader(HttpHeaders.CONTENT_TYPE, type).end(Buffer.buffer(content));
      }
    }
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && !length.equals("0")
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }

  /** Without reading on: what was to come after the headers goes nowhere. */
  private static void refuse(HttpServerRequest request, int status) {
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONNECTION, "close")
        .end(sent -> request.connection().close());
  }

  /** An asset of the page server or of the libraries that it brings; null if there is none. */
  private static byte[] read(String asset) {
    String root = asset.startsWith("webjars/") ? "META-INF/resources/" : "deeplearning4jUiAssets/";
    ClassLoader loader = VertxUIServer.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(root + asset)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      return null;
    }
  }
}
