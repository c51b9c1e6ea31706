package org.allnet.service.store;

import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.GalleryPlace;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Proposal;
import org.allnet.service.domain.Subject;

/** Compares projects, subjects, cases, pictures, cells and answers with the audit log. */
final class CaseCheck {

  private final StateCheck check;
  private final Sql sql;

  CaseCheck(StateCheck check, Sql sql) {
    this.check = check;
    this.sql = sql;
  }

  void run() {
    projects();
    subjects();
    check.made("cases", Act.CASE_OPENED, row -> CaseRows.hash(CaseRows.read(row)));
    check.each(
        "cases",
        "id",
        "select t.id, t.status, (select a.after_text "
            + StateCheck.LINES
            + " in ('case-opened', 'case-status-changed') order by a.sequence desc limit 1)"
            + " as said from cases t",
        row ->
            check.same(
                "cases",
                row.text("id"),
                "its status",
                row.text("status"),
                row.maybe("said").orElse("none")));
    came("pictures", "pictures-added", this::pictures);
    readPictures();
    came("cells", "cells-found", this::cells);
    proposals();
    fields();
    check.made(
        "webhooks",
        Act.WEBHOOK_ADDED,
        row ->
            WebhookRows.hash(
                row.text("id"), row.text("project"), row.text("address"), row.instant("created")));
    check.done("webhooks", "removed", Act.WEBHOOK_REMOVED);
  }

  private void projects() {
    check.made("projects", Act.PROJECT_CREATED, this::project);
    check.each(
        "projects",
        "id",
        "select t.*, (select a.after_text "
            + StateCheck.LINES
            + " in ('project-created', 'project-rules-changed') order by a.sequence desc limit 1)"
            + " as rules, (select a.after_text "
            + StateCheck.LINES
            + " = 'project-classes-changed' order by a.sequence desc limit 1) as log_classes"
            + " from projects t",
        row -> {
          Project project = ProjectRows.project(row);
          String id = project.id().text();
          check.same(
              "projects",
              id,
              "what holds for it",
              ProjectRows.words(project.rules()),
              row.maybe("rules").orElse("none"));
          String classes = ProjectRows.ClassWords.of(project);
          check.same(
              "projects", id, "its classes", classes, row.maybe("log_classes").orElse(classes));
        });
  }

  /** The hash of a project with the classes that it had at first, which its first change tells. */
  private Hash project(Sql.Row row) {
    Project project = ProjectRows.project(row);
    String now = ProjectRows.ClassWords.of(project);
    Optional<String> first =
        sql.one(
            "select case when before_text = '' then after_text else before_text end as classes"
                + " from audit_log where object = ? and act = 'project-classes-changed'"
                + " order by sequence limit 1",
            line -> line.text("classes"),
            project.id());
    return ProjectRows.hash(project, first.orElse(now));
  }

  private void subjects() {
    check.made("subjects", Act.SUBJECT_CREATED, row -> name(row).orElse(Hash.of("no pseudonym")));
    check.done("subjects", "erased", Act.SUBJECT_ERASED);
    check.each(
        "subjects",
        "id",
        "select t.*, a.after_text, (select count(*) from audit_log e where e.object = t.id"
            + " and e.act = 'subject-erased') as gone from subjects t"
            + " join audit_log a on a.object = t.id and a.act = 'subject-created'",
        row -> {
          Subject subject = SubjectRows.subject(row);
          String said = row.text("after_text");
          if (!said.isEmpty()) {
            check.same(
                "subjects", subject.id().text(), "its project", SubjectRows.words(subject), said);
          }
          if (row.number("gone") > 0 && subject.pseudonym().isPresent()) {
            check.add("subjects", subject.id().text(), "it was erased and has a pseudonym again");
          }
        });
  }

  /** The digest of the pseudonym of a row; that of the log if the subject was erased. */
  private Optional<Hash> name(Sql.Row row) {
    String id = row.text("id");
    boolean isErased =
        sql.count(
                "select count(*) as n from audit_log where object = ? and act = 'subject-erased'",
                id)
            > 0;
    if (isErased) {
      return row.maybe("log_record").map(Hash::new);
    }
    return row.maybe("pseudonym")
        .flatMap(
            name ->
                sql.one(
                    "select * from sealed_texts where digest = ? and subject = ? and text = ?",
                    text -> text.hash("digest"),
                    row.text("log_record"),
                    id,
                    name));
  }

  /** The hash of the rows that came together by a line of the log; empty if they were erased. */
  private interface Together {

    Optional<Hash> of(String object, long line);
  }

  private void came(String table, String act, Together together) {
    check.each(
        table,
        "object",
        "select object, sequence, record from audit_log where act = ? and record is not null",
        row -> {
          Optional<Hash> now = together.of(row.text("object"), row.number("sequence"));
          if (now.filter(hash -> !hash.hex().equals(row.text("record"))).isPresent()) {
            check.add(table, "of case " + row.text("object"), "they are not what was written");
          }
        },
        act);
    check.none(
        table,
        "no line of the audit log made it",
        "select t.id as row from "
            + table
            + " t where not exists (select 1 from audit_log a where a.object = t.case_id"
            + " and a.act = ? and (a.sequence = t.line or (a.record is null and t.line is null)))",
        act);
  }

  private Optional<Hash> pictures(String of, long line) {
    boolean isErased =
        sql.count(
                "select count(*) as n from cases c join audit_log a on a.object = c.subject"
                    + " where c.id = ? and a.act = 'subject-erased'",
                of)
            > 0;
    return isErased
        ? Optional.empty()
        : Optional.of(
            PictureRows.hash(
                sql.list(
                    "select p.*, t.salt, t.text, (select count(*) from audit_log a"
                        + " where a.object = p.id and a.act = 'picture-read') as later"
                        + " from pictures p left join sealed_texts t on t.digest = p.file_name"
                        + " where p.case_id = ? and p.line = ?",
                    row ->
                        row.number("later") > 0
                            ? unread(PictureRows.picture(row))
                            : PictureRows.picture(row),
                    of,
                    line)));
  }

  /** A picture as it came, before its file was read. */
  private static Picture unread(Picture read) {
    return new Picture(
        read.id(),
        read.of(),
        Optional.empty(),
        read.width(),
        read.height(),
        read.kind(),
        read.fileName(),
        read.synthetic());
  }

  /** Pictures whose files were read later show what was read. */
  private void readPictures() {
    check.each(
        "pictures",
        "id",
        "select p.*, t.salt, t.text, a.record from pictures p"
            + " join audit_log a on a.object = p.id and a.act = 'picture-read'"
            + " left join sealed_texts t on t.digest = p.file_name"
            + " where not exists (select 1 from cases c join audit_log e on e.object = c.subject"
            + " and e.act = 'subject-erased' where c.id = p.case_id)",
        row -> {
          if (!PictureRows.content(PictureRows.picture(row)).hex().equals(row.text("record"))) {
            check.add("pictures", row.text("id"), "it is not what was read");
          }
        });
  }

  private Optional<Hash> cells(String of, long line) {
    return Optional.of(
        CaseCellRows.hash(
            sql.list(
                "select * from cells where case_id = ? and line = ?",
                CaseCellRows::cell,
                of,
                line)));
  }

  private void proposals() {
    check.each(
        "proposals",
        "cell",
        "select p.*, e.case_id, e.number, a.sequence as log_line, a.record as log_record,"
            + " g.case_id || ' ' || g.label || ' ' || g.stage || '-' || g.distance || '-'"
            + " || g.number as place from proposals p join cells e on e.id = p.cell"
            + " left join gallery_places g on g.cell = p.cell and g.model = p.model"
            + " left join audit_log a on a.object = p.cell and a.act = 'cell-answered'"
            + " and a.before_text = p.model",
        row -> {
          Proposal said = ProposalRows.proposal(row);
          String cell = said.cell().text();
          if (row.maybe("log_line").isEmpty()) {
            check.add("proposals", cell, "no line of the audit log made it");
          } else if (row.maybe("log_record")
              .filter(record -> !record.equals(ProposalRows.hash(said).hex()))
              .isPresent()) {
            check.add("proposals", cell, "it is not what the model said");
          }
          check.same(
              "gallery_places",
              cell,
              "its place",
              row.maybe("place").orElse("none"),
              "%s %s %s"
                  .formatted(
                      row.text("case_id"),
                      said.proposed().orElse(""),
                      GalleryPlace.of(said, row.small("number")).key()));
        });
    check.none(
        "proposals",
        "it was deleted",
        "select a.object as row from audit_log a where a.act = 'cell-answered' and not exists"
            + " (select 1 from proposals p where p.cell = a.object and p.model = a.before_text)");
    check.none(
        "gallery_places",
        "nothing was proposed of the cell",
        "select g.cell as row from gallery_places g where not exists"
            + " (select 1 from proposals p where p.cell = g.cell and p.model = g.model)");
  }

  private void fields() {
    check.each(
        "field_looks",
        "picture",
        "select f.*, (select a.sequence from audit_log a where a.object = f.picture"
            + " and a.act = 'field-looked-at' order by a.sequence desc limit 1) as log_line,"
            + " (select a.record from audit_log a where a.object = f.picture"
            + " and a.act = 'field-looked-at' order by a.sequence desc limit 1) as log_record"
            + " from field_looks f where f.looked = 1",
        row -> {
          Id.Picture picture = row.id("picture", Id.Picture::new);
          Hash now = FieldLookRows.hash(FieldLookRows.look(row));
          List<String> said = row.maybe("log_record").stream().toList();
          if (row.maybe("log_line").isEmpty()) {
            check.add("field_looks", picture.text(), "no line of the audit log made it");
          } else if (!said.isEmpty() && !said.contains(now.hex())) {
            check.add("field_looks", picture.text(), "it is not what was seen");
          }
        });
  }
}
