package org.allnet.service.store;

import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.Id;

/** What is known of fields, as rows. */
final class FieldLookRows implements FieldLooks {

  /** A scale as one column. */
  record Scale(Optional<FieldLook.Scale> scale) {}

  /** Notes as one column. */
  record Notes(List<String> notes) {}

  private final Transaction tx;

  FieldLookRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public void keep(FieldLook look) {
    if (look.looked()) {
      tx.record(
          AuditEvent.of(
              Act.FIELD_LOOKED_AT,
              look.picture(),
              "",
              look.scale().map(FieldLook.Scale::words).orElse("unknown scale")));
    }
    tx.sql()
        .update(
            "insert into field_looks (picture, scale, looked, notes) values (?, ?, ?, ?)"
                + " on conflict (picture) do update set scale = excluded.scale,"
                + " looked = excluded.looked, notes = excluded.notes",
            look.picture(),
            RecordJson.text(new Scale(look.scale())),
            look.looked(),
            RecordJson.text(new Notes(look.notes())));
  }

  @Override
  public Optional<FieldLook> get(Id.Picture picture) {
    return tx.sql()
        .one("select * from field_looks where picture = ?", FieldLookRows::look, picture);
  }

  @Override
  public List<FieldLook> of(Id.Case of) {
    return tx.sql()
        .list(
            "select f.* from field_looks f join pictures p on p.id = f.picture"
                + " where p.case_id = ? order by f.picture",
            FieldLookRows::look,
            of);
  }

  private static FieldLook look(Sql.Row row) {
    return new FieldLook(
        row.id("picture", Id.Picture::new),
        RecordJson.read(row.text("scale"), Scale.class).scale(),
        row.truth("looked"),
        RecordJson.read(row.text("notes"), Notes.class).notes());
  }
}
