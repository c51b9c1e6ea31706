package org.allnet.cli.service;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.inference.compute.Device;
import org.allnet.service.WorkProcess;
import org.allnet.service.store.StoreSettings;
import org.allnet.service.trace.Traces;
import org.allnet.service.work.operation.ServiceFolder;
import org.allnet.service.work.worker.WorkerSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code allnet service work}: workers without pages, until they are stopped. */
@Command(
    name = "work",
    description = {
      "Do the jobs of a service whose pages another process serves.",
      "",
      "That one runs as 'serve --workers 0'. This one needs the same database and folder, and stops by",
      "Ctrl+C. Several may run, and each may be killed: others take up what it had."
    })
public final class ServiceWorkCommand extends Subcommand {

  @Mixin private DatabaseMixin place = new DatabaseMixin();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Threads that answer, 1 to 64. Default: 1.")
  private int workers = 1;

  @Mixin private LogMixin log = new LogMixin();

  @Mixin private TraceMixin traces = new TraceMixin();

  /** For the command line to make. */
  public ServiceWorkCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    ServiceLibraries.require();
    WorkerSettings settings = WorkerSettings.of(workers, Device.AUTO);
    StoreSettings store = place.store(this);
    Optional<URI> collector = traces.endpoint();
    log.use();
    collector.ifPresent(Traces::send);
    CountDownLatch stopped = new CountDownLatch(1);
    try (WorkProcess process =
        WorkProcess.start(store, new ServiceFolder(place.folder()), settings)) {
      tell("working on the jobs of %s; stop by Ctrl+C".formatted(place.folder()));
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    process.close();
                    Traces.end();
                    stopped.countDown();
                  },
                  "stop"));
      stopped.await();
    }
    return GOOD;
  }
}
