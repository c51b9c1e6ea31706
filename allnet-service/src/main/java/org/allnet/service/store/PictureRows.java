package org.allnet.service.store;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.allnet.data.InputException;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Picture;

/** Pictures as rows. */
final class PictureRows implements Pictures {

  private static final String SELECT =
      "select p.*, t.salt, t.text from pictures p"
          + " left join sealed_texts t on t.digest = p.file_name ";

  private final Transaction tx;

  PictureRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public void add(List<Picture> pictures) {
    if (pictures.isEmpty()) {
      return;
    }
    Taken taken = taking(pictures);
    for (Picture picture : pictures) {
      add(picture, taken.of(), taken.line());
    }
  }

  /** The case that takes some pictures, and the line of the audit log that says so. */
  record Taken(Case of, long line) {}

  /** The one case of some pictures, which must take them, as the audit log then says. */
  Taken taking(List<Picture> pictures) {
    Id.Case id = pictures.get(0).of();
    long line =
        tx.record(
            new AuditEvent(
                Act.PICTURES_ADDED,
                id,
                "",
                Integer.toString(pictures.size()),
                Optional.of(hash(pictures)),
                Optional.empty()));
    Case of = new CaseRows(tx).require(id);
    if (of.status().isSigned() || of.status().isClosed()) {
      throw new InputException(
          "case: is '%s'; open a new one for more pictures".formatted(of.status().words()));
    }
    for (Picture picture : pictures) {
      if (!picture.of().equals(id)) {
        throw new InputException("pictures: are of several cases");
      }
    }
    return new Taken(of, line);
  }

  @Override
  public Set<Id.Case> synthetic(List<Id.Case> among) {
    return among.isEmpty()
        ? Set.of()
        : new HashSet<>(
            tx.sql()
                .list(
                    synthetic(among.size()),
                    row -> row.id("case_id", Id.Case::new),
                    among.toArray()));
  }

  /** Asks for the synthetic ones of so many cases; the index has no other pictures. */
  static String synthetic(int cases) {
    return "select distinct case_id from pictures where synthetic = 1 and case_id in "
        + Sql.marks(cases);
  }

  /** Pictures of a case take so many more bytes. */
  static void weigh(Transaction tx, Id.Case of, long more) {
    tx.sql()
        .update(
            "update projects set bytes = bytes + ?"
                + " where id = (select project from cases where id = ?)",
            more,
            of);
  }

  private void add(Picture picture, Case of, long line) {
    if (picture.content().filter(tx.blobs()::has).isEmpty()) {
      throw new InputException("picture: its bytes are not stored; store them first");
    }
    SealedTexts.keep(tx, picture.fileName(), of.subject());
    long bytes = tx.blobs().size(picture.content().get());
    weigh(tx, of.id(), bytes);
    tx.sql()
        .insert(
            "picture",
            "insert into pictures (id, case_id, content, width, height, kind, file_name, bytes,"
                + " synthetic, line) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            picture.id(),
            picture.of(),
            picture.content(),
            picture.width(),
            picture.height(),
            picture.kind().name().toLowerCase(Locale.ROOT),
            picture.fileName().map(name -> name.digest()),
            bytes,
            picture.synthetic() ? 1 : 0,
            line);
  }

  /** The hash of what is to be seen, which is known once the file was read. */
  static Hash content(Picture picture) {
    return RecordHash.of(picture.id(), picture.content(), picture.width(), picture.height());
  }

  /** The hash of pictures that came together, whatever their order. */
  static Hash hash(List<Picture> pictures) {
    return RecordHash.of(
        pictures.stream()
            .map(
                one ->
                    RecordHash.of(
                            one.id(),
                            one.of(),
                            one.kind(),
                            one.fileName().map(name -> name.digest()),
                            one.synthetic(),
                            one.content().map(content -> content(one)))
                        .hex())
            .sorted()
            .toArray());
  }

  @Override
  public Optional<Picture> get(Id.Project in, Id.Picture id) {
    return tx.sql()
        .one(
            SELECT + "join cases c on c.id = p.case_id where c.project = ? and p.id = ?",
            PictureRows::picture,
            in,
            id);
  }

  /** A picture of whatever project. */
  Optional<Picture> whatever(Id.Picture id) {
    return tx.sql().one(SELECT + "where p.id = ?", PictureRows::picture, id);
  }

  @Override
  public List<Picture> of(Id.Case of) {
    return tx.sql()
        .list(
            SELECT
                + "where p.case_id = ? and not exists (select 1 from handed_in h"
                + " where h.picture = p.id and (h.pack is not null or h.unreadable is not null))"
                + " order by p.id",
            PictureRows::picture,
            of);
  }

  @Override
  public void contents(Consumer<Hash> reader) {
    tx.sql()
        .each(
            "select content from pictures where content is not null"
                + " union select pack as content from handed_in where pack is not null",
            row -> reader.accept(row.hash("content")));
  }

  @Override
  public boolean has(Hash content) {
    return tx.sql()
        .one(
            "select 1 as n from pictures where content = ?"
                + " union all select 1 as n from handed_in where pack = ?"
                + " union all select 1 as n from left_packs where pack = ?",
            row -> true,
            content,
            content,
            content)
        .isPresent();
  }

  @Override
  public long bytes(Id.Project of) {
    return tx.sql().count("select bytes as n from projects where id = ?", of);
  }

  static Picture picture(Sql.Row row) {
    return new Picture(
        row.id("id", Id.Picture::new),
        row.id("case_id", Id.Case::new),
        row.maybe("content").map(Hash::new),
        row.small("width"),
        row.small("height"),
        Picture.Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
        SealedTexts.of(row, "file_name"),
        row.small("synthetic") == 1);
  }
}
