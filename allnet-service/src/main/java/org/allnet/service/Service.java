package org.allnet.service;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.inference.compute.Device;
import org.allnet.service.log.LogEvent;
import org.allnet.service.store.Store;
import org.allnet.service.trace.Traces;
import org.allnet.service.web.WebServer;
import org.allnet.service.web.access.SecretBox;
import org.allnet.service.work.intake.Intake;
import org.allnet.service.work.intake.IntakeLimits;
import org.allnet.service.work.model.Models;
import org.allnet.service.work.operation.Erasure;
import org.allnet.service.work.operation.ServiceFolder;
import org.allnet.service.work.operation.Upkeep;
import org.allnet.service.work.picture.StoredPictures;
import org.allnet.service.work.picture.Thumbnails;
import org.allnet.service.work.webhook.Destinations;
import org.allnet.service.work.webhook.WebhookAccess;
import org.allnet.service.work.webhook.WebhookSecrets;
import org.allnet.service.work.webhook.WebhookSender;
import org.allnet.service.work.webhook.WebhookSettings;
import org.allnet.service.work.worker.WorkerSettings;
import org.allnet.service.work.worker.Workers;

/**
 * A running service: people look at cells, decide and sign. Thread-safe.
 *
 * <pre>{@code
 * try (Service service = Service.start(ServiceSettings.in(folder, 8080))) {
 *   System.out.println(service.address());
 *   service.setUpLink().ifPresent(System.out::println);
 *   Thread.sleep(Duration.ofHours(8).toMillis());
 * }
 * }</pre>
 */
public final class Service implements AutoCloseable {

  /** Whoever stops a service often kills it after half a minute. */
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(26);

  private static final Duration LEAST = Duration.ofSeconds(2);

  private final Store store;
  private final Workers workers;
  private final Upkeep upkeep;
  private final WebhookSender sender;
  private final WebServer server;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Service(
      Store store, Workers workers, Upkeep upkeep, WebhookSender sender, WebServer server) {
    this.sender = sender;
    this.store = store;
    this.workers = workers;
    this.upkeep = upkeep;
    this.server = server;
  }

  /**
   * Starts a service. It serves pages when this returns.
   *
   * @param settings how
   * @throws InputException if the folder can't be made or belongs to another database or to a later
   *     state of this one, the database or a model can't be opened, or the port is taken
   */
  public static Service start(ServiceSettings settings) {
    ServiceFolder folder = new ServiceFolder(settings.folder());
    try {
      folder.make();
      Files.createDirectories(settings.web().uploads().scratch());
    } catch (IOException e) {
      throw new InputException(
          "%s: can't be made (%s)".formatted(settings.folder(), ForeignFailure.words(e)), e);
    }
    settings.operation().traces().ifPresent(Traces::send);
    Clock clock = Clock.systemUTC();
    return folder.openToWork(settings.store(), store -> started(settings, folder, store, clock));
  }

  private static Service started(
      ServiceSettings settings, ServiceFolder folder, Store store, Clock clock) {
    Models models = new Models(store, folder.models());
    FirstModels.add(models, store, settings);
    Thumbnails thumbnails = new Thumbnails(new StoredPictures(store.blobs()), folder.thumbnails());
    Workers workers =
        Workers.start(
            store, models, thumbnails, WorkerSettings.of(settings.workers(), Device.AUTO));
    try {
      Intake intake = new Intake(store, IntakeLimits.DEFAULTS, settings.incoming(), workers::wake);
      WebhookSecrets secrets = WebhookSecrets.open(folder.webhookKey());
      WebhookSettings hooks = WebhookSettings.of(settings.operation().webhookNetworks());
      Destinations destinations = new Destinations(hooks.permitted());
      ServicePages pages =
          new ServicePages(
              store,
              new ServiceWork(
                  intake, models, thumbnails, workers, new WebhookAccess(secrets, destinations)));
      Upkeep upkeep =
          new Upkeep(
              store, new Erasure(store, thumbnails), folder, clock, settings.web().sessions());
      WebhookSender sender = new WebhookSender(store, secrets, hooks, destinations, clock);
      WebServer server =
          WebServer.start(settings.web(), store, clock, pages, SecretBox.open(folder.sealingKey()));
      upkeep.start();
      sender.start();
      LogEvent.of("service-started")
          .with("address", server.address())
          .with("workers", settings.workers())
          .info();
      return new Service(store, workers, upkeep, sender, server);
    } catch (RuntimeException e) {
      workers.close();
      throw e;
    }
  }

  /** {@return the address of the first page} */
  public String address() {
    return server.address() + "/";
  }

  /**
   * {@return how a browser elsewhere gets to the pages, a sentence; empty if the address says all}
   */
  public Optional<String> elsewhere() {
    return server.elsewhere();
  }

  /**
   * {@return where the first administrator is made, with the code that is worth something once;
   * empty if there is an administrator}
   */
  public Optional<String> setUpLink() {
    return server.setUp().text().map(code -> server.address() + "/set-up#code=" + code);
  }

  /**
   * Takes no new requests and jobs, finishes those that run if they end within half a minute, and
   * closes the store.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return; // a signal and the command itself may both stop it
    }
    LogEvent.of("service-stopping").info();
    Instant until = Instant.now().plus(STOPPED_WITHIN);
    server.close();
    sender.close();
    Duration left = Duration.between(Instant.now(), until);
    workers.stop(left.compareTo(LEAST) < 0 ? LEAST : left);
    upkeep.close();
    store.close();
    Traces.end();
    LogEvent.of("service-stopped").info();
  }
}
