package org.allnet.service.web.intake;

import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Subject;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.ClassNotice;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Verb;
import org.allnet.service.web.route.Visit;
import org.allnet.service.web.route.WorkersNotice;
import org.allnet.service.work.intake.Intake;
import org.allnet.service.work.intake.IntakeAnswer;
import org.allnet.service.work.intake.IntakeLimits;
import org.allnet.service.work.intake.IntakeRequest;

/** Handing pictures in. */
public final class IntakePages implements PageSet {

  /**
   * The page that asks for pictures.
   *
   * @param project where they belong
   * @param into the case that gets them; a new one if empty
   * @param subject what the project calls the subject of that case
   * @param limits what may be handed in
   * @param notice what is wrong with the classes of the model that answers; empty if nothing is
   */
  public record HandIn(
      Project project,
      Optional<Case> into,
      String subject,
      IntakeLimits limits,
      Optional<ClassNotice> notice) {

    /** {@return where files are sent} */
    public String action() {
      return "/projects/" + project.id().text() + "/pictures";
    }
  }

  private final Intake intake;
  private final WorkersNotice workers;

  /**
   * Makes the pages.
   *
   * @param intake takes pictures in
   * @param workers says whether anybody works on them
   */
  public IntakePages(Intake intake, WorkersNotice workers) {
    this.intake = intake;
    this.workers = workers;
  }

  @Override
  public List<Endpoint> endpoints() {
    Access submitter = Access.to(Permission.SUBMIT);
    return List.of(
        new Endpoint(
            Route.page("/projects/{project}/hand-in", submitter, "Asks for pictures."),
            visit -> ask(visit, Optional.empty())),
        new Endpoint(
            Route.page(
                "/projects/{project}/cases/{case}/hand-in",
                submitter,
                "Asks for more pictures of a case."),
            visit -> ask(visit, Optional.of(of(visit)))),
        new Endpoint(
            Route.action("/projects/{project}/pictures", submitter, "Takes pictures in.")
                .withFiles(),
            this::take),
        new Endpoint(
            Route.api(
                    Verb.POST,
                    "/api/v1/projects/{project}/pictures",
                    submitter,
                    "Takes pictures, zips and fields in. The header Idempotency-Key lets a program send"
                        + " the same again.")
                .withFiles(),
            this::take));
  }

  private static Case of(Visit visit) {
    return of(visit, visit.id("case", Id.Case::new));
  }

  private static Case of(Visit visit, Id.Case id) {
    return Visit.found(visit.store().read(tx -> tx.cases().get(visit.project().id(), id)));
  }

  private void ask(Visit visit, Optional<Case> into) {
    String subject =
        into.flatMap(
                of ->
                    visit
                        .store()
                        .read(tx -> tx.subjects().get(of.project(), of.subject()))
                        .flatMap(Subject::pseudonym))
            .orElse("");
    Optional<ClassNotice> notice =
        visit
            .store()
            .read(
                tx -> {
                  Optional<Hash> model =
                      into.flatMap(of -> tx.models().of(of.id()).classifier())
                          .or(() -> tx.models().choice().classifier());
                  return ClassNotice.of(visit, tx, visit.project(), model);
                });
    visit.show(
        "intake/hand-in.jte", new HandIn(visit.project(), into, subject, intake.limits(), notice));
  }

  private void take(Visit visit) {
    // Asked before the body is read: it may be large.
    if (visit.context().req().getContentLengthLong() > intake.limits().bytesInAll()) {
      throw new HttpFailure(413, "What was sent is larger than the service takes.");
    }
    intake.busy(1).ifPresent(IntakePages::refuse);
    // Read before anything is stored: what fails afterwards would deny what was accepted.
    Optional<String> nobody =
        workers.here() ? Optional.empty() : visit.store().read(workers::words);
    SentPictures sent = new SentPictures(visit.context(), intake.limits());
    Actor.Person person = (Actor.Person) visit.actor();
    answer(
        visit,
        intake.take(
            person,
            () -> request(visit, sent.form()),
            (tx, request) -> permit(tx, visit, request),
            sent),
        nobody);
  }

  /** Asked again where it is stored: files may come for hours. */
  private static void permit(Transaction tx, Visit visit, IntakeRequest request) {
    visit.requireStill(tx);
    request.into().ifPresent(id -> requireShown(tx, visit, id));
  }

  private static IntakeRequest request(Visit visit, SentForm form) {
    form.into()
        .ifPresent(
            id ->
                visit
                    .store()
                    .read(
                        tx -> {
                          requireShown(tx, visit, id);
                          return true;
                        }));
    return form.request(visit.project().id(), form.into().map(id -> of(visit, id)));
  }

  /** The case is named by a field, so that no gate before could look at it. */
  private static void requireShown(Transaction tx, Visit visit, Id.Case into) {
    if (tx.readings().veil(visit.project().id(), visit.account().id()).refusesPictures(into)) {
      throw HttpFailure.hidden();
    }
  }

  private static void refuse(IntakeAnswer.Busy busy) {
    throw new HttpFailure(
        503, "No room now: %s. Try again later.".formatted(busy.words()), busy.retryAfter());
  }

  /**
   * Answers.
   *
   * @param nobody says that nobody works. It is of this moment, and so no part of the answer that
   *     is kept for who sends the same again
   */
  private static void answer(Visit visit, IntakeAnswer answer, Optional<String> nobody) {
    if (answer instanceof IntakeAnswer.Accepted accepted) {
      TakenJson taken = TakenJson.of(visit.project().id(), accepted, nobody);
      visit
          .context()
          .header("Location", taken.location(visit.context().path().startsWith("/api/")));
      visit.json(202, "application/json", taken);
    } else if (answer instanceof IntakeAnswer.Busy busy) {
      refuse(busy);
    } else if (answer instanceof IntakeAnswer.TooMuch much) {
      throw new HttpFailure(413, much.words());
    } else if (answer instanceof IntakeAnswer.Conflict conflict) {
      throw new HttpFailure(409, conflict.words());
    } else if (answer instanceof IntakeAnswer.KeyReused) {
      throw new HttpFailure(422, "Idempotency-Key: another request was sent under this key");
    } else if (answer instanceof IntakeAnswer.Missing missing) {
      throw new HttpFailure(404, "There is no such " + missing.what() + ".");
    } else if (answer instanceof IntakeAnswer.Unusable unusable) {
      visit.json(422, "application/json", TakenJson.of(unusable));
    }
  }
}
