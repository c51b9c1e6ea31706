package org.allnet.service.work.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.service.store.DatabaseCopy;
import org.allnet.service.store.PostgresCopy;
import org.allnet.service.store.StoreSettings;

/** Puts a back-up in the place of what a service keeps. */
public final class Restore {

  private Restore() {}

  /**
   * Restores a back-up. Pictures that are not in it stay, and hurt nobody.
   *
   * @param backUp a folder that {@link BackUp} wrote
   * @param to where the service keeps what it keeps
   * @throws InputException if {@code backUp} is no back-up, a service runs there, or there is a
   *     database
   * @throws RunException if it can't be written
   */
  public static void run(Path backUp, ServiceFolder to) {
    run(backUp, to, StoreSettings.sqlite(to.database()));
  }

  /**
   * Returns by what the restored log is compared with the checkpoints of the back-up. They stay
   * there: a service with a new key could not go on with checkpoints of another one.
   *
   * @param backUp a folder that {@link BackUp} wrote
   * @return a sentence for whoever restored it
   */
  public static String comparison(Path backUp) {
    ServiceFolder from = new ServiceFolder(backUp);
    if (!Files.exists(from.checkpoints()) || !Files.exists(from.auditPublicKey())) {
      return "The back-up has no checkpoints with their public key: compare the log with those"
          + " that you kept elsewhere.";
    }
    return "Checkpoints stay in the back-up. Compare the log with %s, by the key %s."
        .formatted(from.checkpoints(), from.auditPublicKey());
  }

  /**
   * Restores a back-up whose database is in a file, or on a server. Pictures that are not in it
   * stay, and hurt nobody.
   *
   * @param backUp a folder that {@link BackUp} wrote
   * @param to where the service keeps what it keeps
   * @param database where its rows are, which has to be empty
   * @throws InputException if {@code backUp} is no back-up or one of another kind of database, a
   *     service runs there, or there is a database with tables
   * @throws RunException if it can't be written, or PostgreSQL's programs are not installed
   */
  public static void run(Path backUp, ServiceFolder to, StoreSettings database) {
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
    try {
      to.make();
      // Pictures before the rows that name them.
      BackUp.copy(from.pictures(), to.pictures());
      BackUp.copy(from.models(), to.models());
      if (dump) {
        PostgresCopy.restore(from.databaseDump(), database);
      } else {
        DatabaseCopy.restore(from.database(), to.database());
      }
    } catch (IOException e) {
      throw RunException.in(
          to.root(),
          "can't be restored (" + ForeignFailure.words(e) + "); check rights and free space",
          e);
    }
  }
}
