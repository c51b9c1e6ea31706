package org.allnet.cli.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Says what a command is at if it has said nothing else for some seconds, so that nobody takes it
 * for stuck. Safe for calls from several threads.
 */
public final class FirstLine implements AutoCloseable {

  /** Silence of five seconds looks like a failure. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private final CountDownLatch said = new CountDownLatch(1);

  FirstLine(Duration patience, Runnable line) {
    Thread waiting = new Thread(() -> await(patience, line), "first-line");
    waiting.setDaemon(true);
    waiting.start();
  }

  private void await(Duration patience, Runnable line) {
    try {
      if (!said.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        line.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Something was said. */
  void end() {
    said.countDown();
  }

  @Override
  public void close() {
    end();
  }
}
