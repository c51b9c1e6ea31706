package org.allnet.service.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Content;

/**
 * The rest of a body that was refused. A connection that is closed while the other side still sends
 * is reset, and with it the answer is lost: so the rest is read and thrown away first.
 */
final class UnreadBody {

  /** How much is read at most, in bytes. */
  private static final long MOST = 1L << 30;

  /** For how long it is read at most; one read waits no longer than any other of the server. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private static final int AT_ONCE = 64 << 10;

  private UnreadBody() {}

  /** Reads what is still sent, within bounds. */
  static void discard(Context context) {
    Instant end = Instant.now().plus(LONGEST);
    byte[] thrown = new byte[AT_ONCE];
    // Of the connection: what reads the parts of a form has closed its own stream.
    try (InputStream rest =
        Content.Source.asInputStream(
            ServletContextRequest.getServletContextRequest(context.req()))) {
      long left = MOST;
      while (left > 0 && Instant.now().isBefore(end)) {
        int read = rest.read(thrown);
        if (read < 0) {
          return;
        }
        left -= read;
      }
    } catch (IOException e) {
      // Whoever sent it is gone, and needs no answer.
    }
  }
}
