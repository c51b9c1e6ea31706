package org.allnet.service.web.project;

import io.javalin.http.sse.SseClient;
import io.javalin.http.sse.SseHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.allnet.data.Counted;
import org.allnet.data.file.Json;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.JobProgress;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.domain.Subject;
import org.allnet.service.domain.UnreadablePicture;
import org.allnet.service.store.Store;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Standing;
import org.allnet.service.web.route.Verb;
import org.allnet.service.web.route.Visit;
import org.allnet.service.web.route.WorkersNotice;

/** One case: how far it has come, and from where one looks, decides and signs. */
public final class CasePages implements PageSet {

  private static final String PATH = "/projects/{project}/cases/{case}";
  private static final Access SEES = Access.to(Permission.SEE);

  /** For how long a browser gets events until it has to prove again who asks. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /**
   * The page of a case.
   *
   * @param project the project
   * @param of the case
   * @param subject what the project calls the subject
   * @param pictures how many it has
   * @param cells how many it has
   * @param unread how many pictures were handed in and wait to be read
   * @param unreadable those that could not be read
   * @param progress how far its jobs have come
   * @param model whose proposals are shown; empty if no model proposes anything
   * @param notes what has to be known of its fields
   * @param judges whether who asks may judge cells
   * @param submits whether who asks may hand in more
   * @param since who signed or reads it and when, behind its status; empty if nothing is known, or
   *     who asks must not know
   * @param synthetic whether a program made what a picture of it shows
   */
  public record CasePage(
      Project project,
      Case of,
      String subject,
      int pictures,
      long cells,
      long unread,
      List<UnreadablePicture> unreadable,
      JobProgress progress,
      Optional<ServedModel> model,
      List<String> notes,
      boolean judges,
      boolean submits,
      String since,
      boolean synthetic) {

    /** {@return how many pictures were read, and of how many if some were not} */
    public String pictureWords() {
      long all = pictures + unread + unreadable.size();
      return all == pictures ? Long.toString(all) : "%d of %d read".formatted(pictures, all);
    }

    /** {@return what a file was called; not kept by each project} */
    public String name(UnreadablePicture one) {
      return one.name().flatMap(SealedText::text).orElse("not kept");
    }

    /** {@return the address of this page} */
    public String home() {
      return "/projects/%s/cases/%s".formatted(project.id().text(), of.id().text());
    }
  }

  /**
   * A picture that could not be read, as JSON.
   *
   * @param number which file of its request it was, from 1
   * @param name the file's name; empty if the project keeps none
   * @param reason why
   */
  record UnreadableJson(int number, String name, String reason) {}

  /**
   * How far a case has come, as JSON.
   *
   * @param id of the case
   * @param subject the id of the subject
   * @param status the key of its status
   * @param words its status in words
   * @param synthetic whether a program made what a picture of it shows
   * @param modelSynthetic whether the model that answers about it was trained on synthetic cells
   * @param cells how many it has
   * @param unread how many pictures wait to be read; each becomes a cell, or a field, or is
   *     unreadable
   * @param unreadable the pictures that could not be read
   * @param open how many jobs wait or run
   * @param done how many jobs are done
   * @param failed how many jobs failed
   * @param cancelled how many jobs nobody wants any more
   */
  record CaseJson(
      String id,
      String subject,
      String status,
      String words,
      boolean synthetic,
      boolean modelSynthetic,
      long cells,
      long unread,
      List<UnreadableJson> unreadable,
      long open,
      long done,
      long failed,
      long cancelled) {}

  private final ProgressFeed feed = new ProgressFeed(LONGEST);

  private final WorkersNotice workers;

  /**
   * Makes the pages.
   *
   * @param workers says whether anybody works
   */
  public CasePages(WorkersNotice workers) {
    this.workers = workers;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(Route.page(PATH, SEES, "How far a case has come."), this::show),
        new Endpoint(
            Route.page(PATH + "/progress", SEES, "How far the jobs of a case have come, as events.")
                .byItself(),
            this::progress),
        new Endpoint(
            Route.api(Verb.GET, "/api/v1" + PATH, SEES, "How far a case has come, and its jobs."),
            visit -> visit.json(visit.store().read(tx -> json(tx, of(tx, visit))))));
  }

  private static Case of(Transaction tx, Visit visit) {
    Id.Case id = visit.id("case", Id.Case::new);
    return Visit.found(tx.cases().get(visit.project().id(), id));
  }

  private void show(Visit visit) {
    boolean judges = visit.may(Permission.JUDGE);
    boolean submits = visit.may(Permission.SUBMIT);
    CasePage page =
        visit
            .store()
            .read(
                tx -> {
                  Case of = of(tx, visit);
                  return new CasePage(
                      visit.project(),
                      of,
                      tx.subjects()
                          .get(of.project(), of.subject())
                          .flatMap(Subject::pseudonym)
                          .orElse("erased subject"),
                      tx.pictures().of(of.id()).size(),
                      tx.cells().count(of.id()),
                      tx.handed().unread(of.id()),
                      tx.handed().unreadable(of.id()),
                      tx.jobs().progress(of.id()),
                      tx.models().of(of.id()).classifier().flatMap(tx.models()::get),
                      notes(tx, of.id()),
                      judges,
                      submits && !of.status().isSigned() && !of.status().isClosed(),
                      Standing.since(tx, visit, of),
                      tx.pictures().of(of.id()).stream().anyMatch(Picture::synthetic));
                });
    visit.show("project/case.jte", page);
  }

  /** What has to be known of its fields, and of what nobody works on or has not answered. */
  private List<String> notes(Transaction tx, Id.Case of) {
    Stream<String> ofFields =
        tx.fields().of(of).stream().map(FieldLook::notes).flatMap(List::stream).distinct();
    Optional<String> nobody = tx.jobs().open(of) > 0 ? workers.words(tx) : Optional.empty();
    return Stream.of(nobody.stream(), ofFields, unanswered(tx, of).stream())
        .flatMap(all -> all)
        .toList();
  }

  private static Optional<String> unanswered(Transaction tx, Id.Case of) {
    Optional<ServedModel> model = tx.models().of(of).classifier().flatMap(tx.models()::get);
    if (model.isEmpty() || tx.jobs().open(of) > 0) {
      return Optional.empty();
    }
    long cells = tx.cells().count(of);
    int answered = tx.proposals().of(of, model.get().hash()).size();
    if (answered >= cells) {
      return Optional.empty();
    }
    String words =
        "The model has answered %d of %s.".formatted(answered, Counted.of(cells, "cell"));
    return Optional.of(
        model.get().isStopped()
            ? words
                + " It is stopped. Once it is resumed, it is asked about cases that nobody has"
                + " begun to judge."
            : words);
  }

  static CaseJson json(Transaction tx, Case of) {
    JobProgress progress = tx.jobs().progress(of.id());
    return new CaseJson(
        of.id().text(),
        of.subject().text(),
        of.status().key(),
        of.status().words(),
        tx.pictures().of(of.id()).stream().anyMatch(Picture::synthetic),
        tx.models()
            .of(of.id())
            .classifier()
            .flatMap(tx.models()::get)
            .filter(model -> model.sheet().synthetic())
            .isPresent(),
        tx.cells().count(of.id()),
        tx.handed().unread(of.id()),
        tx.handed().unreadable(of.id()).stream().map(CasePages::json).toList(),
        progress.open(),
        progress.done(),
        progress.failed(),
        progress.cancelled());
  }

  private static UnreadableJson json(UnreadablePicture one) {
    return new UnreadableJson(
        one.file(), one.name().flatMap(SealedText::text).orElse(""), one.reason());
  }

  private void progress(Visit visit) {
    Id.Project in = visit.project().id();
    Id.Case id = visit.store().read(tx -> of(tx, visit)).id();
    Store store = visit.store();
    if (!"text/event-stream".equals(visit.context().header("Accept"))) {
      visit.json(store.read(tx -> json(tx, of(tx, visit))));
      return;
    }
    Id.Account who = visit.account().id();
    feed.requireRoom(who);
    new SseHandler(client -> follow(client, store, who, in, id)).handle(visit.context());
  }

  private void follow(SseClient client, Store store, Id.Account who, Id.Project in, Id.Case id) {
    client.keepAlive();
    feed.add(
        client,
        who,
        () ->
            store
                .read(tx -> tx.cases().get(in, id).map(of -> json(tx, of)))
                .map(json -> new ProgressFeed.Event(Json.line(json), json.open() == 0)));
  }

  @Override
  public void stop() {
    feed.close();
  }
}
