package org.allnet.service.web.reading;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseReading.Kind;
import org.allnet.service.domain.CaseVerdicts;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.FinalVerdict;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Judgement;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.ReadingOrder;
import org.allnet.service.domain.ReadingVerdicts;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.Shown;
import org.allnet.service.result.CellWords;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/** Decides of the cells that two readers judged differently, without knowing who said what. */
public final class AdjudicationPages implements PageSet {

  private static final String PATH = "/projects/{project}/adjudications/{reading}";
  private static final String FIELD = "cell-";

  /** Before the cell's id: what the page showed as decided. */
  private static final String WAS = "was-";

  private static final String NOTHING = "none";

  private final SecureRandom random = new SecureRandom();

  /**
   * A cell to decide.
   *
   * @param cell which one
   * @param one what one reader says, in an order that tells nobody's name
   * @param other what the other one says
   * @param decided what the adjudication says so far; empty if nothing
   */
  public record Line(
      Id.Cell cell, CellVerdict one, CellVerdict other, Optional<CellVerdict> decided) {}

  /**
   * The page of an adjudication.
   *
   * @param project the project
   * @param reading the adjudication
   * @param cells what is to be decided, in random order
   * @param verdicts what can be said of a cell
   * @param failure why a decision was refused; empty if none was tried
   * @param typed what was chosen and not kept, by the names of fields
   * @param reason what was typed
   */
  public record Page(
      Project project,
      CaseReading reading,
      List<Line> cells,
      List<CellVerdict> verdicts,
      String failure,
      Map<String, String> typed,
      String reason) {

    /**
     * Returns whether a verdict is chosen as the page comes.
     *
     * @param line the cell
     * @param verdict what may be said of it
     */
    public boolean isChosen(Line line, CellVerdict verdict) {
      return typed.getOrDefault(field(line), key(line.decided())).equals(verdict.key());
    }

    /** {@return the name of the field that says what the page showed as decided of a cell} */
    public String wasField(Line line) {
      return WAS + line.cell().text();
    }

    /** {@return what the page shows as decided of a cell} */
    public String was(Line line) {
      return key(line.decided());
    }

    /** {@return the address of the page} */
    public String here() {
      return "/projects/%s/adjudications/%s".formatted(project.id().text(), reading.id().text());
    }

    /** {@return how many cells are decided} */
    public long decided() {
      return cells.stream().filter(line -> line.decided().isPresent()).count();
    }

    /** {@return the name of the field of a cell} */
    public String field(Line line) {
      return FIELD + line.cell().text();
    }
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page(
                PATH,
                Access.to(Permission.JUDGE),
                "The cells that two readers judged differently, for who decides."),
            visit -> show(visit, 200, "", Map.of())),
        new Endpoint(
            Route.action(PATH, Access.to(Permission.JUDGE), "Decides of cells."), this::decide),
        new Endpoint(
            Route.action(PATH + "/end", Access.to(Permission.JUDGE), "Ends an adjudication."),
            this::end));
  }

  private static CaseReading reading(Transaction tx, Visit visit) {
    return Visit.found(
        tx.readings()
            .get(visit.project().id(), visit.id("reading", Id.Reading::new))
            .filter(
                found ->
                    found.kind() == Kind.ADJUDICATION
                        && found.reader().equals(visit.account().id())));
  }

  private static String key(Optional<CellVerdict> verdict) {
    return verdict.map(CellVerdict::key).orElse(NOTHING);
  }

  private void show(Visit visit, int status, String failure, Map<String, String> typed) {
    Page page =
        visit
            .store()
            .read(
                tx -> {
                  CaseReading reading = reading(tx, visit);
                  List<CellVerdict> verdicts = new ArrayList<>();
                  visit
                      .project()
                      .classes()
                      .forEach(name -> verdicts.add(new CellVerdict.OfClass(name)));
                  verdicts.addAll(
                      List.of(
                          CellVerdict.Other.ARTEFACT,
                          CellVerdict.Other.SMUDGE,
                          CellVerdict.Other.NOT_CLASSED));
                  return new Page(
                      visit.project(),
                      reading,
                      lines(tx, reading),
                      verdicts,
                      failure,
                      typed,
                      visit.maybeField("reason").orElse(""));
                });
    visit.show(status, "reading/adjudication.jte", page);
  }

  private static List<Line> lines(Transaction tx, CaseReading reading) {
    CaseVerdicts verdicts = tx.judgements().verdicts(reading.of());
    List<ReadingVerdicts> first = verdicts.of(Kind.FIRST);
    Map<Id.Cell, Judgement> decided = tx.judgements().last(reading.id());
    List<Line> lines = new ArrayList<>();
    for (Id.Cell cell : tx.readings().cells(reading)) {
      Optional<CellVerdict> one = FinalVerdict.of(first, cell).map(FinalVerdict::verdict);
      Optional<CellVerdict> other = verdicts.against(cell);
      if (one.isPresent() && other.isPresent()) {
        boolean exchanged = ReadingOrder.isExchanged(reading.seed(), cell);
        lines.add(
            new Line(
                cell,
                exchanged ? other.get() : one.get(),
                exchanged ? one.get() : other.get(),
                Optional.ofNullable(decided.get(cell)).flatMap(Judgement::after)));
      }
    }
    return List.copyOf(lines);
  }

  private void decide(Visit visit) {
    CaseReading asked = visit.store().read(tx -> reading(tx, visit));
    Map<String, String> typed = typed(visit);
    try {
      visit.store().change(visit.actor(), tx -> decide(tx, visit, typed));
      visit.redirect(path(visit, asked));
    } catch (InputException e) {
      show(visit, 422, String.valueOf(e.getMessage()), typed);
    }
  }

  /** What was chosen and is another verdict than the page came with. */
  private static Map<String, String> typed(Visit visit) {
    Map<String, String> typed = new HashMap<>();
    for (Line line : visit.store().read(tx -> lines(tx, reading(tx, visit)))) {
      String field = FIELD + line.cell().text();
      visit
          .maybeField(field)
          .filter(said -> !said.equals(was(visit, line)))
          .ifPresent(said -> typed.put(field, said));
    }
    return typed;
  }

  private static String was(Visit visit, Line line) {
    return visit.maybeField(WAS + line.cell().text()).orElse(NOTHING);
  }

  private static String path(Visit visit, CaseReading reading) {
    return "/projects/%s/adjudications/%s"
        .formatted(visit.project().id().text(), reading.id().text());
  }

  private void decide(Transaction tx, Visit visit, Map<String, String> typed) {
    CaseReading reading = reading(tx, visit);
    Instant now = visit.now().truncatedTo(ChronoUnit.MICROS);
    Optional<String> reason = visit.maybeField("reason");
    List<Judgement> events = new ArrayList<>();
    int number = 0;
    for (Line line : lines(tx, reading)) {
      number++;
      Optional<CellVerdict> said =
          Optional.ofNullable(typed.get(FIELD + line.cell().text())).map(CellVerdict::of);
      if (said.isPresent() && !said.equals(line.decided())) {
        if (!was(visit, line).equals(key(line.decided()))) {
          throw new InputException(
              "cell %d: '%s' is decided by now; look again"
                  .formatted(number, line.decided().map(CellWords::of).orElse("nothing")));
        }
        events.add(
            new Judgement(
                Id.Judgement.fresh(),
                line.cell(),
                reading.id(),
                visit.account().id(),
                now,
                new Shown(Optional.empty(), Optional.empty(), false, 1, Optional.empty()),
                line.decided(),
                said,
                reason.map(text -> SealedText.of(text, random))));
      }
    }
    tx.judgements().append(events);
  }

  private void end(Visit visit) {
    CaseReading asked = visit.store().read(tx -> reading(tx, visit));
    boolean open =
        visit.store().read(tx -> lines(tx, asked)).stream()
            .anyMatch(line -> line.decided().isEmpty());
    if (open) {
      show(visit, 422, "Decide about every cell first.", Map.of());
      return;
    }
    Map<String, String> typed = typed(visit);
    if (!typed.isEmpty()) {
      show(
          visit,
          422,
          "Not ended: some decisions were chosen and not kept. Keep them first.",
          typed);
      return;
    }
    if (asked.closed().isPresent()) {
      throw new HttpFailure(409, "The adjudication has ended already.");
    }
    visit.store().change(visit.actor(), tx -> tx.readings().close(reading(tx, visit).id()));
    visit.redirect("/projects/%s/readings".formatted(visit.project().id().text()));
  }
}
