package org.allnet.service.web.result;

import java.security.SecureRandom;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.SignOff;
import org.allnet.service.domain.SigningCheck;
import org.allnet.service.export.ResultPdf;
import org.allnet.service.result.CaseResult;
import org.allnet.service.result.CaseResults;
import org.allnet.service.result.ReportFacts;
import org.allnet.service.result.Signing;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.access.SignIn;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/** The result of a case: looked at, printed, signed, withdrawn. */
public final class ResultPages implements PageSet {

  private static final String RESULT = "/projects/{project}/cases/{case}/result";

  private final SignIn signIn;
  private final SecureRandom random = new SecureRandom();

  /**
   * Makes the pages.
   *
   * @param signIn asks for the password again before a signature
   */
  public ResultPages(SignIn signIn) {
    this.signIn = signIn;
  }

  /**
   * The page of a result.
   *
   * @param result what it shows
   * @param facts the head
   * @param seen what a signature is bound to
   * @param reviewed of how many cells a verdict of who asks stands
   * @param signs whether who asks may sign
   * @param amends whether who asks may amend
   * @param judges whether who asks may judge
   * @param byPassword whether who asks signs by a password, or at the provider
   * @param failure why a signature was refused; empty if none was tried
   * @param reason what was typed
   * @param meaning what was chosen, as the key of a meaning; empty if nothing was
   * @param printed when the page was made
   */
  public record Page(
      CaseResult result,
      List<ReportFacts.Fact> facts,
      Hash seen,
      long reviewed,
      boolean signs,
      boolean amends,
      boolean judges,
      boolean byPassword,
      String failure,
      String reason,
      String meaning,
      String printed) {

    /**
     * Returns whether the form comes with a meaning chosen: after a wrong password the one that was
     * chosen before, so that nobody signs with another one.
     *
     * @param one a meaning of the form
     */
    public boolean isChosen(SignOff.Meaning one) {
      return meaning.isEmpty()
          ? one == (reviewed > 0 ? SignOff.Meaning.REVIEWED : SignOff.Meaning.APPROVED)
          : meaning.equals(one.key());
    }

    /** {@return the address of the project} */
    public String home() {
      return "/projects/" + result.project().id().text();
    }

    /** {@return the address of the case} */
    public String here() {
      return home() + "/cases/" + result.of().id().text();
    }

    /** {@return whether the first signature is awaited} */
    public boolean awaitsSignature() {
      return result.signatures().isEmpty();
    }

    /** {@return the query of exactly what is shown, whatever is signed later} */
    public String query() {
      return "?version="
          + result.signature().map(last -> Integer.toString(last.version())).orElse("now");
    }
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page(
                RESULT,
                Access.to(Permission.SEE),
                "The result of a case, as it was signed last or in a version, or as it is now."),
            visit -> show(visit, 200, "", "", "")),
        new Endpoint(
            Route.page(
                    "/projects/{project}/cases/{case}/result.pdf",
                    Access.to(Permission.SEE),
                    "The same result as a PDF.")
                .heavy(),
            this::pdf),
        new Endpoint(
            Route.action(
                "/projects/{project}/cases/{case}/signature",
                Access.to(Permission.SIGN),
                "Signs a result for the first time."),
            visit -> sign(visit, SignOff.Meaning.REVIEWED, SignOff.Meaning.APPROVED)),
        new Endpoint(
            Route.action(
                "/projects/{project}/cases/{case}/later-signature",
                Access.to(Permission.AMEND),
                "Signs a changed result, or withdraws a result."),
            visit -> sign(visit, SignOff.Meaning.AMENDED, SignOff.Meaning.WITHDRAWN)));
  }

  private void show(Visit visit, int status, String failure, String reason, String meaning) {
    Page page = visit.store().read(tx -> page(tx, visit, failure, reason, meaning));
    visit.show(status, "result/result.jte", page);
  }

  private static Page page(
      Transaction tx, Visit visit, String failure, String reason, String meaning) {
    Case of = AskedCase.open(tx, visit);
    CaseResult result = result(tx, visit, of, failure.isEmpty());
    return new Page(
        result,
        ReportFacts.of(result, visit.frame()::time),
        Signing.seen(result),
        SigningCheck.reviewed(visit.account().id(), tx.judgements().verdicts(of.id())),
        visit.may(Permission.SIGN),
        visit.may(Permission.AMEND),
        visit.may(Permission.JUDGE),
        visit.account().password().isPresent(),
        failure,
        reason,
        meaning,
        visit.frame().time(visit.now()));
  }

  /** The version that was asked for; without one, what is signed, unless it was changed since. */
  private static CaseResult result(Transaction tx, Visit visit, Case of, boolean byQuery) {
    CaseResults results = new CaseResults(tx);
    Optional<String> version = byQuery ? visit.query("version") : Optional.of("now");
    if (version.isEmpty()) {
      return results.last(of);
    }
    return version.get().equals("now")
        ? results.now(of)
        : Visit.found(results.signed(of, visit.number("version", 0, 1_000_000)));
  }

  private void pdf(Visit visit) {
    byte[] bytes =
        visit
            .store()
            .read(
                tx -> {
                  CaseResult result = result(tx, visit, AskedCase.open(tx, visit), true);
                  String by =
                      visit
                          .frame()
                          .who()
                          .map(who -> who.name() + " (" + who.roles() + ")")
                          .orElse(visit.account().name());
                  return ResultPdf.of(result, by, visit.now(), visit.frame()::time);
                });
    visit
        .context()
        .header("Content-Disposition", "inline; filename=\"result.pdf\"")
        .contentType("application/pdf")
        .result(bytes);
  }

  private void sign(Visit visit, SignOff.Meaning one, SignOff.Meaning other) {
    Case asked = visit.store().read(tx -> AskedCase.open(tx, visit));
    String reason = visit.maybeField("reason").orElse("");
    String chosen = visit.maybeField("meaning").orElse("");
    try {
      SignOff.Meaning meaning =
          chosen.equals(one.key()) ? one : chosen.equals(other.key()) ? other : unknown();
      Hash seen = new Hash(visit.field("seen"));
      String which = asked.id().text().substring(0, 8); // as the page of the result calls it
      if (!signIn.isConfirmed(
          visit, "Sign the result of case %s: %s".formatted(which, meaning.words()))) {
        return;
      }
      visit.store().change(visit.actor(), tx -> sign(tx, visit, meaning, seen, reason));
      visit.redirect(
          "/projects/%s/cases/%s/result".formatted(asked.project().text(), asked.id().text()));
    } catch (InputException e) {
      show(visit, 422, String.valueOf(e.getMessage()), reason, chosen);
    } catch (HttpFailure e) {
      if (e.status() != 401 && e.status() != 422) {
        throw e;
      }
      show(visit, e.status(), e.words(), reason, chosen);
    }
  }

  private static SignOff.Meaning unknown() {
    throw new InputException("meaning: is none of those of this form");
  }

  private void sign(
      Transaction tx, Visit visit, SignOff.Meaning meaning, Hash seen, String reason) {
    Case of = AskedCase.open(tx, visit);
    new Signing(tx, random, visit.now().truncatedTo(ChronoUnit.MICROS))
        .sign(
            of,
            visit.account(),
            meaning,
            seen,
            reason.isEmpty() ? Optional.empty() : Optional.of(reason));
    // Nothing more is judged in what led to it.
    for (CaseReading reading : tx.readings().of(of.id())) {
      boolean isFinished =
          reading.kind() == CaseReading.Kind.FIRST || reading.kind() == CaseReading.Kind.AMENDMENT;
      if (isFinished && reading.closed().isEmpty()) {
        tx.readings().close(reading.id());
      }
    }
  }
}
