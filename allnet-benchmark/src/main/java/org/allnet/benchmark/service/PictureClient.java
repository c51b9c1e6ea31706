package org.allnet.benchmark.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import org.allnet.data.RunException;
import org.jspecify.annotations.Nullable;

/**
 * A client that asks about one picture after another on one connection, which it keeps. It does as
 * little as can be, on the thread that asks: what it computes is taken from the server that is
 * measured. For one thread.
 */
final class PictureClient implements AutoCloseable {

  private static final int LONGEST_MILLISECONDS = 120_000;
  private static final String LENGTH = "content-length:";

  private final URI address;
  private final String head;
  private @Nullable Socket socket;
  private @Nullable InputStream in;

  /**
   * Makes a client that is not connected yet.
   *
   * @param address where pictures are sent to, by HTTP
   * @param key by which it is let in; empty for none
   */
  PictureClient(URI address, String key) {
    this.address = address;
    this.head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: image/png\r\n%sContent-Length: "
            .formatted(
                address.getRawPath(),
                address.getAuthority(),
                key.isEmpty() ? "" : "Authorization: Bearer " + key + "\r\n");
  }

  /**
   * Waits for the answer about a picture.
   *
   * @param image the picture's file
   * @return what it says
   * @throws RunException if the answer is not 200, or the server breaks off
   */
  String ask(byte[] image) {
    try {
      Socket open = socket == null ? connect() : socket;
      byte[] first = (head + image.length + "\r\n\r\n").getBytes(ISO_8859_1);
      byte[] all = new byte[first.length + image.length];
      System.arraycopy(first, 0, all, 0, first.length);
      System.arraycopy(image, 0, all, first.length, image.length);
      open.getOutputStream().write(all);
      return answer(java.util.Objects.requireNonNull(in));
    } catch (IOException e) {
      close();
      throw new RunException(
          "the server broke off at %s (%s)".formatted(address.getPath(), e.getMessage()), e);
    }
  }

  private Socket connect() throws IOException {
    Socket open = new Socket(address.getHost(), address.getPort());
    open.setTcpNoDelay(true);
    open.setSoTimeout(LONGEST_MILLISECONDS);
    socket = open;
    in = new BufferedInputStream(open.getInputStream());
    return open;
  }

  private String answer(InputStream from) throws IOException {
    String status = line(from);
    int length = -1;
    for (String field = line(from); !field.isEmpty(); field = line(from)) {
      if (field.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(field.substring(LENGTH.length()).strip());
      }
    }
    if (length < 0) {
      throw new IOException("an answer without a length");
    }
    String body = new String(from.readNBytes(length), UTF_8);
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new RunException(
          "the server answered %s by '%s': %s"
              .formatted(
                  address.getPath(), status, body.lines().findFirst().orElse("without words")));
    }
    return body;
  }

  private static String line(InputStream from) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = from.read(); next != '\n'; next = from.read()) {
      if (next < 0) {
        throw new EOFException("the connection was closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  /** Ends the connection; whoever asks again gets a new one. */
  @Override
  public void close() {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      // what it had to say was said
    } finally {
      socket = null;
    }
  }
}
