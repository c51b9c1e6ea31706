package org.allnet.service;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.inference.compute.Device;
import org.allnet.service.store.BlobStore;
import org.allnet.service.store.Store;
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

  private final Store store;
  private final Workers workers;
  private final Upkeep upkeep;
  private final WebServer server;

  private Service(Store store, Workers workers, Upkeep upkeep, WebServer server) {
    this.store = store;
    this.workers = workers;
    this.upkeep = upkeep;
    this.server = server;
  }

  /**
   * Starts a service. It serves pages when this returns.
   *
   * @param settings how
   * @throws InputException if the folder can't be made, the database or a model can't be opened, or
   *     the port is taken
   */
  public static Service start(ServiceSettings settings) {
    try {
      new ServiceFolder(settings.folder()).make();
      Files.createDirectories(settings.web().uploads().scratch());
    } catch (IOException e) {
      throw new InputException(
          "%s: can't be made (%s)".formatted(settings.folder(), ForeignFailure.words(e)), e);
    }
    Clock clock = Clock.systemUTC();
    Store store = Store.open(settings.store(), new BlobStore(settings.blobs()), clock);
    try {
      return started(settings, store, clock);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static Service started(ServiceSettings settings, Store store, Clock clock) {
    Models models = new Models(store, settings.modelFiles());
    FirstModels.add(models, store, settings);
    Thumbnails thumbnails =
        new Thumbnails(new StoredPictures(store.blobs()), settings.thumbnails());
    Workers workers =
        Workers.start(
            store, models, thumbnails, WorkerSettings.of(settings.workers(), Device.AUTO));
    try {
      Intake intake = new Intake(store, IntakeLimits.DEFAULTS, settings.incoming(), workers::wake);
      ServicePages pages =
          new ServicePages(store, new ServiceWork(intake, models, thumbnails, workers));
      Upkeep upkeep =
          new Upkeep(
              store,
              new Erasure(store, thumbnails),
              new ServiceFolder(settings.folder()),
              clock,
              settings.web().sessions());
      WebServer server =
          WebServer.start(
              settings.web(),
              store,
              clock,
              pages,
              SecretBox.open(new ServiceFolder(settings.folder()).sealingKey()));
      upkeep.start();
      return new Service(store, workers, upkeep, server);
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
   * {@return where the first administrator is made, with the code that is worth something once;
   * empty if there is an administrator}
   */
  public Optional<String> setUpLink() {
    return server.setUp().text().map(code -> server.address() + "/set-up#code=" + code);
  }

  /** Takes no new requests and jobs, finishes those that run, and closes the store. */
  @Override
  public void close() {
    server.close();
    workers.close();
    upkeep.close();
    store.close();
  }
}
