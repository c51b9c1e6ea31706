package org.allnet.service.work.webhook;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends one message by HTTP/1.1 and reads the status of the answer, nothing else: no redirect is
 * followed, no body is read, no cookie is kept. It connects to an address that was looked at
 * before, so that no name can lead elsewhere in the meantime, and ends within its time whatever the
 * receiver does. Thread-safe.
 */
final class WebhookPost implements AutoCloseable {

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final int LONGEST_LINE = 500;
  private static final int MOST_LINES = 200;

  private final Duration most;
  private final Supplier<SSLSocketFactory> tls;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "allnet-webhook-deadline");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Sends messages.
   *
   * @param most how long one may take from connecting to the answer
   * @param tls makes connections that are encrypted and checks certificates
   */
  WebhookPost(Duration most, Supplier<SSLSocketFactory> tls) {
    this.most = most;
    this.tls = tls;
  }

  /**
   * Sends a message to the first address that can be connected to.
   *
   * @param uri where to
   * @param addresses the addresses of its host
   * @param headers of the message
   * @param body of the message
   * @return the status of the answer, 200 to 599
   * @throws IOException if there is no answer in time, or what answers speaks no HTTP
   */
  int send(URI uri, List<InetAddress> addresses, Map<String, String> headers, String body)
      throws IOException {
    IOException failure = new IOException("no address");
    Instant until = Instant.now().plus(most);
    for (InetAddress address : addresses) {
      try (Socket socket = new Socket()) {
        ScheduledFuture<?> deadline =
            deadlines.schedule(
                () -> close(socket),
                Duration.between(Instant.now(), until).toMillis(),
                TimeUnit.MILLISECONDS);
        try {
          socket.connect(new InetSocketAddress(address, port(uri)), (int) most.toMillis());
        } catch (IOException e) {
          failure = e;
          deadline.cancel(false);
          continue;
        }
        try (Socket secured = secured(socket, uri)) {
          write(secured, uri, headers, body);
          return status(secured.getInputStream());
        } finally {
          deadline.cancel(false);
        }
      } catch (IOException e) {
        if (!Instant.now().isBefore(until)) {
          throw new IOException("no answer within " + most.toSeconds() + " seconds", e);
        }
        throw e;
      }
    }
    throw failure;
  }

  private static int port(URI uri) {
    return uri.getPort() > 0 ? uri.getPort() : isTls(uri) ? 443 : 80;
  }

  private static boolean isTls(URI uri) {
    return uri.getScheme().equalsIgnoreCase("https");
  }

  private Socket secured(Socket socket, URI uri) throws IOException {
    if (!isTls(uri)) {
      return socket;
    }
    String host = uri.getHost().replaceAll("[\\[\\]]", "");
    SSLSocket secured = (SSLSocket) tls.get().createSocket(socket, host, port(uri), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (host.matches(".*[A-Za-z].*") && !host.contains(":")) {
      parameters.setServerNames(List.of(new SNIHostName(host)));
    }
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private static void write(Socket socket, URI uri, Map<String, String> headers, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    StringBuilder head = new StringBuilder();
    head.append("POST ").append(path);
    if (uri.getRawQuery() != null) {
      head.append('?').append(uri.getRawQuery());
    }
    head.append(" HTTP/1.1\r\nHost: ").append(uri.getRawAuthority());
    head.append("\r\nContent-Length: ").append(bytes.length);
    head.append("\r\nConnection: close\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    OutputStream out = new BufferedOutputStream(socket.getOutputStream());
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.flush();
  }

  /** The status of the answer; those before it, such as 100, are passed over. */
  private static int status(InputStream in) throws IOException {
    for (int lines = 0; lines < MOST_LINES; lines++) {
      Matcher line = STATUS.matcher(line(in));
      if (line.matches()) {
        int status = Integer.parseInt(line.group(1));
        if (status >= 200) {
          return status;
        }
      } else if (lines == 0) {
        throw new IOException("the answer is no HTTP");
      }
    }
    throw new IOException("the answer has no status");
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection was closed without an answer");
      }
      if (line.length() == LONGEST_LINE) {
        throw new IOException("the answer is no HTTP");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      System.getLogger(WebhookPost.class.getPackageName())
          .log(System.Logger.Level.DEBUG, "a connection can't be closed", e);
    }
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
  }
}
