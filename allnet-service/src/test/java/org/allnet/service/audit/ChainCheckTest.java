package org.allnet.service.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.allnet.data.InputException;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.AuditEntry;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain and its checkpoints, without a database. */
final class ChainCheckTest {

  private static final Instant AT = Instant.parse("2026-11-28T10:00:00.123456Z");
  private static final Id.Case CASE =
      new Id.Case(UUID.fromString("9f3c2a10-0000-4000-8000-000000000001"));

  @TempDir Path folder;
  private CheckpointSigner signer;
  private CheckpointVerifier verifier;

  @BeforeEach
  void makeKey() {
    signer = CheckpointSigner.open(folder.resolve("key"));
    verifier = CheckpointVerifier.open(CheckpointSigner.publicKey(folder.resolve("key")));
  }

  private static List<AuditEntry> log(String... words) {
    List<AuditEntry> log = new ArrayList<>();
    AuditHead head = AuditHead.START;
    for (String word : words) {
      AuditEntry entry =
          head.next(
              AT,
              new Actor.Service("test", "run"),
              AuditEvent.of(Act.CASE_STATUS_CHANGED, CASE, "", word));
      log.add(entry);
      head = AuditHead.after(entry);
    }
    return log;
  }

  private static AuditHead end(List<AuditEntry> log) {
    return AuditHead.after(log.get(log.size() - 1));
  }

  private ChainAnswer check(AuditHead head, List<AuditEntry> log, Checkpoint... checkpoints) {
    ChainCheck check = new ChainCheck(head, List.of(checkpoints), verifier);
    log.forEach(entry -> check.take(entry, Optional.empty()));
    return check.answer();
  }

  /** Computed by a few lines of Python: a stored chain can be verified by other programs too. */
  @Test
  void hashOfALine_staysWhatItWas() {
    assertThat(log("a").get(0).hash())
        .isEqualTo(new Hash("39bee3f6c9541866babb07f5b0acd3028cf5db1ac29b87f1667d94cae11fc54e"));
  }

  @Test
  void logAndCheckpoints_agree() {
    List<AuditEntry> log = log("a", "b", "c");
    Checkpoint none = signer.sign(AuditHead.START, AT);
    Checkpoint two = signer.sign(end(log.subList(0, 2)), AT);
    Checkpoint three = signer.sign(end(log), AT);

    assertThat(check(end(log), log, three, none, two))
        .isEqualTo(new ChainAnswer.Whole(end(log), 3));
    assertThat(check(AuditHead.START, List.of(), none).isWhole()).isTrue();
  }

  @Test
  void changedOrMissingLine_breaksTheChain() {
    List<AuditEntry> log = log("a", "b", "c");
    AuditEntry second = log.get(1);
    AuditEntry forged =
        new AuditEntry(2, AT, second.actor(), log.get(0).event(), second.previous(), second.hash());

    assertThat(check(end(log), List.of(log.get(0), forged, log.get(2))))
        .isEqualTo(new ChainAnswer.BrokenAt(2, "the line was changed"));
    assertThat(check(end(log), List.of(log.get(0), log.get(2))))
        .isEqualTo(new ChainAnswer.BrokenAt(2, "the line is missing"));
    assertThat(check(new AuditHead(3, Hash.of("x")), log))
        .isEqualTo(new ChainAnswer.BrokenAt(3, "the chain's end is another one"));
  }

  @Test
  void lengths_areCompared() {
    List<AuditEntry> log = log("a", "b", "c");
    assertThat(check(end(log.subList(0, 2)), log))
        .isEqualTo(new ChainAnswer.LogLongerThanChain(3, 2));
    assertThat(check(end(log), log.subList(0, 1)))
        .isEqualTo(new ChainAnswer.ChainLongerThanLog(1, 3));
  }

  @Test
  void logWrittenAnew_missesItsCheckpoint() {
    List<AuditEntry> log = log("a", "b", "c");
    List<AuditEntry> other = log("a", "x", "c");
    Checkpoint first = signer.sign(end(log.subList(0, 1)), AT);
    Checkpoint third = signer.sign(end(log), AT);

    assertThat(check(end(other), other).isWhole()).as("the chain alone can't tell").isTrue();
    assertThat(check(end(other), other, first).isWhole()).as("the same until then").isTrue();
    assertThat(check(end(other), other, first, third))
        .isEqualTo(new ChainAnswer.CheckpointMismatch(3, AT, "the log was written anew"));
    assertThat(check(end(log.subList(0, 2)), log.subList(0, 2), third))
        .isEqualTo(new ChainAnswer.CheckpointMismatch(3, AT, "the log is shorter than it was"));
  }

  @Test
  void checkpointOfAnotherKey_isNone() {
    List<AuditEntry> log = log("a");
    Checkpoint foreign = CheckpointSigner.open(folder.resolve("other")).sign(end(log), AT);
    assertThat(check(end(log), log, foreign))
        .isEqualTo(new ChainAnswer.CheckpointMismatch(1, AT, "its signature is not of this key"));
    assertThat(verifier.verifies(new Checkpoint(end(log), AT, "no signature"))).isFalse();
  }

  @Test
  void key_isItsOwnersAlone() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key"))))
        .isEqualTo("rw-------");
    Checkpoint again = CheckpointSigner.open(folder.resolve("key")).sign(AuditHead.START, AT);
    assertThat(verifier.verifies(again)).as("the same key is opened").isTrue();
    Files.writeString(folder.resolve("key"), "nonsense");
    assertThatThrownBy(() -> CheckpointSigner.open(folder.resolve("key")))
        .isInstanceOf(InputException.class);
  }

  /** A process that is killed once it has made a key may not have made the public one. */
  @Test
  void lostPublicKey_isMadeAnew() throws Exception {
    Path key = CheckpointSigner.publicKey(folder.resolve("key"));
    String before = Files.readString(key);
    Files.delete(key);
    CheckpointSigner.open(folder.resolve("key"));
    assertThat(key).hasContent(before);
  }

  @Test
  void file_keepsWholeLines() throws Exception {
    CheckpointFile file = new CheckpointFile(folder.resolve("checkpoints"));
    assertThat(file.read()).isEmpty();
    Checkpoint one = signer.sign(end(log("a")), AT);
    Checkpoint two = signer.sign(end(log("a", "b")), AT);
    file.append(one);
    file.append(two);
    Path path = folder.resolve("checkpoints");
    Files.writeString(path, "allnet-checkpoint 1 3 ab", StandardOpenOption.APPEND);

    assertThat(file.read()).containsExactly(one, two);
    file.append(one);
    assertThat(file.read()).as("as after a disk that was full").containsExactly(one, two, one);
    Files.writeString(path, "allnet-checkpoint 1 3 ab\n", StandardOpenOption.APPEND);
    assertThatThrownBy(file::read)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 4: checkpoint: the line has 4 parts and not 6");
    Path part = folder.resolve("part");
    Files.writeString(part, "allnet-check");
    new CheckpointFile(part).append(two);
    assertThat(new CheckpointFile(part).read()).containsExactly(two);
    assertThatThrownBy(() -> Checkpoint.parse("allnet-checkpoint 2 x"))
        .hasMessageContaining("format '2'");
  }
}
