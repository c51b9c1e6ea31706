package org.allnet.service.work.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.service.audit.ChainAnswer;
import org.allnet.service.audit.CheckpointFile;
import org.allnet.service.audit.CheckpointVerifier;
import org.allnet.service.domain.Actor;
import org.allnet.service.store.BlobStore;
import org.allnet.service.store.DatabaseCopy;
import org.allnet.service.store.PostgresCopy;
import org.allnet.service.store.Store;
import org.allnet.service.store.StoreSettings;

/** Puts a back-up in the place of what a service keeps. */
public final class Restore {

  private static final Actor RESTORE = new Actor.Service("restore", "restore");

  private Restore() {}

  /**
   * What was restored.
   *
   * @param access what ended with it
   * @param log what the comparison of the audit log with the checkpoints of the back-up found;
   *     empty if the back-up has none with their public key
   * @param aside where the checkpoints are of the log that was in the folder before; empty if there
   *     were none
   */
  public record Restored(RestoredAccess access, Optional<ChainAnswer> log, Optional<Path> aside) {

    /** {@return whether the log is what the checkpoints say, as far as there are some} */
    public boolean isWhole() {
      return log.map(ChainAnswer::isWhole).orElse(true);
    }

    /** {@return what was ended, found and has to be looked at, a sentence each} */
    public List<String> words() {
      List<String> words = new ArrayList<>(access.words());
      aside.ifPresent(
          file ->
              words.add(
                  "The checkpoints of the log that was here before are in %s: no check compares this log with them."
                      .formatted(file)));
      if (log.isEmpty()) {
        words.add(
            "The back-up has no checkpoints with their public key: compare the log with those"
                + " that you kept elsewhere.");
        return words;
      }
      words.add(log.get().words());
      words.add(
          isWhole()
              ? "Each check of the log compares it with these checkpoints too."
              : "The back-up was changed after it was written, or is damaged: look at another one"
                  + " before you start the service.");
      return words;
    }
  }

  /**
   * Restores a back-up. Pictures that are not in it stay, and hurt nobody.
   *
   * @param backUp a folder that {@link BackUp} wrote
   * @param to where the service keeps what it keeps
   * @return what was restored
   * @throws InputException if {@code backUp} is no back-up, a service runs there, or there is a
   *     database
   * @throws RunException if it can't be written
   */
  public static Restored run(Path backUp, ServiceFolder to) {
    return run(backUp, to, StoreSettings.sqlite(to.database()));
  }

  /**
   * Restores a back-up whose database is in a file, or on a server. Pictures that are not in it
   * stay, and hurt nobody. All sessions, invitations and keys of it end before a service can open
   * it.
   *
   * @param backUp a folder that {@link BackUp} wrote
   * @param to where the service keeps what it keeps
   * @param database where its rows are, which has to be empty
   * @return what was restored
   * @throws InputException if {@code backUp} is no back-up or one of another kind of database, its
   *     database and pictures are of two services, its checkpoints can't be read, a service runs
   *     there, or there is a database with tables
   * @throws RunException if it can't be written, or PostgreSQL's programs are not installed
   */
  public static Restored run(Path backUp, ServiceFolder to, StoreSettings database) {
    ServiceFolder from = new ServiceFolder(backUp);
    boolean dump = Files.isRegularFile(from.databaseDump());
    if (!dump && !Files.isRegularFile(from.database())) {
      throw InputException.in(backUp, "holds no back-up; give the folder that 'backup' wrote");
    }
    if (!dump && !database.equals(StoreSettings.sqlite(to.database()))) {
      throw InputException.in(backUp, "is of a database in a file; name no other database");
    }
    if (!dump && Files.exists(to.database())) {
      throw InputException.in(
          to.database(),
          "is there already; move it to another folder, or restore into another one");
    }
    if (dump) {
      PostgresCopy.requireRoom(from.databaseDump(), database); // before anything is copied
    }
    from.signed().forEach(ServiceFolder.Signed::requireBoth);
    try {
      to.make();
      // Pictures before the rows that name them.
      FileCopies.of(from.pictures(), to.pictures());
      FileCopies.of(from.models(), to.models());
      keep(from, to);
      // Another service from now on: neither the old folder nor the old database belongs to it.
      ServiceNumber number = new ServiceNumber(to);
      UUID fresh = number.promised();
      Function<StoreSettings, Restored> prepare = settings -> prepared(settings, from, to, fresh);
      Restored restored =
          dump
              ? PostgresCopy.restore(from.databaseDump(), database, prepare)
              : DatabaseCopy.restore(from.database(), to.database(), prepare);
      Optional<Path> aside = OwnCheckpoints.putAside(to);
      number.publish(fresh);
      return new Restored(restored.access(), restored.log(), aside);
    } catch (IOException e) {
      throw RunException.in(
          to.root(),
          "can't be restored (" + ForeignFailure.words(e) + "); check rights and free space",
          e);
    }
  }

  /**
   * A service with a new key can't go on with these, so they lie beside its own, in front of those
   * of back-ups from which the restored one came.
   */
  private static void keep(ServiceFolder from, ServiceFolder to) throws IOException {
    for (ServiceFolder.Signed one : to.restored()) {
      Files.deleteIfExists(one.checkpoints());
      Files.deleteIfExists(one.key());
    }
    List<ServiceFolder.Signed> signed = from.signed();
    for (int i = 0; i < signed.size(); i++) {
      ServiceFolder.Signed kept = to.restored(i + 1);
      FileCopies.of(signed.get(i).checkpoints(), kept.checkpoints());
      FileCopies.of(signed.get(i).key(), kept.key());
    }
  }

  /** Compares the log with all checkpoints that have their key; empty if there are none. */
  static Optional<ChainAnswer> compared(Store store, List<ServiceFolder.Signed> signed) {
    Optional<ChainAnswer> found = Optional.empty();
    for (ServiceFolder.Signed one : signed) {
      if (one.half().isPresent()) {
        continue; // restoring refuses it before, and a check names it
      }
      ChainAnswer answer =
          store.verify(
              new CheckpointFile(one.checkpoints()).read(), CheckpointVerifier.open(one.key()));
      found = Optional.of(found.map(before -> both(before, answer)).orElse(answer));
    }
    return found;
  }

  /** What two comparisons of one log found. */
  static ChainAnswer both(ChainAnswer one, ChainAnswer other) {
    if (one instanceof ChainAnswer.Whole first && other instanceof ChainAnswer.Whole second) {
      return new ChainAnswer.Whole(second.head(), first.checkpoints() + second.checkpoints());
    }
    return one.isWhole() ? other : one;
  }

  /** Refuses a database that somebody laid to the pictures of another service. */
  private static void requireOne(Store store, ServiceFolder from) {
    Optional<UUID> ofDatabase = store.read(tx -> tx.service().get());
    Optional<UUID> ofFolder = ServiceNumber.read(from.number());
    if (ofDatabase.isPresent() && ofFolder.isPresent() && !ofDatabase.equals(ofFolder)) {
      throw InputException.in(
          from.root(),
          "has the database of another service than its pictures; restore another back-up");
    }
  }

  private static Restored prepared(
      StoreSettings settings, ServiceFolder from, ServiceFolder to, UUID fresh) {
    try (Store store =
        Store.openRestored(settings, new BlobStore(to.pictures()), Clock.systemUTC())) {
      requireOne(store, from);
      Optional<ChainAnswer> log = compared(store, from.signed());
      store.change(RESTORE, tx -> tx.service().set(fresh));
      return new Restored(RestoredAccess.end(store), log, Optional.empty());
    }
  }
}
