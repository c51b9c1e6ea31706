package org.allnet.service.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.MeasuredField;

/** What is known of fields, as rows. */
final class FieldLookRows implements FieldLooks {

  /** A scale as one column. */
  record Scale(Optional<FieldLook.Scale> scale) {}

  /** Notes as one column. */
  record Notes(List<String> notes) {}

  /** Diameters of red cells as one column. */
  record Diameters(List<Double> pixels) {}

  /** Cells that wait for a scale as one column. */
  record Waiting(List<Id.Cell> cells) {}

  private final Transaction tx;

  FieldLookRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public void keep(FieldLook look) {
    if (look.looked()) {
      tx.record(
          new AuditEvent(
              Act.FIELD_LOOKED_AT,
              look.picture(),
              "",
              look.scale().map(FieldLook.Scale::words).orElse("unknown scale"),
              Optional.of(hash(look)),
              Optional.empty()));
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

  /** The hash of all that was seen of a field. */
  static Hash hash(FieldLook look) {
    return RecordHash.of(
        look.picture(),
        RecordJson.text(new Scale(look.scale())),
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

  @Override
  public void measure(Id.Picture picture, MeasuredField measured) {
    tx.actor(); // refuses while reading
    tx.sql()
        .update(
            "insert into field_red_cells (picture, diameters, waiting) values (?, ?, ?)"
                + " on conflict (picture) do update set diameters = excluded.diameters,"
                + " waiting = excluded.waiting",
            picture,
            RecordJson.text(new Diameters(measured.redCells())),
            RecordJson.text(new Waiting(measured.waiting())));
  }

  @Override
  public Map<Id.Picture, MeasuredField> measured(Id.Case of, int width, int height) {
    Map<Id.Picture, MeasuredField> measured = new LinkedHashMap<>();
    tx.sql()
        .each(
            "select m.* from field_red_cells m join pictures p on p.id = m.picture"
                + " where p.case_id = ? and p.width = ? and p.height = ? order by m.picture",
            row ->
                measured.put(
                    row.id("picture", Id.Picture::new),
                    new MeasuredField(
                        RecordJson.read(row.text("diameters"), Diameters.class).pixels(),
                        RecordJson.read(row.text("waiting"), Waiting.class).cells())),
            of,
            width,
            height);
    return measured;
  }

  static FieldLook look(Sql.Row row) {
    return new FieldLook(
        row.id("picture", Id.Picture::new),
        RecordJson.read(row.text("scale"), Scale.class).scale(),
        row.truth("looked"),
        RecordJson.read(row.text("notes"), Notes.class).notes());
  }
}
