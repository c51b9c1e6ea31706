package org.allnet.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.allnet.data.InputException;
import org.allnet.inference.compute.Device;
import org.allnet.service.audit.ChainAnswer;
import org.allnet.service.audit.CheckpointVerifier;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.ModelUse;
import org.allnet.service.store.MemoryFolder;
import org.allnet.service.store.StoreSettings;
import org.allnet.service.store.TestDatabase;
import org.allnet.service.work.Bench;
import org.allnet.service.work.intake.IntakeAnswer;
import org.allnet.service.work.operation.ServiceFolder;
import org.allnet.service.work.worker.WorkerSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process takes pictures in and has no workers; others work, and one of them is killed. */
final class WorkProcessTest {

  private static final int CELLS = 40;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Process work(StoreSettings settings) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            "-Dallnet.engine=" + System.getProperty("allnet.engine"),
            "-cp",
            System.getProperty("java.class.path"),
            WorkingProcess.class.getName(),
            folder.toString(),
            settings.url(),
            settings.user().orElse(""))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void killedWorkerOnPostgres_losesNothing() throws Exception {
    kill(TestDatabase.POSTGRESQL);
  }

  @Test
  @Tag("nightly")
  void killedWorkerOnOneFolder_losesNothing() throws Exception {
    kill(TestDatabase.SQLITE);
  }

  private void kill(TestDatabase database) throws Exception {
    StoreSettings settings = database.fresh(folder);
    try (Bench bench = new Bench(settings, folder)) {
      Hash model = bench.classifier(ModelUse.CLASSIFIER, 5);
      Process first = work(settings);
      Process second = null;
      try {
        IntakeAnswer.Accepted accepted = bench.cells(CELLS);
        Bench.await(
            "the first answer",
            Duration.ofMinutes(2),
            () -> !bench.proposals(accepted.of(), model).isEmpty() || !first.isAlive());
        first.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        assertThat(first.exitValue()).as("killed, not ended by itself").isEqualTo(137);
        second = work(settings);
        Bench.await(
            "all answers", Duration.ofMinutes(2), () -> bench.progress(accepted.of()).open() == 0);

        assertThat(bench.proposals(accepted.of(), model)).hasSize(CELLS);
        assertThat(bench.status(accepted.of())).isEqualTo(CaseStatus.ANSWERED);
        ChainAnswer chain = bench.store.verify(List.of(), CheckpointVerifier.NONE);
        assertThat(chain.isWhole()).as(chain.words()).isTrue();
      } finally {
        first.destroyForcibly();
        if (second != null) {
          second.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }
      }
    }
  }

  @Test
  void folderWithoutAService_isRefused() {
    ServiceFolder empty = new ServiceFolder(folder.resolve("empty"));
    assertThatThrownBy(
            () ->
                WorkProcess.start(
                    StoreSettings.sqlite(empty.database()),
                    empty,
                    WorkerSettings.of(1, Device.CPU)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds no service");
  }
}
