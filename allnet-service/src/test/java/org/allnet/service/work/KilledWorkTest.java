package org.allnet.service.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.allnet.service.audit.ChainAnswer;
import org.allnet.service.audit.CheckpointVerifier;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.LoginSession;
import org.allnet.service.domain.ModelUse;
import org.allnet.service.domain.Proposal;
import org.allnet.service.domain.QueueLoad;
import org.allnet.service.store.MemoryFolder;
import org.allnet.service.store.StoreSettings;
import org.allnet.service.store.TestDatabase;
import org.allnet.service.work.operation.Erasure;
import org.allnet.service.work.operation.ServiceFolder;
import org.allnet.service.work.operation.Upkeep;
import org.allnet.service.work.worker.Workers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process is killed (SIGKILL) while it takes cells in and a model answers, again and again on the
 * same data. What it accepted is there, each cell is answered once, and the audit chain is whole.
 */
final class KilledWorkTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final Set<String> accepted = new HashSet<>();

  @Test
  void killedOnce_losesNothing() throws Exception {
    kill(TestDatabase.SQLITE, 1);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  @Tag("nightly")
  void killedFiftyTimes_losesNothing(TestDatabase database) throws Exception {
    kill(database, 50);
  }

  private void kill(TestDatabase database, int rounds) throws Exception {
    StoreSettings settings = database.fresh(folder);
    Hash model;
    String project;
    String account;
    try (Bench bench = new Bench(settings, folder)) {
      model = bench.classifier(ModelUse.CLASSIFIER, 5);
      project = bench.project.id().text();
      account = bench.ada.id().text();
    }
    Random random = new Random(18);
    for (int round = 0; round < rounds; round++) {
      run(settings, project, account, 5 + random.nextInt(10));
    }
    assertThat(accepted).hasSizeGreaterThan(3 * rounds);
    try (Bench bench = Bench.again(settings, folder)) {
      check(bench, new Id.Project(UUID.fromString(project)), model);
    }
  }

  private void check(Bench bench, Id.Project project, Hash model) throws Exception {
    List<Case> cases = bench.look(tx -> tx.cases().list(project, List.of(), 0, 100_000));
    Set<String> stored = new HashSet<>();
    cases.forEach(one -> stored.add(one.id().text()));
    assertThat(stored).as("accepted and lost").containsAll(accepted);
    try (Workers workers =
        Workers.start(bench.store, bench.models, bench.thumbnails, KilledWork.settings())) {
      // On a busy machine much is left: people are answered before models are.
      Bench.await(
          "end of the queue",
          Duration.ofMinutes(10),
          () -> {
            QueueLoad load = bench.look(tx -> tx.jobs().load(Duration.ofMinutes(1)));
            return load.queued() + load.leased() == 0;
          });
      for (Case one : cases) {
        bench.awaitDone(one.id());
      }
      assertThat(workers.areRunning()).isTrue();
    }
    for (Case one : cases) {
      List<Proposal> proposals = bench.proposals(one.id(), model);
      assertThat(proposals).as("lost or doubled").hasSize(KilledWork.CELLS);
      assertThat(bench.cellCount(one.id())).isEqualTo(KilledWork.CELLS);
      assertThat(bench.look(tx -> tx.cases().get(project, one.id())).orElseThrow().status())
          .isEqualTo(CaseStatus.ANSWERED);
    }
    ChainAnswer chain = bench.store.verify(List.of(), CheckpointVerifier.NONE);
    assertThat(chain.isWhole()).as(chain.words()).isTrue();
    List<Hash> damaged = new ArrayList<>();
    assertThat(bench.store.blobs().verify(damaged::add)).isPositive();
    assertThat(damaged).isEmpty();
    assertThat(named(bench))
        .as("nothing that was handed in waits")
        .isEqualTo(pictures(bench, cases));
    sweep(bench);
    assertThat(files()).as("what a killed process left is gone").isEqualTo(named(bench));
  }

  private static Set<String> named(Bench bench) {
    Set<String> named = new HashSet<>();
    bench.store.read(
        tx -> {
          tx.pictures().contents(hash -> named.add(hash.hex()));
          return true;
        });
    return named;
  }

  private static Set<String> pictures(Bench bench, List<Case> cases) {
    Set<String> pictures = new HashSet<>();
    for (Case one : cases) {
      bench.picturesOf(one.id()).forEach(of -> pictures.add(of.content().orElseThrow().hex()));
    }
    return pictures;
  }

  /** Does what is done each hour, two hours later. */
  private void sweep(Bench bench) throws IOException {
    Path at = Files.createTempDirectory(folder, "service");
    new ServiceFolder(at).make();
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));
    new Upkeep(
            bench.store,
            new Erasure(bench.store, bench.thumbnails),
            new ServiceFolder(at),
            later,
            LoginSession.Limits.DEFAULT)
        .run();
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("pictures"))) {
      return all.filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toSet());
    }
  }

  /** Runs the process until it has accepted some cases, kills it, and reads what it said. */
  private void run(StoreSettings settings, String project, String account, int lines)
      throws Exception {
    Path said = Files.createTempFile(folder, "said", ".txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-Dallnet.engine=" + System.getProperty("allnet.engine"),
                "-cp",
                System.getProperty("java.class.path"),
                KilledWork.class.getName(),
                folder.toString(),
                settings.url(),
                settings.user().orElse(""),
                project,
                account)
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Bench.await(
          "some accepted cases",
          Duration.ofMinutes(2),
          () -> lines(said).size() >= lines || !process.isAlive());
    } finally {
      process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }
    assertThat(process.exitValue()).as("killed, not ended by itself").isEqualTo(137);
    accepted.addAll(lines(said));
  }

  /** Whole lines alone: the last one may be cut. */
  private static List<String> lines(Path said) {
    try {
      String text = Files.readString(said);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
