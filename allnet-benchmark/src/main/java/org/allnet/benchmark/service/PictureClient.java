package org.allnet.benchmark.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import org.allnet.data.RunException;
import org.jspecify.annotations.Nullable;

/**
 * A client that sends one picture after another, or one form of pictures, on one connection, which
 * it keeps. It does as little as can be, on the thread that asks: what it computes is taken from
 * the server that is measured. For one thread.
 */
final class PictureClient implements AutoCloseable {

  private static final int LONGEST_MILLISECONDS = 120_000;
  private static final String LENGTH = "content-length:";

  /** Up to how many bytes a body is copied, so that it goes with its head at once. */
  private static final int COPIED = 1 << 20;

  private final URI address;
  private final String head;
  private final int status;
  private @Nullable Socket socket;
  private @Nullable InputStream in;

  /**
   * Makes a client that asks about pictures. It is not connected yet.
   *
   * @param address where pictures are sent to, by HTTP
   * @param key by which it is let in; empty for none
   */
  PictureClient(URI address, String key) {
    this(address, key, "image/png", 200);
  }

  /**
   * Makes a client that is not connected yet.
   *
   * @param address where bodies are sent to, by HTTP
   * @param key by which it is let in; empty for none
   * @param type of a body
   * @param status of an answer
   */
  PictureClient(URI address, String key, String type, int status) {
    this.address = address;
    this.status = status;
    this.head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\n%sContent-Length: "
            .formatted(
                address.getRawPath(),
                address.getAuthority(),
                type,
                key.isEmpty() ? "" : "Authorization: Bearer " + key + "\r\n");
  }

  /**
   * Sends a body and waits for the answer.
   *
   * @param body a picture's file, or a form
   * @return what the answer says
   * @throws RunException if its status is another one, or the server breaks off
   */
  String ask(byte[] body) {
    try {
      Socket open = socket == null ? connect() : socket;
      byte[] first = (head + body.length + "\r\n\r\n").getBytes(ISO_8859_1);
      if (body.length > COPIED) {
        open.getOutputStream().write(first);
        open.getOutputStream().write(body);
      } else {
        byte[] all = Arrays.copyOf(first, first.length + body.length);
        System.arraycopy(body, 0, all, first.length, body.length);
        open.getOutputStream().write(all);
      }
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
    String said = line(from);
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
    if (!said.startsWith("HTTP/1.1 " + status)) {
      throw new RunException(
          "the server answered %s by '%s': %s"
              .formatted(
                  address.getPath(), said, body.lines().findFirst().orElse("without words")));
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
