package org.allnet.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.allnet.inference.compute.Device;
import org.allnet.service.store.StoreSettings;
import org.allnet.service.work.operation.ServiceFolder;
import org.allnet.service.work.worker.WorkerSettings;

/** A process of workers alone, with short leases, until it is killed. */
final class WorkingProcess {

  private WorkingProcess() {}

  /** Arguments: folder, address and user of the database. */
  public static void main(String[] args) throws InterruptedException {
    StoreSettings settings =
        new StoreSettings(
            args[1],
            Optional.of(args[2]).filter(user -> !user.isEmpty()),
            Optional.of("").filter(password -> !args[2].isEmpty()),
            4);
    WorkerSettings work =
        new WorkerSettings(
            1,
            Device.CPU,
            8,
            Duration.ofMillis(500),
            Duration.ofMillis(20),
            "worker-" + UUID.randomUUID());
    WorkProcess.start(settings, new ServiceFolder(Path.of(args[0])), work);
    Thread.currentThread().join();
  }
}
