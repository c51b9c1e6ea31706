package org.allnet.service.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which cases of a list show synthetic cells. */
final class SyntheticCasesTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  @Test
  void synthetic_readsNoOtherPicture() throws Exception {
    try (Laboratory lab = new Laboratory(TestDatabase.SQLITE, folder, 1)) {
      Case made =
          new Case(
              Id.Case.fresh(),
              lab.project.id(),
              lab.subject.id(),
              CaseStatus.QUEUED,
              lab.clock.instant());
      Picture picture =
          new Picture(
              Id.Picture.fresh(),
              made.id(),
              Optional.of(lab.bytes("made by a program")),
              64,
              48,
              Picture.Kind.CELL,
              Optional.empty(),
              true);
      lab.store.change(
          Laboratory.SERVICE,
          tx -> {
            tx.cases().open(made);
            tx.pictures().add(List.of(picture));
          });
      List<Id.Case> both = List.of(lab.opened.id(), made.id());
      List<Id.Case> other = List.of(lab.opened.id());
      assertThat(lab.store.<Object>read(tx -> tx.pictures().synthetic(both)))
          .isEqualTo(java.util.Set.of(made.id()));
      assertThat(lab.store.<Object>read(tx -> tx.pictures().synthetic(other)))
          .isEqualTo(java.util.Set.of());
      assertThat(lab.store.<Object>read(tx -> tx.pictures().synthetic(List.of())))
          .isEqualTo(java.util.Set.of());
      assertThat(plan(lab, PictureRows.synthetic(2), both))
          .contains("pictures USING COVERING INDEX pictures_synthetic");
    }
  }

  /** How SQLite finds rows. */
  private static String plan(Laboratory lab, String sql, List<Id.Case> values) throws Exception {
    try (Connection connection = DriverManager.getConnection(lab.settings.url());
        PreparedStatement statement = connection.prepareStatement("explain query plan " + sql)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setString(i + 1, values.get(i).text());
      }
      StringBuilder plan = new StringBuilder();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          plan.append(rows.getString("detail")).append('\n');
        }
      }
      return plan.toString();
    }
  }
}
