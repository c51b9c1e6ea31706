package org.allnet.service.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.GalleryCell;
import org.allnet.service.domain.GalleryCounts;
import org.allnet.service.domain.GalleryFilter;
import org.allnet.service.domain.GalleryPlace;
import org.allnet.service.domain.GalleryPlace.Stage;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Proposal;
import org.allnet.service.domain.ReferenceCell;

/** Galleries as rows. */
final class GalleryRows implements Gallery {

  /** Of one subject, so that the cells of a single smear are not all there is to compare with. */
  private static final int REFERENCES_OF_A_SUBJECT = 2;

  /** The places of answered cells, in their order; the rest of a page is joined to these alone. */
  private static final String PLACED =
      "select g.cell, g.model, g.stage, g.distance, g.number as place_number, v.verdict"
          + " from gallery_places g left join verdicts v on v.reading = ? and v.cell = g.cell"
          + " where g.case_id = ? and g.model = ?";

  private static final String DETAILS =
      " s join cells e on e.id = s.cell join pictures i on i.id = e.picture"
          + " left join proposals p on p.cell = s.cell and p.model = s.model"
          + " order by s.stage, s.distance, s.place_number";

  private static final String COLUMNS =
      "select e.*, i.content, s.stage, s.distance, s.place_number, s.verdict, p.model, p.cell,"
          + " p.decision, p.probabilities, p.possible, p.at from (";

  /** Cells without an answer, as the rows of {@link #PLACED}. */
  private static final String UNPLACED =
      "select c.id as cell, cast(? as text) as model, %d as stage, 0 as distance,"
              .formatted(Stage.NO_ANSWER.ordinal())
          + " c.number as place_number, v.verdict"
          + " from cells c left join verdicts v on v.reading = ? and v.cell = c.id"
          + " where c.case_id = ? and c.number > ? and not exists"
          + " (select 1 from gallery_places g where g.cell = c.id and g.model = ?)";

  private final Transaction tx;

  GalleryRows(Transaction tx) {
    this.tx = tx;
  }

  /** Keeps where a new proposal puts its cell. */
  static void place(Transaction tx, Proposal proposal) {
    Cell cell =
        tx.sql()
            .one("select * from cells where id = ?", CaseCellRows::cell, proposal.cell())
            .orElseThrow(() -> new InputException("cell: there is none of this id"));
    GalleryPlace place = GalleryPlace.of(proposal, cell.number());
    tx.sql()
        .insert(
            "place in the gallery",
            "insert into gallery_places (cell, model, case_id, label, stage, distance, number)"
                + " values (?, ?, ?, ?, ?, ?, ?)",
            cell.id(),
            proposal.model(),
            cell.of(),
            proposal.proposed().orElse(""),
            place.stage().ordinal(),
            place.distance(),
            place.number());
  }

  /** Keeps what a reading says of a cell from now on. */
  static void say(
      Transaction tx, CaseReading reading, Id.Cell cell, Optional<CellVerdict> says, long at) {
    if (says.isEmpty()) {
      tx.sql().update("delete from verdicts where reading = ? and cell = ?", reading.id(), cell);
      return;
    }
    tx.sql()
        .update(
            "insert into verdicts (reading, cell, project, verdict, sequence)"
                + " select ?, ?, project, ?, ? from cases where id = ?"
                + " on conflict (reading, cell) do update"
                + " set verdict = excluded.verdict, sequence = excluded.sequence",
            reading.id(),
            cell,
            says.get().key(),
            at,
            reading.of());
  }

  @Override
  public List<GalleryCell> page(
      CaseReading reading,
      Optional<Hash> model,
      GalleryFilter filter,
      Optional<GalleryPlace> after,
      int most) {
    if (filter.group().isPresent() && (isListed(reading) || model.isEmpty())) {
      throw new InputException("gallery: shows no proposals, so it has no groups of them");
    }
    if (isListed(reading)) {
      return listed(reading, model, filter, after, most);
    }
    List<GalleryCell> page = new ArrayList<>();
    if (model.isPresent() && after.filter(key -> key.stage() == Stage.NO_ANSWER).isEmpty()) {
      page.addAll(placed(reading, model.get(), filter, after, most));
    }
    if (filter.group().isEmpty() && page.size() < most) {
      page.addAll(unplaced(reading, model, filter, after, most - page.size()));
    }
    return page;
  }

  private List<GalleryCell> placed(
      CaseReading reading,
      Hash model,
      GalleryFilter filter,
      Optional<GalleryPlace> after,
      int most) {
    StringBuilder sql = new StringBuilder(COLUMNS).append(PLACED);
    List<Object> values = new ArrayList<>(List.of(reading.id(), reading.of(), model));
    filter
        .group()
        .ifPresent(
            group -> {
              List<String> labels = new ProjectRows(tx).of(reading.of()).namesOfModels(group);
              String more = ", ?".repeat(Math.max(0, labels.size() - 1));
              sql.append(labels.isEmpty() ? " and 1 = 0" : " and g.label in (?" + more + ")");
              values.addAll(labels);
            });
    after.ifPresent(
        key -> {
          sql.append(" and (g.stage, g.distance, g.number) > (?, ?, ?)");
          values.addAll(List.of(key.stage().ordinal(), key.distance(), key.number()));
        });
    said(filter, sql, values);
    sql.append(" order by g.stage, g.distance, g.number limit ?)").append(DETAILS);
    values.add(most);
    return tx.sql().list(sql.toString(), GalleryRows::answered, values.toArray());
  }

  private static String group(Project project, String label) {
    return project.classOf(label).orElse(label);
  }

  private List<GalleryCell> unplaced(
      CaseReading reading,
      Optional<Hash> model,
      GalleryFilter filter,
      Optional<GalleryPlace> after,
      int most) {
    String none = model.map(Hash::hex).orElse("");
    int from =
        after.filter(key -> key.stage() == Stage.NO_ANSWER).map(GalleryPlace::number).orElse(0);
    StringBuilder sql = new StringBuilder(COLUMNS).append(UNPLACED);
    List<Object> values = new ArrayList<>(List.of(none, reading.id(), reading.of(), from, none));
    said(filter, sql, values);
    sql.append(" order by c.number limit ?)").append(DETAILS);
    values.add(most);
    return tx.sql().list(sql.toString(), GalleryRows::answered, values.toArray());
  }

  private static void said(GalleryFilter filter, StringBuilder sql, List<Object> values) {
    filter
        .verdict()
        .ifPresent(
            verdict -> {
              sql.append(" and v.verdict = ?");
              values.add(verdict.key());
            });
    filter
        .reviewed()
        .ifPresent(is -> sql.append(" and v.verdict is ").append(is ? "not null" : "null"));
  }

  private static GalleryCell answered(Sql.Row row) {
    return new GalleryCell(
        CaseCellRows.cell(row),
        row.maybe("content").map(Hash::new),
        new GalleryPlace(
            Stage.values()[row.small("stage")], row.small("distance"), row.small("place_number")),
        row.maybe("decision").isPresent()
            ? Optional.of(ProposalRows.proposal(row))
            : Optional.empty(),
        row.maybe("verdict").map(CellVerdict::of));
  }

  /**
   * Whether a reading has an order of its own: that of a blinded one must not tell what the model
   * says, and an adjudication is about some cells alone.
   */
  private static boolean isListed(CaseReading reading) {
    return reading.blinded() || reading.kind() == CaseReading.Kind.ADJUDICATION;
  }

  private List<GalleryCell> listed(
      CaseReading reading,
      Optional<Hash> model,
      GalleryFilter filter,
      Optional<GalleryPlace> after,
      int most) {
    List<Id.Cell> all = tx.readings().cells(reading);
    Map<String, CellVerdict> said = new HashMap<>();
    tx.sql()
        .each(
            "select cell, verdict from verdicts where reading = ?",
            row -> said.put(row.text("cell"), CellVerdict.of(row.text("verdict"))),
            reading.id());
    List<GalleryCell> page = new ArrayList<>();
    for (int i = after.map(GalleryPlace::number).orElse(0); i < all.size(); i++) {
      Optional<CellVerdict> verdict = Optional.ofNullable(said.get(all.get(i).text()));
      if (page.size() < most && filter.takes(verdict)) {
        page.add(listed(reading, model, all.get(i), i, verdict));
      }
    }
    return page;
  }

  private GalleryCell listed(
      CaseReading reading,
      Optional<Hash> model,
      Id.Cell id,
      int position,
      Optional<CellVerdict> verdict) {
    return tx.sql()
        .one(
            "select e.*, i.content from cells e join pictures i on i.id = e.picture where e.id = ?",
            row ->
                new GalleryCell(
                    CaseCellRows.cell(row),
                    row.maybe("content").map(Hash::new),
                    new GalleryPlace(Stage.NO_ANSWER, 0, position + 1),
                    model
                        .filter(hash -> !reading.blinded())
                        .flatMap(hash -> tx.proposals().get(id, hash)),
                    verdict),
            id)
        .orElseThrow();
  }

  @Override
  public Optional<GalleryCell> cell(CaseReading reading, Optional<Hash> model, Id.Cell id) {
    if (isListed(reading)) {
      int position = tx.readings().cells(reading).indexOf(id);
      return position < 0
          ? Optional.empty()
          : Optional.of(listed(reading, model, id, position, said(reading, id)));
    }
    return tx.sql()
        .one(
            COLUMNS
                + "select c.id as cell, coalesce(g.model, cast(? as text)) as model,"
                + " coalesce(g.stage, %d) as stage,".formatted(Stage.NO_ANSWER.ordinal())
                + " coalesce(g.distance, 0) as distance, c.number as place_number, v.verdict"
                + " from cells c left join gallery_places g on g.cell = c.id and g.model = ?"
                + " left join verdicts v on v.reading = ? and v.cell = c.id"
                + " where c.case_id = ? and c.id = ?)"
                + DETAILS,
            GalleryRows::answered,
            model.map(Hash::hex).orElse(""),
            model.map(Hash::hex).orElse(""),
            reading.id(),
            reading.of(),
            id);
  }

  private Optional<CellVerdict> said(CaseReading reading, Id.Cell cell) {
    return tx.sql()
        .one(
            "select verdict from verdicts where reading = ? and cell = ?",
            row -> CellVerdict.of(row.text("verdict")),
            reading.id(),
            cell);
  }

  @Override
  public GalleryCounts counts(CaseReading reading, Optional<Hash> model) {
    Map<String, Long> verdicts = new HashMap<>();
    tx.sql()
        .each(
            "select verdict, count(*) as n from verdicts where reading = ? group by verdict",
            row -> verdicts.put(row.text("verdict"), row.number("n")),
            reading.id());
    Map<String, GalleryCounts.Group> groups = new HashMap<>();
    if (!isListed(reading) && model.isPresent()) {
      Project project = new ProjectRows(tx).of(reading.of());
      Map<String, Long> reviewed = new HashMap<>();
      tx.sql()
          .each(
              "select g.label, count(*) as n from verdicts v"
                  + " join gallery_places g on g.cell = v.cell and g.model = ?"
                  + " where v.reading = ? group by g.label",
              row -> reviewed.put(row.text("label"), row.number("n")),
              model.get(),
              reading.id());
      tx.sql()
          .each(
              "select label, count(*) as n from gallery_places"
                  + " where case_id = ? and model = ? group by label",
              row ->
                  groups.merge(
                      group(project, row.text("label")),
                      new GalleryCounts.Group(
                          row.number("n"), reviewed.getOrDefault(row.text("label"), 0L)),
                      GalleryCounts.Group::plus),
              reading.of(),
              model.get());
    }
    long cells =
        isListed(reading) ? tx.readings().cells(reading).size() : tx.cells().count(reading.of());
    return new GalleryCounts(cells, groups, verdicts);
  }

  @Override
  public List<Cell> neighbours(Cell cell, int most) {
    int x = 2 * cell.box().x() + cell.box().width();
    int y = 2 * cell.box().y() + cell.box().height();
    return tx.sql()
        .list(
            "select * from cells where picture = ? and id <> ? order by"
                + " cast(2 * x + width - ? as bigint) * (2 * x + width - ?)"
                + " + cast(2 * y + height - ? as bigint) * (2 * y + height - ?), number limit ?",
            CaseCellRows::cell,
            cell.picture(),
            cell.id(),
            x,
            x,
            y,
            y,
            most);
  }

  @Override
  public List<ReferenceCell> references(Id.Case of, String label, int most) {
    List<ReferenceCell> found = new ArrayList<>();
    Map<String, Integer> bySubject = new HashMap<>();
    List<ReferenceCell> latest =
        tx.sql()
            .list(
                "select e.*, i.content, s.pseudonym, o.printed_name, v.kind as said_in, v.at"
                    + " from signed_verdicts v"
                    + " join cells e on e.id = v.cell join pictures i on i.id = e.picture"
                    + " join cases c on c.id = v.case_id join subjects s on s.id = c.subject"
                    + " join sign_offs o on o.id = v.sign_off"
                    + " join cases own on own.id = ?"
                    + " where v.project = own.project and v.verdict = ?"
                    + " and c.subject <> own.subject"
                    + " and i.content is not null and s.pseudonym is not null"
                    + " and i.content not in"
                    + " (select content from pictures where case_id = ? and content is not null)"
                    + " and (i.synthetic = 0 or exists"
                    + " (select 1 from pictures m where m.case_id = own.id and m.synthetic = 1))"
                    + " order by v.at desc, e.number desc limit ?",
                row ->
                    new ReferenceCell(
                        CaseCellRows.cell(row),
                        row.hash("content"),
                        row.text("pseudonym"),
                        row.text("printed_name"),
                        CaseReading.Kind.valueOf(row.text("said_in").toUpperCase(Locale.ROOT)),
                        row.instant("at")),
                of,
                new CellVerdict.OfClass(label).key(),
                of,
                most * 10);
    for (ReferenceCell one : latest) {
      if (found.size() < most
          && bySubject.merge(one.subject(), 1, Integer::sum) <= REFERENCES_OF_A_SUBJECT) {
        found.add(one);
      }
    }
    return found;
  }
}
