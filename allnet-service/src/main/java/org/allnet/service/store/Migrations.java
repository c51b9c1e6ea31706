package org.allnet.service.store;

import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** Brings the tables of a database to this version's, forward only. */
final class Migrations {

  private static final String FOLDER = "classpath:org/allnet/service/store/";

  private Migrations() {}

  static void run(StoreSettings settings) {
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(
              settings.url(), settings.user().orElse(null), settings.password().orElse(null))
          .locations(FOLDER + "common", FOLDER + settings.dialect().word())
          .outOfOrder(true) // numbers are given out by subject
          .ignoreMigrationPatterns(new String[0]) // a newer version's tables are not for this one
          .validateMigrationNaming(true)
          .cleanDisabled(true)
          .load()
          .migrate();
    } catch (FlywayValidateException e) {
      throw new InputException(
          "database: its tables are not those of this version: it was changed by hand, or a newer"
              + " version wrote it. Start that version, or restore a back-up",
          e);
    } catch (FlywayException e) {
      throw new InputException("database: can't be opened (" + ForeignFailure.words(e) + ")", e);
    }
  }
}
