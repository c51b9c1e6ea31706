package org.allnet.service.web.reading;

import java.security.SecureRandom;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.allnet.data.InputException;
import org.allnet.data.file.Decimal;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Blinding;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseReading.Kind;
import org.allnet.service.domain.CaseVerdicts;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.KnownCell;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Subject;
import org.allnet.service.result.KnownCells;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/** The readings of a case and those of a person: who reads what, and who gives it to whom. */
public final class ReadingPages implements PageSet {

  private static final String OF_CASE = "/projects/{project}/cases/{case}/readings";

  private final SecureRandom random = new SecureRandom();

  /**
   * A reading in a list.
   *
   * @param reading the reading
   * @param words what kind it is
   * @param reader the printed name
   * @param judged how many cells it has a verdict of
   * @param cells how many it is about
   */
  public record Line(CaseReading reading, String words, String reader, long judged, long cells) {}

  /**
   * The readings of a case.
   *
   * @param project the project
   * @param of the case
   * @param subject what the project calls the subject
   * @param readings its readings, oldest first
   * @param differing how many cells wait for an adjudication
   * @param readers to whom a reading may be given
   * @param gives whether who asks may give and end readings
   * @param typed what was chosen and typed
   * @param failure why that was refused; empty if nothing was tried
   */
  public record OfCase(
      Project project,
      Case of,
      String subject,
      List<Line> readings,
      int differing,
      List<Account> readers,
      boolean gives,
      Typed typed,
      String failure) {

    /** {@return the address of the case} */
    public String here() {
      return "/projects/%s/cases/%s".formatted(project.id().text(), of.id().text());
    }

    /** {@return the kinds of readings that can be given now} */
    public List<Kind> kinds() {
      List<Kind> kinds = new ArrayList<>(List.of(Kind.SECOND));
      if (differing > 0) {
        kinds.add(Kind.ADJUDICATION);
      }
      if (of.status().isSigned()) {
        kinds.add(Kind.COMPETENCY);
      }
      return kinds;
    }
  }

  /**
   * A reading as somebody wants to give it.
   *
   * @param kind the key of its kind; empty if none was chosen
   * @param reader the id of its reader; empty if none was chosen
   * @param hidden how many known cells are hidden in it
   */
  public record Typed(String kind, String reader, String hidden) {

    static final Typed NOTHING = new Typed("", "", "0");
  }

  /**
   * The readings of a person that go on.
   *
   * @param project the project
   * @param readings oldest first
   */
  public record Mine(Project project, List<Line> readings) {}

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page(
                "/projects/{project}/readings",
                Access.to(Permission.JUDGE),
                "The readings of whoever asks that go on."),
            visit ->
                visit.show(
                    "reading/mine.jte",
                    new Mine(visit.project(), visit.store().read(tx -> mine(tx, visit))))),
        new Endpoint(
            Route.page(OF_CASE, Access.to(Permission.SEE), "The readings of a case."),
            visit -> show(visit, 200, Typed.NOTHING, "")),
        new Endpoint(
            Route.action(
                OF_CASE,
                Access.to(Permission.SIGN),
                "Gives somebody a second reading, an adjudication or a competency reading."),
            this::give),
        new Endpoint(
            Route.action(
                OF_CASE + "/{reading}/end",
                Access.to(Permission.SIGN),
                "Ends a reading of a case, whosesoever it is."),
            this::end));
  }

  /**
   * Returns what a kind of reading is called.
   *
   * @param kind which kind
   */
  public static String words(Kind kind) {
    return switch (kind) {
      case FIRST -> "first reading";
      case SECOND -> "second reading, blinded";
      case ADJUDICATION -> "adjudication";
      case COMPETENCY -> "competency reading, blinded";
      case AMENDMENT -> "amendment";
    };
  }

  private static List<Line> mine(Transaction tx, Visit visit) {
    return tx.readings().open(visit.project().id(), visit.account().id()).stream()
        .filter(reading -> reading.kind() != Kind.AMENDMENT)
        .map(reading -> line(tx, reading))
        .toList();
  }

  private static Line line(Transaction tx, CaseReading reading) {
    return new Line(
        reading,
        words(reading.kind()),
        tx.accounts().get(reading.reader()).map(Account::name).orElse("unknown"),
        tx.judgements().last(reading.id()).values().stream()
            .filter(event -> event.after().isPresent())
            .count(),
        tx.readings().cells(reading).size());
  }

  private void show(Visit visit, int status, Typed typed, String failure) {
    visit.show(
        status, "reading/case.jte", visit.store().read(tx -> ofCase(tx, visit, typed, failure)));
  }

  private static OfCase ofCase(Transaction tx, Visit visit, Typed typed, String failure) {
    Case of = seen(tx, visit);
    CaseVerdicts verdicts = tx.judgements().verdicts(of.id());
    List<CaseReading> readings = tx.readings().of(of.id());
    return new OfCase(
        visit.project(),
        of,
        tx.subjects().get(of.project(), of.subject()).flatMap(Subject::pseudonym).orElse("erased"),
        readings.stream().map(reading -> line(tx, reading)).toList(),
        verdicts.differing().size(),
        tx.accounts().all().stream()
            .filter(account -> account.may(Permission.JUDGE, of.project()))
            .filter(account -> Blinding.against(Kind.SECOND, account.id(), readings).isEmpty())
            .toList(),
        visit.may(Permission.SIGN),
        typed,
        failure);
  }

  private static Case seen(Transaction tx, Visit visit) {
    Case of = Visit.found(tx.cases().get(visit.project().id(), visit.id("case", Id.Case::new)));
    if (Blinding.mustNotSee(visit.account().id(), tx.readings().of(of.id()))) {
      throw new HttpFailure(
          403, "What others say of this case is hidden from you until your reading has ended.");
    }
    return of;
  }

  private void give(Visit visit) {
    Case of = visit.store().read(tx -> seen(tx, visit));
    Typed typed =
        new Typed(
            visit.maybeField("kind").orElse(""),
            visit.maybeField("reader").orElse(""),
            visit.maybeField("hidden").orElse("0"));
    try {
      Kind kind = kind(visit.field("kind"));
      Id.Account reader = new Id.Account(Id.parse(visit.field("reader")));
      int hidden = hidden(visit.maybeField("hidden"));
      visit
          .store()
          .change(
              visit.actor(),
              tx -> {
                CaseReading reading =
                    new CaseReading(
                        Id.Reading.fresh(),
                        of.id(),
                        kind,
                        reader,
                        kind != Kind.ADJUDICATION,
                        random.nextLong(),
                        visit.now().truncatedTo(ChronoUnit.MICROS),
                        Optional.empty());
                List<KnownCell> known =
                    kind == Kind.ADJUDICATION || hidden == 0
                        ? List.of()
                        : KnownCells.choose(tx, of, reader, hidden, reading.seed());
                tx.readings().assign(reading, known);
              });
      visit.redirect(
          "/projects/%s/cases/%s/readings".formatted(of.project().text(), of.id().text()));
    } catch (InputException e) {
      show(visit, 422, typed, String.valueOf(e.getMessage()));
    }
  }

  private static Kind kind(String text) {
    for (Kind kind : List.of(Kind.SECOND, Kind.ADJUDICATION, Kind.COMPETENCY)) {
      if (kind.key().equals(text)) {
        return kind;
      }
    }
    throw new InputException("kind: there is no reading of this kind to give");
  }

  private static int hidden(Optional<String> text) {
    OptionalLong hidden = Decimal.whole(text.orElse("0"));
    if (hidden.isEmpty() || hidden.getAsLong() < 0 || hidden.getAsLong() > 100) {
      throw new InputException("hidden cells: give a number from 0 to 100");
    }
    return (int) hidden.getAsLong();
  }

  private void end(Visit visit) {
    Case of =
        visit
            .store()
            .read(
                tx -> {
                  Case found = seen(tx, visit);
                  reading(tx, visit, found);
                  return found;
                });
    try {
      visit.store().change(visit.actor(), tx -> tx.readings().close(reading(tx, visit, of).id()));
      visit.redirect(
          "/projects/%s/cases/%s/readings".formatted(of.project().text(), of.id().text()));
    } catch (InputException e) {
      show(visit, 422, Typed.NOTHING, String.valueOf(e.getMessage()));
    }
  }

  private static CaseReading reading(Transaction tx, Visit visit, Case of) {
    return Visit.found(
        tx.readings()
            .get(of.project(), visit.id("reading", Id.Reading::new))
            .filter(reading -> reading.of().equals(of.id())));
  }
}
