package org.allnet.service.work.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.file.Json;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Delivery;
import org.allnet.service.domain.Id;
import org.allnet.service.log.LogEvent;
import org.allnet.service.store.Store;

/**
 * Sends events to webhooks until they are taken: at least once, each time with the same id. One
 * message at a time goes to each webhook; a receiver that is slow holds up no other. Whoever is
 * killed loses nothing: what it was sending is sent again by the next. Thread-safe.
 */
public final class WebhookSender implements AutoCloseable {

  private static final int THREADS = 8;
  private static final int STOPPED_WITHIN_SECONDS = 3;
  private static final Actor ACTOR = new Actor.Service("webhooks", "webhooks");

  private final Store store;
  private final WebhookSecrets secrets;
  private final WebhookSettings settings;
  private final Destinations destinations;
  private final Clock clock;
  private final WebhookPost post;
  private final SecureRandom random = new SecureRandom();
  private final Set<Id.Webhook> busy = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, work -> daemon(work, "allnet-webhook"));
  private final Thread looking = daemon(this::look, "allnet-outbox");
  private volatile CountDownLatch news = new CountDownLatch(1);
  private volatile boolean stopping;

  /**
   * Makes a sender.
   *
   * @param store has the events
   * @param secrets sign them
   * @param settings how
   * @param destinations where webhooks may lead
   * @param clock tells when something is sent
   */
  public WebhookSender(
      Store store,
      WebhookSecrets secrets,
      WebhookSettings settings,
      Destinations destinations,
      Clock clock) {
    this.store = store;
    this.secrets = secrets;
    this.settings = settings;
    this.destinations = destinations;
    this.clock = clock;
    this.post = new WebhookPost(settings.longest(), settings.tls());
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Begins to send. */
  public void start() {
    looking.start();
  }

  private void look() {
    while (!stopping) {
      CountDownLatch next = news;
      try {
        for (Delivery due : store.read(tx -> tx.webhooks().due())) {
          if (busy.size() < THREADS && busy.add(due.webhook().id())) {
            threads.execute(() -> sent(due));
          }
        }
      } catch (RuntimeException e) {
        if (!stopping) {
          LogEvent.of("webhooks-failed").with("reason", ForeignFailure.words(e)).warn();
        }
      }
      try {
        if (next.await(settings.poll().toMillis(), TimeUnit.MILLISECONDS)) {
          continue;
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private synchronized void wake() {
    CountDownLatch told = news;
    news = new CountDownLatch(1);
    told.countDown();
  }

  private void sent(Delivery due) {
    try {
      Optional<Delivery> claimed =
          store.write(ACTOR, tx -> tx.webhooks().claim(due, settings.lease()));
      claimed.ifPresent(this::send);
    } catch (RuntimeException e) {
      if (!stopping) {
        LogEvent.of("webhooks-failed").with("reason", ForeignFailure.words(e)).warn();
      }
    } finally {
      busy.remove(due.webhook().id());
      wake();
    }
  }

  private void send(Delivery delivery) {
    Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    String body = Json.line(EventJson.of(delivery.event()));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("User-Agent", "ALLNet");
    headers.put("webhook-id", delivery.event().id().text());
    headers.put("webhook-timestamp", Long.toString(at.getEpochSecond()));
    headers.put(
        "webhook-signature",
        secrets.signature(delivery.webhook().id(), delivery.event().id(), at, body));
    try {
      List<InetAddress> addresses = destinations.of(delivery.webhook().address());
      int status = post.send(delivery.webhook().address(), addresses, headers, body);
      if (status >= 200 && status < 300) {
        store.change(ACTOR, tx -> tx.webhooks().delivered(delivery));
        log("webhook-delivered", delivery).info();
      } else {
        fail(delivery, "the answer was " + status);
      }
    } catch (IOException | InputException e) {
      fail(delivery, ForeignFailure.words(e));
    }
  }

  private void fail(Delivery delivery, String reason) {
    if (stopping) {
      return; // the lease ends, and the next process tries it again
    }
    Optional<Duration> pause =
        delivery.attempts() >= settings.tries()
            ? Optional.empty()
            : Optional.of(settings.pause(delivery.attempts(), random));
    store.change(ACTOR, tx -> tx.webhooks().failed(delivery, reason, pause));
    log(pause.isPresent() ? "webhook-not-taken" : "webhook-given-up", delivery)
        .with("reason", reason)
        .warn();
  }

  private static LogEvent log(String event, Delivery delivery) {
    return LogEvent.of(event)
        .with("webhook", delivery.webhook().id().text())
        .with("id", delivery.event().id().text())
        .with("attempt", delivery.attempts());
  }

  /** Sends nothing more; what is being sent is waited for, but not long. */
  @Override
  public void close() {
    stopping = true;
    wake();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STOPPED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
      looking.join(settings.poll().toMillis() + 1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    post.close();
  }
}
