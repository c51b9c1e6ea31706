package org.allnet.service.work.webhook;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Gets webhooks, and does with each what a test wants: answers, drops the line, or says nothing.
 */
final class Receiver implements AutoCloseable {

  /** A message as it came. */
  record Message(String line, Map<String, String> headers, String body) {}

  /** What is written back; {@code null} closes without a word, {@code ""} keeps silent. */
  interface Answers {
    String to(Message message);
  }

  static final String TAKEN = "HTTP/1.1 204 No Content\r\n\r\n";

  final List<Message> messages = new CopyOnWriteArrayList<>();
  private final List<Socket> silent = new CopyOnWriteArrayList<>();
  private final ServerSocket server;
  private final Answers answers;

  Receiver(Answers answers) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), answers);
  }

  Receiver(ServerSocket server, Answers answers) {
    this.server = server;
    this.answers = answers;
    Thread thread = new Thread(this::serve, "receiver");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        answer(server.accept());
      } catch (IOException e) {
        // of one sender, or the end
      }
    }
  }

  private void answer(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    String line = line(in);
    Map<String, String> headers = new TreeMap<>();
    for (String next = line(in); !next.isEmpty(); next = line(in)) {
      int colon = next.indexOf(':');
      headers.put(next.substring(0, colon), next.substring(colon + 1).strip());
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.get("Content-Length")));
    Message message = new Message(line, headers, new String(body, StandardCharsets.UTF_8));
    messages.add(message);
    String answer = answers.to(message);
    if (answer == null) {
      socket.close();
    } else if (answer.isEmpty()) {
      silent.add(socket);
    } else {
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      socket.close();
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("ended");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : silent) {
      socket.close();
    }
  }
}
