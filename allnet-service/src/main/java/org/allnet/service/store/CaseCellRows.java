package org.allnet.service.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Picture;

/** Cells as rows. */
final class CaseCellRows implements Cells {

  private final Transaction tx;

  CaseCellRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public void add(List<Cell> cells) {
    if (cells.isEmpty()) {
      return;
    }
    Id.Case of = cells.get(0).of();
    long line =
        tx.record(
            new AuditEvent(
                Act.CELLS_FOUND,
                of,
                "",
                Integer.toString(cells.size()),
                Optional.of(hash(cells)),
                Optional.empty()));
    Map<Id.Picture, Picture> pictures = new HashMap<>();
    for (Cell cell : cells) {
      Picture picture =
          pictures.computeIfAbsent(
              cell.picture(), id -> new PictureRows(tx).whatever(id).orElse(null));
      if (picture == null || !picture.of().equals(of) || !cell.of().equals(of)) {
        throw new InputException("cell: its picture is not of the case");
      }
      Cell.Box box = cell.box();
      if (box.x() > picture.width() - box.width() || box.y() > picture.height() - box.height()) {
        throw new InputException("cell: its box reaches out of the picture");
      }
      tx.sql()
          .insert(
              "cell " + cell.number(),
              "insert into cells (id, case_id, picture, number, x, y, width, height, line)"
                  + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
              cell.id(),
              of,
              cell.picture(),
              cell.number(),
              box.x(),
              box.y(),
              box.width(),
              box.height(),
              line);
    }
  }

  /** The hash of cells that came together, whatever their order. */
  static Hash hash(List<Cell> cells) {
    return RecordHash.of(
        cells.stream()
            .map(
                one ->
                    RecordHash.of(one.id(), one.of(), one.picture(), one.number(), one.box()).hex())
            .sorted()
            .toArray());
  }

  @Override
  public Optional<Cell> get(Id.Project in, Id.Cell id) {
    return tx.sql()
        .one(
            "select e.* from cells e join cases c on c.id = e.case_id"
                + " where c.project = ? and e.id = ?",
            CaseCellRows::cell,
            in,
            id);
  }

  /** A cell of whatever project. */
  Optional<Cell> whatever(Id.Cell id) {
    return tx.sql().one("select * from cells where id = ?", CaseCellRows::cell, id);
  }

  /** The case of a cell of whatever project. */
  Id.Case caseOf(Id.Cell id) {
    return tx.sql()
        .one("select case_id from cells where id = ?", row -> row.id("case_id", Id.Case::new), id)
        .orElseThrow(() -> new InputException("cell: there is none of this id"));
  }

  @Override
  public List<Cell> of(Id.Case of, int after, int most) {
    return tx.sql()
        .list(
            "select * from cells where case_id = ? and number > ? order by number limit ?",
            CaseCellRows::cell,
            of,
            after,
            most);
  }

  @Override
  public long count(Id.Case of) {
    return tx.sql().count("select count(*) as n from cells where case_id = ?", of);
  }

  static Cell cell(Sql.Row row) {
    return new Cell(
        row.id("id", Id.Cell::new),
        row.id("case_id", Id.Case::new),
        row.id("picture", Id.Picture::new),
        row.small("number"),
        new Cell.Box(row.small("x"), row.small("y"), row.small("width"), row.small("height")));
  }
}
