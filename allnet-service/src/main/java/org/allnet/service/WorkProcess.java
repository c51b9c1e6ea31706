package org.allnet.service;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.service.log.LogEvent;
import org.allnet.service.store.BlobStore;
import org.allnet.service.store.Store;
import org.allnet.service.store.StoreSettings;
import org.allnet.service.work.model.Models;
import org.allnet.service.work.operation.ServiceFolder;
import org.allnet.service.work.picture.StoredPictures;
import org.allnet.service.work.picture.Thumbnails;
import org.allnet.service.work.worker.WorkerSettings;
import org.allnet.service.work.worker.Workers;

/**
 * Workers without pages, for a service whose pages another process serves: on the same database,
 * pictures and models. There may be several, and each may be killed at any time. Thread-safe.
 */
public final class WorkProcess implements AutoCloseable {

  private final Store store;
  private final Workers workers;

  private WorkProcess(Store store, Workers workers) {
    this.store = store;
    this.workers = workers;
  }

  /**
   * Starts to work.
   *
   * @param settings where the rows are
   * @param folder where pictures and models are
   * @param work how many threads, and how
   * @throws InputException if there is no service in the folder, it has pictures of another
   *     database, or the database can't be opened
   */
  public static WorkProcess start(
      StoreSettings settings, ServiceFolder folder, WorkerSettings work) {
    if (!Files.isDirectory(folder.pictures())) {
      throw InputException.in(folder.root(), "holds no service; give the folder of one");
    }
    try {
      Files.createDirectories(folder.thumbnails());
    } catch (IOException e) {
      throw InputException.in(
          folder.root(), "can't be written to (" + ForeignFailure.words(e) + ")", e);
    }
    Store store = Store.open(settings, new BlobStore(folder.pictures()), Clock.systemUTC());
    try {
      folder.requireOwn(store);
      Thumbnails thumbnails =
          new Thumbnails(new StoredPictures(store.blobs()), folder.thumbnails());
      Models models = new Models(store, folder.models());
      Workers workers = Workers.start(store, models, thumbnails, work);
      LogEvent.of("work-started").with("workers", work.threads()).info();
      return new WorkProcess(store, workers);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** Takes no more jobs, keeps what is computed at the moment, and gives the rest back. */
  @Override
  public void close() {
    LogEvent.of("work-stopping").info();
    workers.close();
    store.close();
    LogEvent.of("work-stopped").info();
  }
}
