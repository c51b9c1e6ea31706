package org.allnet.service.work.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.QueueLoad;
import org.allnet.service.store.Store;
import org.allnet.service.store.Submissions;
import org.allnet.service.work.picture.StoredPictures;
import org.allnet.service.work.picture.Thumbnails;

/**
 * Takes pictures in. What it has accepted is stored: bytes first, and then case, cells, jobs and
 * the lines of the audit log in one transaction. Thread-safe.
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

  /** Another picture's erasure may delete bytes that were just found to be there. */
  private static final int ATTEMPTS = 3;

  /** No request takes so long. */
  private static final Duration LEFT_OVER = Duration.ofDays(1);

  private final Store store;
  private final PictureReading reading;
  private final IntakeLimits limits;
  private final Path scratch;
  private final Runnable onQueued;

  /**
   * Starts to take pictures in. What a process left in the scratch folder that was killed a day ago
   * or earlier is deleted.
   *
   * @param store where they belong
   * @param thumbnails where small pictures are kept
   * @param limits what may be handed in
   * @param scratch where files are while they are taken in; several processes may have one folder.
   *     Made if it is missing
   * @param onQueued is run if there are new jobs
   * @throws RunException if the scratch folder can't be made
   */
  public Intake(
      Store store, Thumbnails thumbnails, IntakeLimits limits, Path scratch, Runnable onQueued) {
    this.store = store;
    this.reading =
        new PictureReading(new StoredPictures(store.blobs()), thumbnails, limits.ofPicture());
    this.limits = limits;
    this.scratch = scratch;
    this.onQueued = onQueued;
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
    return busy(store.read(tx -> tx.jobs().load(RATE)), pictures, limits);
  }

  static Optional<IntakeAnswer.Busy> busy(QueueLoad load, int jobs, IntakeLimits limits) {
    return load.retryAfter(jobs, limits.openJobs())
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
    if (busy.isPresent()) {
      return busy.get();
    }
    if (files.size() > limits.files()) {
      return new IntakeAnswer.TooMuch("there are more than %d files".formatted(limits.files()));
    }
    try (ReceivedFiles received = ReceivedFiles.of(files, limits, scratch)) {
      Hash sent = Hash.of(AcceptedText.of(request) + received.sent().hex());
      Optional<IntakeAnswer> known = known(actor.account(), request, sent);
      if (known.isPresent()) {
        return known.get();
      }
      IntakeAnswer answer = stored(actor, request, received, sent);
      onQueued.run();
      return answer;
    } catch (IntakeRefusal e) {
      return e.answer();
    }
  }

  private IntakeAnswer stored(
      Actor.Person actor, IntakeRequest request, ReceivedFiles received, Hash sent) {
    for (int attempt = 1; ; attempt++) {
      TakenPictures taken = reading.read(received, request.kind());
      if (taken.pictures().isEmpty()) {
        return new IntakeAnswer.Unusable(taken.refused());
      }
      CaseIntake intake = new CaseIntake(request, taken, limits, actor.account(), sent);
      try {
        return store.write(actor, intake::store);
      } catch (InputException e) {
        // Two of the same request at once, or bytes that were erased since they were stored.
        Optional<IntakeAnswer> known = known(actor.account(), request, sent);
        if (known.isPresent()) {
          return known.get();
        }
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
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
