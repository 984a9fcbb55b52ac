package org.compassnet.cli;

import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.compassnet.config.UserError;
import org.deeplearning4j.config.DL4JSystemProperties;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.ui.VertxUIServer;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;

/**
 * Deeplearning4j's training page, on the loopback address. The server itself listens on every
 * address of the machine and has no setting for that, so it is given a Vert.x whose servers listen
 * on loopback, and see only what a {@link PageFilter} lets through.
 */
final class TrainingPage implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  private final Vertx vertx;
  private final InMemoryStatsStorage storage;
  private final int port;

  private TrainingPage(Vertx vertx, InMemoryStatsStorage storage, int port) {
    this.vertx = vertx;
    this.storage = storage;
    this.port = port;
  }

  /** The port unless another is wanted: that of Deeplearning4j's page. */
  static final int PORT = 9000;

  /**
   * @throws UserError if the port is taken
   */
  static TrainingPage serve(int port) {
    Vertx vertx = Vertx.vertx();
    CompletableFuture<Void> listening = new CompletableFuture<>();
    System.setProperty(DL4JSystemProperties.UI_SERVER_PORT_PROPERTY, Integer.toString(port));
    VertxUIServer server = new VertxUIServer();
    vertx.runOnContext(
        ignored -> {
          try {
            server.init(onLoopback(vertx, listening), vertx.getOrCreateContext());
            server.start(Promise.promise());
          } catch (Exception e) {
            listening.completeExceptionally(e);
          }
        });
    try {
      listening.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      vertx.close();
      throw new UserError(
          "--ui-port "
              + port
              + ": the training page cannot be served there ("
              + (e.getCause() == null ? "no answer" : e.getCause().getMessage())
              + ")",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    InMemoryStatsStorage storage = new InMemoryStatsStorage();
    server.attach(storage);
    return new TrainingPage(vertx, storage, port);
  }

  private static Vertx onLoopback(Vertx vertx, CompletableFuture<Void> listening) {
    return proxy(
        Vertx.class,
        (proxy, method, args) -> {
          Object result = invoke(vertx, method, args);
          return result instanceof HttpServer server ? onLoopback(server, listening) : result;
        });
  }

  /**
   * The server with a filter before its handler of requests, and with {@code listen(port, handler)}
   * on loopback, reported to {@code listening}.
   */
  @SuppressWarnings("unchecked") // Requests are all that a handler of requests takes.
  private static HttpServer onLoopback(HttpServer server, CompletableFuture<Void> listening) {
    return proxy(
        HttpServer.class,
        (proxy, method, args) -> {
          if (method.getName().equals("listen") && args[0] instanceof Integer port) {
            // The handler given asks for the singleton server, which would start a second one.
            server.listen(
                port,
                LOOPBACK,
                result -> {
                  if (result.succeeded()) {
                    listening.complete(null);
                  } else {
                    listening.completeExceptionally(result.cause());
                  }
                });
            return proxy;
          }
          if (method.getName().equals("requestHandler") && args != null) {
            server.requestHandler(new PageFilter((Handler<HttpServerRequest>) args[0]));
            return proxy;
          }
          Object result = invoke(server, method, args);
          return result == server ? proxy : result;
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            TrainingPage.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object invoke(Object target, Method method, Object[] args) throws Throwable {
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  TrainingListener listener() {
    return new StatsListener(storage, 10);
  }

  String address() {
    return "http://" + LOOPBACK + ":" + port;
  }

  @Override
  public void close() {
    CountDownLatch closed = new CountDownLatch(1);
    vertx.close(result -> closed.countDown());
    try {
      closed.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
