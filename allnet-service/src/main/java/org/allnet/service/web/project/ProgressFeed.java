package org.allnet.service.web.project;

import io.javalin.http.sse.SseClient;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.allnet.service.domain.Id;
import org.allnet.service.web.route.HttpFailure;

/**
 * Tells browsers what changes, by one thread for all of them. A browser whose time is up asks again
 * by itself, and then who asks is checked again. Thread-safe.
 */
final class ProgressFeed implements AutoCloseable {

  /**
   * What a browser is told.
   *
   * @param text one line
   * @param last whether nothing comes after it
   */
  record Event(String text, boolean last) {}

  private static final Logger LOG = System.getLogger(ProgressFeed.class.getPackageName());
  private static final int MOST_BROWSERS = 500;
  private static final int MOST_OF_ONE = 20;
  private static final Duration LATER = Duration.ofSeconds(10);
  private static final long EVERY_MILLIS = 400;

  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock;
  private final long longestTicks;

  private static final class Listener {
    private final SseClient client;
    private final Id.Account who;
    private final Supplier<Optional<Event>> source;
    private String told = "";
    private long ticks;

    private Listener(SseClient client, Id.Account who, Supplier<Optional<Event>> source) {
      this.client = client;
      this.who = who;
      this.source = source;
    }
  }

  ProgressFeed(Duration longest) {
    longestTicks = longest.toMillis() / EVERY_MILLIS;
    clock =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "allnet-progress");
              thread.setDaemon(true);
              return thread;
            });
    clock.scheduleWithFixedDelay(this::tell, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Refuses one more browser if there are too many, in all or of one person.
   *
   * @throws HttpFailure 429 or 503
   */
  void requireRoom(Id.Account who) {
    if (listeners.size() >= MOST_BROWSERS) {
      throw new HttpFailure(503, "Too many pages are open. Reload this one later.", LATER);
    }
    if (listeners.stream().filter(one -> one.who.equals(who)).count() >= MOST_OF_ONE) {
      throw new HttpFailure(429, "You have too many pages open. Close some.", LATER);
    }
  }

  /** Tells a browser from now on what a source says, whenever it says something new. */
  void add(SseClient client, Id.Account who, Supplier<Optional<Event>> source) {
    Listener listener = new Listener(client, who, source);
    client.onClose(() -> listeners.remove(listener));
    listeners.add(listener);
  }

  private void tell() {
    for (Listener listener : listeners) {
      try {
        tell(listener);
      } catch (RuntimeException e) {
        LOG.log(Logger.Level.DEBUG, "a browser is told nothing any more", e);
        end(listener);
      }
    }
  }

  private void tell(Listener listener) {
    Optional<Event> event = listener.source.get();
    if (event.isPresent() && !event.get().text().equals(listener.told)) {
      listener.told = event.get().text();
      listener.client.sendEvent("progress", listener.told);
    }
    if (event.isEmpty() || event.get().last()) {
      listener.client.sendEvent("end", "{}");
      end(listener);
    } else if (++listener.ticks > longestTicks) {
      end(listener);
    }
  }

  private void end(Listener listener) {
    listeners.remove(listener);
    listener.client.close();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    listeners.forEach(this::end);
  }
}
