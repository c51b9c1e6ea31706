package org.allnet.service.work.operation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.allnet.data.ForeignFailure;
import org.allnet.service.audit.AuditHead;
import org.allnet.service.audit.Checkpoint;
import org.allnet.service.audit.CheckpointFile;
import org.allnet.service.audit.CheckpointSigner;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.LoginSession;
import org.allnet.service.domain.Project;
import org.allnet.service.log.LogEvent;
import org.allnet.service.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * What is done by itself each hour: subjects whose time is over are erased, old idempotency keys
 * and sessions are forgotten, pictures that no case has are deleted, and the audit log gets a
 * signed checkpoint.
 */
public final class Upkeep implements AutoCloseable {

  /** Who sends the same again does so within days. */
  private static final int KEYS_KEPT_DAYS = 7;

  /**
   * Bytes are stored seconds before their case is; what is left over is of a request that failed,
   * and may tell more than pixels.
   */
  private static final Duration UNUSED_KEPT = Duration.ofHours(1);

  /** Small pictures can be made again; what a crash left of erased ones goes with the others. */
  private static final Duration SMALL_KEPT = Duration.ofDays(30);

  private final Store store;
  private final Erasure erasure;
  private final CheckpointSigner signer;
  private final CheckpointFile checkpoints;
  private final Clock clock;
  private final LoginSession.Limits sessions;
  private final ScheduledExecutorService hourly =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "allnet-upkeep");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Makes what keeps a service in order. The key that signs checkpoints is made if there is none.
   *
   * @param store what the service keeps
   * @param erasure erases subjects
   * @param folder where key and checkpoints are
   * @param clock tells what is old
   * @param sessions how long sessions last
   * @throws org.allnet.data.InputException if the key can't be read
   */
  public Upkeep(
      Store store,
      Erasure erasure,
      ServiceFolder folder,
      Clock clock,
      LoginSession.Limits sessions) {
    this.sessions = sessions;
    this.store = store;
    this.erasure = erasure;
    this.signer = CheckpointSigner.open(folder.auditKey());
    this.checkpoints = new CheckpointFile(folder.checkpoints());
    this.clock = clock;
  }

  /** Does it now and each hour. A failure is logged, and an hour later it is tried again. */
  public void start() {
    hourly.scheduleAtFixedRate(this::tried, 0, 1, TimeUnit.HOURS);
  }

  private void tried() {
    try {
      Done done = run();
      LogEvent.of("upkeep-done")
          .with("erased", done.erased())
          .with("forgotten", done.forgotten())
          .with("deleted", done.deleted())
          .info();
    } catch (RuntimeException e) {
      LogEvent.of("upkeep-failed").with("reason", ForeignFailure.words(e)).warn();
    }
  }

  /**
   * What was done.
   *
   * @param erased how many subjects were erased
   * @param forgotten how many idempotency keys were forgotten
   * @param ended how many sessions were forgotten whose time was over
   * @param deleted how many pictures were deleted that no case has
   * @param signed whether a checkpoint was signed; not if nothing happened since the last one
   */
  public record Done(int erased, int forgotten, int ended, int deleted, boolean signed) {}

  /**
   * Does it once, all of it, whatever part of it fails.
   *
   * @return what was done
   * @throws org.allnet.data.RunException if database or disk fail, the first failure
   */
  public Done run() {
    Actor actor = new Actor.Service("upkeep", "upkeep-" + UUID.randomUUID());
    Steps steps = new Steps();
    int erased = steps.count(() -> erase(actor));
    int forgotten =
        steps.count(() -> store.write(actor, tx -> tx.submissions().forget(KEYS_KEPT_DAYS)));
    int ended = steps.count(() -> store.write(actor, tx -> tx.sessions().forget(sessions)));
    steps.run(() -> store.change(actor, tx -> tx.awaitedReturns().forget()));
    int deleted = steps.count(() -> deleteUnused(actor));
    steps.run(() -> erasure.deleteOldSmall(clock.instant().minus(SMALL_KEPT)));
    int signed = steps.count(() -> sign() ? 1 : 0);
    steps.rethrow();
    return new Done(erased, forgotten, ended, deleted, signed > 0);
  }

  /** One step that fails, such as a picture that can't be deleted, keeps none of the others. */
  private static final class Steps {

    private @Nullable RuntimeException first;

    int count(IntSupplier step) {
      try {
        return step.getAsInt();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
        return 0;
      }
    }

    void run(Runnable step) {
      count(
          () -> {
            step.run();
            return 0;
          });
    }

    void rethrow() {
      if (first != null) {
        throw first;
      }
    }
  }

  private int erase(Actor actor) {
    int erased = 0;
    for (Project project : store.read(tx -> tx.projects().all())) {
      if (project.rules().retentionDays().isEmpty()) {
        continue;
      }
      Instant before =
          clock.instant().minus(Duration.ofDays(project.rules().retentionDays().getAsInt()));
      for (Id.Subject subject : store.read(tx -> tx.subjects().older(project.id(), before))) {
        erasure.erase(actor, project.id(), subject);
        erased++;
      }
    }
    return erased;
  }

  private int deleteUnused(Actor actor) {
    Instant before = clock.instant().minus(UNUSED_KEPT);
    List<Hash> old = new ArrayList<>();
    store.blobs().deleteUnfinished(before);
    store.blobs().older(before, old::add);
    int deleted = store.write(actor, tx -> tx.handed().deleteLeftPacks());
    for (Hash hash : old) {
      // While nobody else writes: whoever stored the same again made it young.
      if (!store.read(tx -> tx.pictures().has(hash))
          && store.write(actor, tx -> !tx.pictures().has(hash) && delete(hash, before))) {
        deleted++;
      }
    }
    return deleted;
  }

  private boolean delete(Hash hash, Instant before) {
    boolean old = store.blobs().isOlder(hash, before);
    if (old) {
      store.blobs().delete(hash);
    }
    return old;
  }

  private boolean sign() {
    AuditHead head = store.head();
    List<Checkpoint> signed = checkpoints.read();
    if (head.count() == 0
        || (!signed.isEmpty() && signed.get(signed.size() - 1).head().equals(head))) {
      return false;
    }
    checkpoints.append(signer.sign(head, clock.instant()));
    return true;
  }

  @Override
  public void close() {
    hourly.shutdownNow();
  }
}
