package org.allnet.service.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.allnet.service.audit.ChainAnswer;
import org.allnet.service.audit.Checkpoint;
import org.allnet.service.audit.CheckpointSigner;
import org.allnet.service.audit.CheckpointVerifier;
import org.allnet.service.domain.Hash;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed (SIGKILL) while it takes in and answers cells, again and again on the same
 * files. What it accepted is there, what it answered is there once, and the audit chain is whole.
 */
final class KilledServiceTest {

  @TempDir Path folder;

  @Test
  void killedThreeTimes_losesNothing() throws Exception {
    kill(3);
  }

  @Test
  @Tag("nightly")
  void killedFiftyTimes_losesNothing() throws Exception {
    kill(50);
  }

  private void kill(int rounds) throws Exception {
    StoreSettings settings;
    CheckpointSigner signer = CheckpointSigner.open(folder.resolve("key"));
    CheckpointVerifier verifier =
        CheckpointVerifier.open(CheckpointSigner.publicKey(folder.resolve("key")));
    List<Checkpoint> checkpoints = new ArrayList<>();
    Laboratory lab = new Laboratory(TestDatabase.SQLITE, folder, 0);
    settings = lab.settings;
    lab.close();
    Set<String> accepted = new HashSet<>();
    Set<String> answered = new HashSet<>();
    Random random = new Random(18);
    for (int round = 0; round < rounds; round++) {
      run(20 + random.nextInt(60), accepted, answered);
      try (Store store = Store.open(settings, lab.store.blobs(), Clock.systemUTC())) {
        check(store, lab, accepted, answered);
        ChainAnswer answer = store.verify(checkpoints, verifier);
        assertThat(answer.isWhole()).as(answer.words()).isTrue();
        checkpoints.add(signer.sign(store.head(), Clock.systemUTC().instant()));
      }
    }
    assertThat(accepted).hasSizeGreaterThan(10 * rounds);
    assertThat(answered).hasSizeGreaterThan(rounds);
  }

  private static void check(
      Store store, Laboratory lab, Set<String> accepted, Set<String> answered) {
    Set<String> stored = new HashSet<>();
    store.read(tx -> tx.cells().of(lab.opened.id(), 0, 1_000_000)).stream()
        .forEach(cell -> stored.add(cell.id().text()));
    List<String> proposals =
        store.read(tx -> tx.proposals().of(lab.opened.id(), Hash.of("a model"))).stream()
            .map(proposal -> proposal.cell().text())
            .toList();
    long open = store.read(tx -> tx.jobs().open(lab.opened.id()));

    assertThat(stored).as("accepted and lost").containsAll(accepted);
    assertThat(proposals).as("answered and lost").containsAll(answered).doesNotHaveDuplicates();
    assertThat(open + proposals.size())
        .as("each cell waits or is answered")
        .isEqualTo(stored.size());
    assertThat(store.blobs().verify(hash -> assertThat(hash).as("damaged").isNull())).isPositive();
  }

  /** Runs the service until it has said some lines, kills it, and reads what else it had said. */
  private void run(int lines, Set<String> accepted, Set<String> answered) throws Exception {
    Path said = Files.createTempFile(folder, "said", ".txt");
    Process service =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledService.class.getName(),
                folder.toString())
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      for (int i = 0; i < 6000 && lines(said).size() < lines && service.isAlive(); i++) {
        Thread.sleep(10);
      }
    } finally {
      service.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }
    assertThat(service.exitValue()).as("killed, not ended by itself").isEqualTo(137);
    for (String line : lines(said)) {
      (line.startsWith("accepted") ? accepted : answered).add(line.split(" ")[1]);
    }
  }

  /** Whole lines alone: the last one may be cut. */
  private static List<String> lines(Path said) throws IOException {
    String text = Files.readString(said);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }
}
