package org.allnet.service;

import java.io.IOException;
import java.nio.file.Files;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.service.log.LogEvent;
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
   * @throws InputException if there is no service in the folder, it belongs to another database or
   *     to a later state of this one, or the database can't be opened
   */
  public static WorkProcess start(
      StoreSettings settings, ServiceFolder folder, WorkerSettings work) {
    folder.requireService();
    try {
      Files.createDirectories(folder.thumbnails());
    } catch (IOException e) {
      throw InputException.in(
          folder.root(), "can't be written to (" + ForeignFailure.words(e) + ")", e);
    }
    return folder.openToWork(settings, store -> started(store, folder, work));
  }

  private static WorkProcess started(Store store, ServiceFolder folder, WorkerSettings work) {
    Thumbnails thumbnails = new Thumbnails(new StoredPictures(store.blobs()), folder.thumbnails());
    Models models = new Models(store, folder.models());
    Workers workers = Workers.start(store, models, thumbnails, work);
    LogEvent.of("work-started").with("workers", work.threads()).info();
    return new WorkProcess(store, workers);
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
