package org.allnet.service.store;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.HandedFile;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.JobTask;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.UnreadablePicture;
import org.jspecify.annotations.Nullable;

/** Files that were handed in, as rows. */
final class HandedFileRows implements HandedFiles {

  private static final int LONGEST_REASON = 500;

  private final Transaction tx;

  HandedFileRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public void add(List<Picture> pictures, List<HandedFile> files) {
    if (pictures.isEmpty()) {
      return;
    }
    PictureRows.Taken taken = new PictureRows(tx).taking(pictures);
    Case of = taken.of();
    if (of.status() == CaseStatus.ANSWERED) {
      new CaseRows(tx).move(of, CaseStatus.QUEUED);
    }
    Set<Hash> packs = new LinkedHashSet<>();
    files.forEach(file -> packs.add(file.pack()));
    if (!packs.stream().allMatch(tx.blobs()::has)) {
      throw new InputException("picture: its bytes are not stored; store them first");
    }
    List<@Nullable Object[]> pictureRows = new ArrayList<>();
    List<@Nullable Object[]> fileRows = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < pictures.size(); i++) {
      Picture picture = pictures.get(i);
      HandedFile file = files.get(i);
      bytes += file.bytes();
      SealedTexts.keep(tx, picture.fileName(), of.subject());
      pictureRows.add(
          new @Nullable Object[] {
            picture.id(),
            of.id(),
            picture.width(),
            picture.height(),
            picture.kind().name().toLowerCase(Locale.ROOT),
            picture.fileName().map(name -> name.digest()),
            file.bytes(),
            picture.synthetic() ? 1 : 0,
            taken.line()
          });
      fileRows.add(
          new @Nullable Object[] {
            picture.id(),
            of.id(),
            file.file(),
            file.cell(),
            file.pack(),
            file.from(),
            file.bytes(),
            file.content()
          });
    }
    tx.sql()
        .updateAll(
            "insert into pictures (id, case_id, width, height, kind, file_name, bytes, synthetic,"
                + " line) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            pictureRows);
    tx.sql()
        .updateAll(
            "insert into handed_in (picture, case_id, file_number, cell_number, pack, first_byte,"
                + " bytes, content) values (?, ?, ?, ?, ?, ?, ?, ?)",
            fileRows);
    PictureRows.weigh(tx, of.id(), bytes);
  }

  @Override
  public int nextCell(Id.Case of) {
    return 1
        + (int)
            Math.max(
                tx.sql()
                    .count("select coalesce(max(number), 0) as n from cells where case_id = ?", of),
                tx.sql()
                    .count(
                        "select coalesce(max(cell_number), 0) as n from handed_in"
                            + " where case_id = ?",
                        of));
  }

  @Override
  public Optional<HandedFile> file(JobTask.ReadPicture task) {
    return tx.sql()
        .one(
            "select * from handed_in where picture = ? and pack is not null",
            row ->
                new HandedFile(
                    row.id("picture", Id.Picture::new),
                    row.small("file_number"),
                    row.maybeSmall("cell_number"),
                    row.hash("pack"),
                    row.number("first_byte"),
                    row.small("bytes"),
                    row.hash("content")),
            task.picture());
  }

  @Override
  public Optional<Picture> picture(JobTask.ReadPicture task) {
    return new PictureRows(tx).whatever(task.picture());
  }

  @Override
  public void read(HandedFile file, Hash content, int width, int height) {
    if (!tx.blobs().has(content)) {
      throw new InputException("picture: its bytes are not stored; store them first");
    }
    long bytes = tx.blobs().size(content);
    leave("picture = ?", file.picture());
    tx.sql()
        .update(
            "update pictures set content = ?, width = ?, height = ?, bytes = ? where id = ?",
            content,
            width,
            height,
            bytes,
            file.picture());
    Picture picture = new PictureRows(tx).whatever(file.picture()).orElseThrow();
    tx.record(
        new AuditEvent(
            Act.PICTURE_READ,
            file.picture(),
            "",
            "",
            Optional.of(PictureRows.content(picture)),
            Optional.empty()));
    PictureRows.weigh(tx, caseOf(file.picture()), bytes - file.bytes());
  }

  @Override
  public void giveUp(Id.Picture picture, String reason) {
    Id.Case of = caseOf(picture);
    tx.record(AuditEvent.of(Act.PICTURE_UNREADABLE, picture, "", ""));
    giveUp(of, "picture = ?", picture, reason);
  }

  /** Nobody wants to read what is left of a case. */
  void cancel(Id.Case of, String reason) {
    giveUp(of, "case_id = ?", of, "was not read: " + reason);
  }

  private void giveUp(Id.Case of, String which, Id id, String reason) {
    String unread = which + " and pack is not null";
    long bytes =
        tx.sql().count("select coalesce(sum(bytes), 0) as n from handed_in where " + unread, id);
    tx.sql()
        .update(
            "update pictures set bytes = 0 where id in (select picture from handed_in where "
                + unread
                + ")",
            id);
    tx.sql()
        .update(
            "update handed_in set unreadable = ? where " + unread,
            reason.substring(0, Math.min(reason.length(), LONGEST_REASON)),
            id);
    leave(which, id);
    PictureRows.weigh(tx, of, -bytes);
  }

  /** Some files need their packs no more. */
  private void leave(String which, Id id) {
    tx.sql()
        .update(
            "insert into left_packs (pack, case_id) select distinct pack, case_id from handed_in where "
                + which
                + " and pack is not null on conflict (pack) do nothing",
            id);
    tx.sql().update("update handed_in set pack = null where " + which, id);
  }

  private Id.Case caseOf(Id.Picture picture) {
    return tx.sql()
        .one(
            "select case_id from handed_in where picture = ?",
            row -> row.id("case_id", Id.Case::new),
            picture)
        .orElseThrow(() -> new InputException("picture: there is none of this id"));
  }

  @Override
  public List<UnreadablePicture> unreadable(Id.Case of) {
    return tx.sql()
        .list(
            "select h.picture, h.file_number, h.cell_number, h.unreadable, p.file_name, t.salt, t.text"
                + " from handed_in h join pictures p on p.id = h.picture"
                + " left join sealed_texts t on t.digest = p.file_name"
                + " where h.case_id = ? and h.unreadable is not null"
                + " order by h.cell_number, h.file_number, h.picture",
            row ->
                new UnreadablePicture(
                    row.id("picture", Id.Picture::new),
                    row.small("file_number"),
                    row.maybeSmall("cell_number"),
                    SealedTexts.of(row, "file_name"),
                    row.text("unreadable")),
            of);
  }

  @Override
  public long unread(Id.Case of) {
    return tx.sql()
        .count("select count(*) as n from handed_in where case_id = ? and pack is not null", of);
  }

  /**
   * Deletes the files that are left of a case whose subject is erased, whoever keeps left ones: a
   * back-up must not be why they stay.
   */
  void erase(Id.Case of) {
    List<Hash> packs =
        tx.sql().list("select pack from left_packs where case_id = ?", row -> row.hash("pack"), of);
    tx.sql().update("delete from handed_in where case_id = ?", of);
    tx.sql().update("delete from left_packs where case_id = ?", of);
    for (Hash pack : packs) {
      if (!new PictureRows(tx).has(pack)) {
        tx.blobs().delete(pack);
      }
    }
  }

  @Override
  public boolean hasLeftPacks() {
    return tx.sql().one("select 1 as n from left_packs limit 1", row -> true).isPresent();
  }

  @Override
  public int deleteLeftPacks() {
    if (tx.blobs().isHeld()) {
      return 0;
    }
    // While nobody else writes: a request that stores the same pack again looks for it as it does.
    List<Hash> free =
        tx
            .sql()
            .list(
                "select pack from left_packs l where not exists"
                    + " (select 1 from handed_in h where h.pack = l.pack)",
                row -> row.hash("pack"))
            .stream()
            .collect(Collectors.toList());
    for (Hash pack : free) {
      tx.sql().update("delete from left_packs where pack = ?", pack);
      if (!new PictureRows(tx).has(pack)) {
        tx.blobs().delete(pack);
      }
    }
    return free.size();
  }
}
