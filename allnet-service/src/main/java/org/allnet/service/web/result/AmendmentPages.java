package org.allnet.service.web.result;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.allnet.data.InputException;
import org.allnet.data.file.Decimal;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Judgement;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.Shown;
import org.allnet.service.result.CaseResult;
import org.allnet.service.result.CaseResults;
import org.allnet.service.result.CellResult;
import org.allnet.service.result.CellWords;
import org.allnet.service.result.MachineAnswer;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/** Changes what is said of a cell of a signed case. The result has to be signed again. */
public final class AmendmentPages implements PageSet {

  private static final String AMENDMENT = "/projects/{project}/cases/{case}/amendment";
  private static final int CELLS_PER_PAGE = 100;

  private final SecureRandom random = new SecureRandom();

  /**
   * The page of an amendment.
   *
   * @param result the result as it is now
   * @param cells those of this page
   * @param from how many were passed over
   * @param chosen the cell that is to be changed; empty if none is chosen yet
   * @param verdicts what can be said of a cell
   * @param failure why a change was refused; empty if none was tried
   * @param typed what was typed
   */
  public record Page(
      CaseResult result,
      List<CellResult> cells,
      int from,
      Optional<CellResult> chosen,
      List<CellVerdict> verdicts,
      String failure,
      Typed typed) {

    /**
     * Returns what the page shows of a cell, for the form that changes it.
     *
     * @param cell one of the case
     * @return the key of its verdict, or that there is none
     */
    public String now(CellResult cell) {
      return said(cell);
    }

    /** {@return the address of the case} */
    public String here() {
      return "/projects/%s/cases/%s"
          .formatted(result.project().id().text(), result.of().id().text());
    }

    /**
     * Returns where the small picture of a cell is.
     *
     * @param cell one of the case
     */
    public String small(CellResult cell) {
      return "/projects/%s/cells/%s/small"
          .formatted(result.project().id().text(), cell.cell().id().text());
    }

    /** {@return how many cells are on a page} */
    public int size() {
      return CELLS_PER_PAGE;
    }

    /** {@return whether there are more cells} */
    public boolean more() {
      return from + CELLS_PER_PAGE < result.content().cells().size();
    }
  }

  /**
   * What somebody chose and typed.
   *
   * @param verdict the key of a verdict; empty if none was chosen
   * @param reason why it changes
   */
  public record Typed(String verdict, String reason) {

    static final Typed NOTHING = new Typed("", "");
  }

  /** What is said of a cell, so that nobody writes over what they have not seen. */
  private static String said(CellResult cell) {
    return cell.verdict().map(CellVerdict::key).orElse("none");
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page(
                AMENDMENT,
                Access.to(Permission.AMEND),
                "The cells of a signed case, one of which is to be changed."),
            visit -> show(visit, 200, Optional.empty(), "", Typed.NOTHING)),
        new Endpoint(
            Route.action(AMENDMENT, Access.to(Permission.AMEND), "Changes what is said of a cell."),
            this::change));
  }

  /** All that can be said of a cell of a project. */
  static List<CellVerdict> verdicts(List<String> classes) {
    List<CellVerdict> all = new ArrayList<>();
    classes.forEach(name -> all.add(new CellVerdict.OfClass(name)));
    all.addAll(List.of(CellVerdict.Other.values()));
    return List.copyOf(all);
  }

  private void show(
      Visit visit, int status, Optional<Integer> number, String failure, Typed typed) {
    int from = visit.number("from", 0, 10_000_000);
    Page page =
        visit
            .store()
            .read(
                tx -> {
                  Case of = AskedCase.open(tx, visit);
                  CaseResult result = new CaseResults(tx).now(of);
                  List<CellResult> all = result.content().cells();
                  int chosen = number.orElseGet(() -> visit.number("cell", 0, 10_000_000));
                  return new Page(
                      result,
                      all.subList(
                          Math.min(from, all.size()), Math.min(from + CELLS_PER_PAGE, all.size())),
                      from,
                      numbered(all, chosen),
                      verdicts(result.content().classes()),
                      failure,
                      typed);
                });
    visit.show(status, "result/amendment.jte", page);
  }

  private static Optional<CellResult> numbered(List<CellResult> cells, int number) {
    return cells.stream().filter(one -> one.cell().number() == number).findFirst();
  }

  private void change(Visit visit) {
    Case asked = visit.store().read(tx -> AskedCase.open(tx, visit));
    Typed typed =
        new Typed(visit.maybeField("verdict").orElse(""), visit.maybeField("reason").orElse(""));
    int number = 0;
    try {
      number = number(visit.field("number"));
      int chosen = number;
      CellVerdict verdict = CellVerdict.of(visit.field("verdict"));
      if (typed.reason().isEmpty()) {
        throw new InputException("reason: is empty; say why the verdict is another one");
      }
      visit.store().change(visit.actor(), tx -> judge(tx, visit, chosen, verdict, typed.reason()));
      visit.redirect(
          "/projects/%s/cases/%s/result?version=now"
              .formatted(asked.project().text(), asked.id().text()));
    } catch (InputException e) {
      show(visit, 422, Optional.of(number), String.valueOf(e.getMessage()), typed);
    } catch (HttpFailure e) {
      if (e.status() != 422) {
        throw e;
      }
      show(visit, 422, Optional.of(number), e.words(), typed);
    }
  }

  private static int number(String text) {
    OptionalLong number = Decimal.whole(text);
    if (number.isEmpty() || number.getAsLong() < 1 || number.getAsLong() > Integer.MAX_VALUE) {
      throw new InputException("cell: '%s' is no number of a cell".formatted(text));
    }
    return (int) number.getAsLong();
  }

  private void judge(Transaction tx, Visit visit, int number, CellVerdict verdict, String reason) {
    Case of = AskedCase.open(tx, visit);
    Instant now = visit.now().truncatedTo(ChronoUnit.MICROS);
    CaseResult result = new CaseResults(tx).now(of);
    CellResult cell =
        numbered(result.content().cells(), number)
            .orElseThrow(() -> new InputException("cell: the case has none of number " + number));
    if (!visit.maybeField("now").orElse("").equals(said(cell))) {
      throw new InputException(
          "cell: the result says '%s' of it by now; look again"
              .formatted(cell.verdict().map(CellWords::of).orElse("nothing")));
    }
    if (cell.verdict().equals(Optional.of(verdict))) {
      throw new InputException("cell: the result says this already");
    }
    CaseReading reading = reading(tx, visit, of, now);
    Optional<String> proposed = cell.machine().flatMap(MachineAnswer::proposed);
    Optional<Hash> model = cell.machine().isPresent() ? result.content().model() : Optional.empty();
    tx.judgements()
        .append(
            List.of(
                new Judgement(
                    Id.Judgement.fresh(),
                    cell.cell().id(),
                    reading.id(),
                    visit.account().id(),
                    now,
                    new Shown(model, proposed, false, 1, Optional.empty()),
                    Optional.ofNullable(tx.judgements().last(reading.id()).get(cell.cell().id()))
                        .flatMap(Judgement::after),
                    Optional.of(verdict),
                    Optional.of(SealedText.of(reason, random)))));
  }

  /** The person's amendment that goes on, or a new one. */
  private CaseReading reading(Transaction tx, Visit visit, Case of, Instant now) {
    Optional<CaseReading> open =
        tx.readings().of(of.id()).stream()
            .filter(
                one ->
                    one.kind() == CaseReading.Kind.AMENDMENT
                        && one.closed().isEmpty()
                        && one.reader().equals(visit.account().id()))
            .findFirst();
    if (open.isPresent()) {
      return open.get();
    }
    CaseReading begun =
        new CaseReading(
            Id.Reading.fresh(),
            of.id(),
            CaseReading.Kind.AMENDMENT,
            visit.account().id(),
            false,
            random.nextLong(),
            now,
            Optional.empty());
    tx.readings().open(begun);
    return begun;
  }
}
