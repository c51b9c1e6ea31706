package org.allnet.service.work.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.store.Store;
import org.allnet.service.store.Submissions;
import org.allnet.service.store.Transaction;

/**
 * Takes pictures in. What it has accepted is stored: bytes first, in one file, and then case,
 * pictures, jobs and the lines of the audit log in one transaction. Nothing is decoded: a job reads
 * each file later, so that whoever hands in need not wait for it. Thread-safe.
 *
 * <pre>{@code
 * IntakeAnswer answer = intake.take(person, request, files);
 * if (answer instanceof IntakeAnswer.Busy busy) {
 *   System.out.println(busy.words() + ", try again in " + busy.retryAfter());
 * }
 * }</pre>
 */
public final class Intake {

  /** Over which time ended jobs tell how fast the queue is. */
  private static final Duration RATE = Duration.ofMinutes(1);

  /** A full disk does not get empty by itself. */
  private static final Duration DISK = Duration.ofMinutes(10);

  /** No request takes so long. */
  private static final Duration LEFT_OVER = Duration.ofDays(1);

  private final Store store;
  private final IntakeLimits limits;
  private final Path scratch;
  private final Runnable onQueued;
  private final OpenJobs open;

  /**
   * Starts to take pictures in. What a process left in the scratch folder that was killed a day ago
   * or earlier is deleted.
   *
   * @param store where they belong
   * @param limits what may be handed in
   * @param scratch where files are while they are taken in; several processes may have one folder.
   *     Made if it is missing
   * @param onQueued is run if there are new jobs
   * @throws RunException if the scratch folder can't be made
   */
  public Intake(Store store, IntakeLimits limits, Path scratch, Runnable onQueued) {
    this.store = store;
    this.limits = limits;
    this.scratch = scratch;
    this.onQueued = onQueued;
    this.open = new OpenJobs(limits.openJobs());
    try {
      Files.createDirectories(scratch);
      ReceivedFiles.deleteOlder(scratch, Instant.now().minus(LEFT_OVER));
    } catch (IOException e) {
      throw RunException.in(scratch, "can't be made; check rights and free space", e);
    }
  }

  /** {@return what may be handed in} */
  public IntakeLimits limits() {
    return limits;
  }

  /**
   * Returns whether there is room for more, before anything is read.
   *
   * @param pictures how many at least will come
   * @return empty if there is room
   */
  public Optional<IntakeAnswer.Busy> busy(int pictures) {
    if (store.blobs().freeBytes() < limits.leastFreeBytes()) {
      return Optional.of(new IntakeAnswer.Busy("the disk is full", DISK));
    }
    return store.read(tx -> busy(tx, pictures));
  }

  /** How fast jobs end is asked only if there is no room: that takes longer the more there are. */
  private Optional<IntakeAnswer.Busy> busy(Transaction tx, int jobs) {
    if (open.haveRoomFor(jobs, tx)) {
      return Optional.empty();
    }
    return tx.jobs()
        .load(RATE)
        .retryAfter(jobs, limits.openJobs())
        .map(wait -> new IntakeAnswer.Busy("the queue is full", wait));
  }

  /**
   * Takes files in.
   *
   * @param actor who hands them in
   * @param request what is to become of them
   * @param files pictures, and zips of pictures, told by their bytes
   * @return what became of them
   * @throws RunException if disk or database fail
   */
  public IntakeAnswer take(Actor.Person actor, IntakeRequest request, List<IncomingFile> files) {
    Optional<IntakeAnswer.Busy> busy = busy(files.size());
    return busy.isPresent()
        ? busy.get()
        : take(actor, () -> request, (tx, asked) -> {}, IncomingFiles.of(files));
  }

  /**
   * Takes files in while they come. Whoever calls it has asked whether there is {@linkplain #busy
   * room}.
   *
   * @param actor who hands them in
   * @param asked tells what is to become of them, once all have come; what it throws is thrown, and
   *     nothing is kept
   * @param right is run in the transaction that stores them; what it throws is thrown, and nothing
   *     is kept. Until then the right of whoever hands in may have been withdrawn
   * @param files pictures, and zips of pictures, told by their bytes
   * @return what became of them
   * @throws RunException if disk or database fail, or the files do not come to their end
   */
  public IntakeAnswer take(
      Actor.Person actor,
      Supplier<IntakeRequest> asked,
      BiConsumer<Transaction, IntakeRequest> right,
      IncomingFiles files) {
    try (ReceivedFiles received = ReceivedFiles.of(files, limits, store.blobs(), scratch)) {
      IntakeRequest request = asked.get();
      Hash sent = Hash.of(AcceptedText.of(request) + received.sent().hex());
      Optional<IntakeAnswer> known = known(actor.account(), request, sent);
      if (known.isPresent()) {
        return known.get();
      }
      List<RefusedFile> refused =
          received.refused().stream().sorted(Comparator.comparingInt(RefusedFile::number)).toList();
      if (received.received().isEmpty()) {
        return new IntakeAnswer.Unusable(refused);
      }
      TakenPictures taken =
          new TakenPictures(
              received.keep(),
              received.received(),
              refused,
              received.received().stream()
                  .filter(received::isSynthetic)
                  .collect(Collectors.toSet()));
      IntakeAnswer answer = stored(actor, request, right, taken, sent, received);
      onQueued.run();
      return answer;
    } catch (IntakeRefusal e) {
      return e.answer();
    }
  }

  private IntakeAnswer stored(
      Actor.Person actor,
      IntakeRequest request,
      BiConsumer<Transaction, IntakeRequest> right,
      TakenPictures taken,
      Hash sent,
      ReceivedFiles received) {
    CaseIntake intake = new CaseIntake(request, taken, limits, actor.account(), sent);
    try {
      return store.write(
          actor,
          tx -> {
            right.accept(tx, request);
            Optional<IntakeAnswer.Busy> busy = busy(tx, taken.pictures().size());
            if (busy.isPresent()) {
              return busy.get();
            }
            IntakeAnswer answer = intake.store(tx);
            if (answer instanceof IntakeAnswer.Accepted accepted) {
              open.came(accepted.jobs());
            }
            // The disk writes the bytes meanwhile; rows without them must never be there.
            received.awaitDisk();
            return answer;
          });
    } catch (InputException e) {
      // Two of the same request at once.
      return known(actor.account(), request, sent).orElseThrow(() -> e);
    }
  }

  /** What the same request was answered before. */
  private Optional<IntakeAnswer> known(Id.Account account, IntakeRequest request, Hash sent) {
    if (request.key().isEmpty()) {
      return Optional.empty();
    }
    Submissions.Known known =
        store.read(tx -> tx.submissions().look(account, request.key().get(), sent));
    if (known instanceof Submissions.Known.Answered answered) {
      return Optional.of(AcceptedText.read(answered.answer()));
    }
    return known instanceof Submissions.Known.Different
        ? Optional.of(new IntakeAnswer.KeyReused())
        : Optional.empty();
  }
}
