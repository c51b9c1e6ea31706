package org.allnet.service;

import java.nio.file.Path;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.service.store.StoreSettings;
import org.allnet.service.web.UploadLimits;
import org.allnet.service.web.WebSettings;
import org.allnet.service.work.intake.IntakeLimits;
import org.allnet.service.work.operation.ServiceFolder;

/**
 * How a service is started.
 *
 * @param folder where it keeps its pictures and, unless another one is named, its database
 * @param store where it keeps its rows
 * @param web where and how it serves pages
 * @param models files of models that it shall have beside those it has; the first one answers if
 *     none does yet
 * @param workers how many threads answer; 0 if another process does
 * @param operation what whoever runs it says beside
 */
public record ServiceSettings(
    Path folder,
    StoreSettings store,
    WebSettings web,
    List<Path> models,
    int workers,
    ServiceOperation operation) {

  /**
   * Copies {@code models} and refuses what can't work.
   *
   * @throws InputException if {@code workers} is negative
   */
  public ServiceSettings {
    models = List.copyOf(models);
    if (workers < 0) {
      throw new InputException("workers: " + workers + "; give 0 or more");
    }
  }

  /**
   * Returns the settings of a service that keeps all in one folder, for this machine alone.
   *
   * @param folder made if it is missing
   * @param port 0 to 65535; 0 for any that is free
   * @throws InputException if there is no such port
   */
  public static ServiceSettings in(Path folder, int port) {
    return new ServiceSettings(
        folder,
        database(folder),
        WebSettings.loopback(port, uploads(folder)),
        List.of(),
        1,
        ServiceOperation.DEFAULT);
  }

  /**
   * Returns where a service in one folder keeps its rows.
   *
   * @param folder the folder
   */
  public static StoreSettings database(Path folder) {
    return StoreSettings.sqlite(new ServiceFolder(folder).database());
  }

  /**
   * Returns how much one request may bring to a service in a folder.
   *
   * @param folder the folder
   */
  public static UploadLimits uploads(Path folder) {
    IntakeLimits limits = IntakeLimits.DEFAULTS;
    return new UploadLimits(
        limits.bytesPerFile(),
        limits.bytesInAll(),
        limits.files(),
        new ServiceFolder(folder).incoming().resolve("web"));
  }

  /** The folder of what came in and is not stored yet. */
  Path incoming() {
    return new ServiceFolder(folder).incoming().resolve("taken");
  }
}
