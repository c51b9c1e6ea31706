package org.allnet.service.web;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections that ask for nothing for long, however often they send a letter of it: such
 * ones would be kept open until there is no room for others. Thread-safe.
 */
final class SlowConnections extends AbstractLifeCycle implements Connection.Listener {

  /** For how long a connection may be without a first whole head of a request. */
  static final Duration LONGEST = Duration.ofSeconds(15);

  private static final Duration EVERY = Duration.ofSeconds(3);
  private static final long MOST_LOOKS = LONGEST.dividedBy(EVERY);

  /** How often each connection was looked at and had not asked for anything yet. */
  private final Map<Connection, Integer> looks = new ConcurrentHashMap<>();

  private final Scheduler scheduler = new ScheduledExecutorScheduler("allnet-connections", true);

  @Override
  protected void doStart() throws Exception {
    scheduler.start();
    again();
  }

  private void again() {
    scheduler.schedule(this::sweep, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void sweep() {
    looks.forEach(
        (connection, before) -> {
          if (connection.getMessagesIn() > 0) {
            looks.remove(connection);
          } else if (before >= MOST_LOOKS) {
            looks.remove(connection);
            connection.getEndPoint().close();
          } else {
            looks.replace(connection, before, before + 1);
          }
        });
    if (isRunning()) {
      again();
    }
  }

  @Override
  protected void doStop() throws Exception {
    scheduler.stop();
  }

  @Override
  public void onOpened(Connection connection) {
    looks.put(connection, 0);
  }

  @Override
  public void onClosed(Connection connection) {
    looks.remove(connection);
  }
}
