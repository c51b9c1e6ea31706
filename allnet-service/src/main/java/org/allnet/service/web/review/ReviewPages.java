package org.allnet.service.web.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.allnet.data.InputException;
import org.allnet.data.file.Decimal;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.GalleryCell;
import org.allnet.service.domain.GalleryFilter;
import org.allnet.service.domain.GalleryPlace;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Judgement;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.ReferenceCell;
import org.allnet.service.domain.ReviewAction;
import org.allnet.service.domain.ReviewSettings;
import org.allnet.service.domain.Subject;
import org.allnet.service.domain.Veil;
import org.allnet.service.measure.WorkMeasures;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.ClassNotice;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Standing;
import org.allnet.service.web.route.Visit;

/** The gallery of a reading, and what its scripts ask for. */
public final class ReviewPages implements PageSet {

  private static final String HOME = "/projects/{project}/readings/{reading}";
  private static final int MOST_CELLS = 500;
  private static final int NEIGHBOURS = 8;
  private static final int REFERENCES = 12;

  private final SecureRandom random = new SecureRandom();

  /**
   * The page before a review.
   *
   * @param of the case
   * @param casePage where the case is
   */
  public record BeginPage(Case of, String casePage) {

    /** {@return where the review is begun} */
    public String begin() {
      return casePage + "/review";
    }
  }

  @Override
  public List<Endpoint> endpoints() {
    String review = "/projects/{project}/cases/{case}/review";
    Access see = Access.to(Permission.SEE);
    Access judge = Access.to(Permission.JUDGE);
    return List.of(
        new Endpoint(
            Route.page(
                    review,
                    Access.to(Permission.JUDGE),
                    "Goes to the reading of whoever asks, or offers to begin one.")
                .forBlinded(),
            this::toReading),
        new Endpoint(
            Route.action(review, Access.to(Permission.JUDGE), "Begins the first reading.")
                .forBlinded(),
            this::begin),
        new Endpoint(
            Route.page(HOME, see, "The gallery of a reading of whoever asks."), this::gallery),
        new Endpoint(
            Route.page(HOME + "/cells", see, "A page of cells of a gallery, as JSON."),
            this::cells),
        new Endpoint(
            Route.page(HOME + "/cells/{cell}", see, "What is known of a cell, as JSON."),
            this::cell),
        new Endpoint(
            Route.page(HOME + "/counts", see, "How many cells are reviewed, as JSON."),
            this::counts),
        new Endpoint(
            Route.page(
                HOME + "/references",
                see,
                "Confirmed cells of other subjects to compare with, as JSON."),
            this::references),
        new Endpoint(
            Route.action(HOME + "/judgements", judge, "Says what some cells are."), this::judge),
        new Endpoint(
            Route.action(HOME + "/undo", judge, "Takes back what was said last."), this::undo),
        new Endpoint(
            Route.action(HOME + "/end", see, "Ends a reading of whoever asks."), this::end),
        new Endpoint(
            Route.action(
                "/account/review-settings",
                Access.signedIn(),
                "Keeps which key does what in a review."),
            this::settings));
  }

  private void toReading(Visit visit) {
    Id.Case id = visit.id("case", Id.Case::new);
    Case of = Visit.found(visit.store().read(tx -> tx.cases().get(visit.project().id(), id)));
    Optional<CaseReading> open = visit.store().read(tx -> open(tx, of.id(), visit.account()));
    if (open.isPresent()) {
      visit.redirect(address(visit, open.get()));
    } else {
      visit.show(
          "review/begin.jte",
          new BeginPage(
              of, "/projects/%s/cases/%s".formatted(of.project().text(), of.id().text())));
    }
  }

  /** The reading of a person that goes on; of several the blinded one, which must be done first. */
  private static Optional<CaseReading> open(Transaction tx, Id.Case of, Account reader) {
    List<CaseReading> mine =
        tx.readings().of(of).stream()
            .filter(one -> one.reader().equals(reader.id()) && one.closed().isEmpty())
            .toList();
    return mine.stream()
        .filter(CaseReading::blinded)
        .findFirst()
        .or(() -> mine.stream().findFirst());
  }

  private void begin(Visit visit) {
    Id.Case id = visit.id("case", Id.Case::new);
    CaseReading reading =
        visit
            .store()
            .write(
                visit.actor(),
                tx -> {
                  Case of = Visit.found(tx.cases().get(visit.project().id(), id));
                  Optional<CaseReading> open = open(tx, of.id(), visit.account());
                  if (open.isPresent()) {
                    return open.get();
                  }
                  CaseReading first =
                      new CaseReading(
                          Id.Reading.fresh(),
                          of.id(),
                          CaseReading.Kind.FIRST,
                          visit.account().id(),
                          false,
                          random.nextLong(),
                          visit.now().truncatedTo(ChronoUnit.MICROS),
                          Optional.empty());
                  tx.readings().open(first);
                  return first;
                });
    visit.redirect(address(visit, reading));
  }

  private static String address(Visit visit, CaseReading reading) {
    return "/projects/%s/readings/%s".formatted(visit.project().id().text(), reading.id().text());
  }

  private void gallery(Visit visit) {
    visit.show("review/gallery.jte", visit.store().read(tx -> page(visit, tx)));
  }

  private ReviewPage page(Visit visit, Transaction tx) {
    ReviewedCase reviewed = ReviewedCase.of(visit, tx);
    boolean isGrouped =
        reviewed.model().isPresent() && reviewed.reading().kind() != CaseReading.Kind.ADJUDICATION;
    return new ReviewPage(
        visit.project(),
        reviewed.of(),
        reviewed.isBlind() ? "" : subject(tx, reviewed.of()),
        reviewed.reading(),
        reviewed.isBlind(),
        isGrouped,
        reviewed.isClosed(),
        reviewed.model().map(hash -> model(tx, hash)).orElse(""),
        ClassNotice.of(visit, tx, visit.project(), reviewed.model()),
        tx.gallery().counts(reviewed.reading(), reviewed.model()),
        tx.reviewChoices().of(visit.account().id()),
        reviewed.isBlind() ? "" : Standing.since(tx, visit, reviewed.of()),
        tx.pictures().of(reviewed.of().id()).stream().anyMatch(Picture::synthetic));
  }

  private static String model(Transaction tx, Hash hash) {
    String key = hash.hex().substring(0, 8);
    return tx.models()
        .get(hash)
        .map(
            one ->
                "%s, version %d (%s)%s%s"
                    .formatted(
                        one.title(),
                        one.version(),
                        key,
                        one.sheet().synthetic() ? ", trained on synthetic cells" : "",
                        one.isStopped() ? ", stopped" : ""))
        .orElse(key);
  }

  private static String subject(Transaction tx, Case of) {
    return tx.subjects()
        .get(of.project(), of.subject())
        .flatMap(Subject::pseudonym)
        .orElse("erased subject");
  }

  private void cells(Visit visit) {
    int most = visit.query("most").map(text -> number(text, MOST_CELLS)).orElse(100);
    Optional<String> shown = visit.query("show");
    GalleryFilter filter =
        new GalleryFilter(
            shown
                .filter(text -> text.startsWith("group:"))
                .map(text -> text.substring("group:".length())),
            shown
                .filter(text -> text.startsWith("said:"))
                .map(text -> CellVerdict.of(text.substring("said:".length()))),
            visit.query("unreviewed").map(text -> false));
    List<GalleryCell> found =
        visit
            .store()
            .read(
                tx -> {
                  ReviewedCase reviewed = ReviewedCase.of(visit, tx);
                  return tx.gallery()
                      .page(
                          reviewed.reading(),
                          reviewed.model(),
                          filter,
                          visit.query("after").map(GalleryPlace::parse),
                          most);
                });
    visit.json(ReviewJson.page(visit.project(), found, most));
  }

  private static int number(String text, int most) {
    OptionalLong number = Decimal.whole(text);
    if (number.isEmpty()) {
      throw new HttpFailure(422, "most: is no number");
    }
    return (int) Math.max(1, Math.min(most, number.getAsLong()));
  }

  private void counts(Visit visit) {
    visit.json(
        visit
            .store()
            .read(
                tx -> {
                  ReviewedCase reviewed = ReviewedCase.of(visit, tx);
                  return ReviewJson.counts(
                      tx.gallery().counts(reviewed.reading(), reviewed.model()), visit.project());
                }));
  }

  private void cell(Visit visit) {
    Id.Cell id = visit.id("cell", Id.Cell::new);
    visit.json(
        visit
            .store()
            .read(
                tx -> {
                  ReviewedCase reviewed = ReviewedCase.of(visit, tx);
                  GalleryCell cell =
                      Visit.found(tx.gallery().cell(reviewed.reading(), reviewed.model(), id));
                  return detail(visit, tx, reviewed, cell);
                }));
  }

  private static ObjectNode detail(
      Visit visit, Transaction tx, ReviewedCase reviewed, GalleryCell cell) {
    ObjectNode node = ReviewJson.object();
    node.put("id", cell.cell().id().text());
    cell.proposal()
        .ifPresent(said -> node.set("proposal", ReviewJson.proposal(visit.project(), said)));
    boolean inField =
        !reviewed.isBlind()
            && tx.pictures()
                .get(visit.project().id(), cell.cell().picture())
                .filter(picture -> picture.kind() == Picture.Kind.FIELD)
                .isPresent();
    node.put("inField", inField);
    ArrayNode neighbours = node.putArray("neighbours");
    if (!reviewed.isBlind()) {
      // Those of a hidden known cell lie in a picture of somebody else, so no blinded cell has any.
      for (Cell one : tx.gallery().neighbours(cell.cell(), NEIGHBOURS)) {
        neighbours.add(ReviewJson.other(one, cell.content()));
      }
    }
    Map<Id.Reading, CaseReading> visible = new HashMap<>();
    reviewed.visible().forEach(reading -> visible.put(reading.id(), reading));
    ArrayNode history = node.putArray("history");
    for (Judgement event : tx.judgements().of(id(cell))) {
      CaseReading of = visible.get(event.reading());
      if (of != null) {
        history.add(event(visit, tx, reviewed, event));
      }
    }
    return node;
  }

  private static Id.Cell id(GalleryCell cell) {
    return cell.cell().id();
  }

  private static ObjectNode event(
      Visit visit, Transaction tx, ReviewedCase reviewed, Judgement event) {
    ObjectNode node = ReviewJson.object();
    node.put("at", visit.frame().time(event.at()));
    node.put("who", who(tx, reviewed, event));
    node.put("before", ReviewJson.key(event.before()));
    node.put("after", ReviewJson.key(event.after()));
    node.put("together", event.shown().together());
    event.reason().flatMap(reason -> reason.text()).ifPresent(text -> node.put("reason", text));
    return node;
  }

  /** An adjudicator is told what readers say, and not who they are. */
  private static String who(Transaction tx, ReviewedCase reviewed, Judgement event) {
    if (event.reader().equals(reviewed.reading().reader())) {
      return "you";
    }
    return reviewed.reading().kind() == CaseReading.Kind.ADJUDICATION
        ? "a reader"
        : tx.accounts().get(event.reader()).map(Account::name).orElse("a reader");
  }

  private void references(Visit visit) {
    String label = visit.query("label").orElseThrow(HttpFailure::missing);
    ArrayNode list = ReviewJson.array();
    visit
        .store()
        .read(
            tx -> {
              ReviewedCase reviewed = ReviewedCase.of(visit, tx);
              // Some may be left out below.
              int most = REFERENCES * 4;
              List<ReferenceCell> all = tx.gallery().references(reviewed.of().id(), label, most);
              return seen(tx, visit, all).limit(REFERENCES).toList();
            })
        .forEach((ReferenceCell one) -> list.add(reference(visit, one)));
    visit.json(ReviewJson.object().set("references", list));
  }

  /** Those that say nothing of what the person reads blinded or adjudicates, in any reading. */
  private static Stream<ReferenceCell> seen(
      Transaction tx, Visit visit, List<ReferenceCell> cells) {
    Veil veil = tx.readings().veil(visit.project().id(), visit.account().id());
    return cells.stream()
        .filter(one -> !veil.hides(one.cell().of()) && !veil.known().contains(one.cell().id()));
  }

  private static ObjectNode reference(Visit visit, ReferenceCell one) {
    return ReviewJson.reference(one, visit.frame().time(one.at()));
  }

  private void judge(Visit visit) {
    Permission permission = visit.store().read(tx -> ReviewedCase.of(visit, tx)).permission();
    JudgementRequest request = JudgementRequest.of(visit.body());
    List<Judgement> events;
    try {
      events =
          visit
              .store()
              .write(
                  visit.actor(permission),
                  tx -> {
                    List<Judgement> said =
                        request.events(
                            tx, visit.project(), ReviewedCase.of(visit, tx), visit.now(), random);
                    tx.judgements().append(said);
                    return said;
                  });
    } catch (InputException e) {
      // A page that shows something else, such as one of two tabs, loads it again by that.
      throw visit.store().read(tx -> request.isStale(tx, ReviewedCase.of(visit, tx)))
          ? new HttpFailure(409, String.valueOf(e.getMessage()))
          : e;
    }
    events.forEach(ReviewPages::measure);
    visit.json(ReviewJson.object().put("judged", request.cells().size()));
  }

  private static void measure(Judgement event) {
    Optional<CellVerdict> proposed = event.shown().proposed().map(CellVerdict.OfClass::new);
    String from = proposed.isPresent() ? "class" : "none";
    event
        .after()
        .ifPresent(
            said -> {
              if (!(said instanceof CellVerdict.OfClass)) {
                WorkMeasures.reviewed(from, said.key());
              } else if (proposed.isEmpty()) {
                WorkMeasures.reviewed(from, "class");
              } else {
                WorkMeasures.reviewed(
                    from, proposed.get().equals(said) ? "same-class" : "other-class");
              }
            });
  }

  private void undo(Visit visit) {
    ReviewedCase reviewed = visit.store().read(tx -> ReviewedCase.of(visit, tx));
    List<Judgement> back =
        visit
            .store()
            .write(
                visit.actor(reviewed.permission()),
                tx ->
                    tx.judgements()
                        .undo(
                            reviewed.reading().id(),
                            visit.now().truncatedTo(ChronoUnit.MICROS),
                            random));
    ArrayNode cells = ReviewJson.array();
    back.forEach(
        event ->
            cells.add(
                ReviewJson.object()
                    .put("id", event.cell().text())
                    .put("verdict", ReviewJson.key(event.after()))));
    visit.json(ReviewJson.object().set("cells", cells));
  }

  private void end(Visit visit) {
    ReviewedCase reviewed = visit.store().read(tx -> ReviewedCase.of(visit, tx));
    try {
      visit
          .store()
          .change(
              visit.actor(reviewed.permission()),
              tx -> tx.readings().close(reviewed.reading().id()));
    } catch (InputException e) {
      throw new HttpFailure(409, String.valueOf(e.getMessage()));
    }
    visit.redirect(
        "/projects/%s/cases/%s".formatted(visit.project().id().text(), reviewed.of().id().text()));
  }

  private void settings(Visit visit) {
    JsonNode body = visit.body();
    Map<ReviewAction, String> keys = new EnumMap<>(ReviewAction.class);
    body.path("keys")
        .properties()
        .forEach(
            one -> {
              ReviewAction action =
                  ReviewAction.of(one.getKey())
                      .orElseThrow(
                          () -> new InputException("keys: there is no '" + one.getKey() + "'"));
              if (!one.getValue().asText().isEmpty()) {
                keys.put(action, one.getValue().asText());
              }
            });
    ReviewSettings settings =
        new ReviewSettings(
            keys, body.path("keysOn").asBoolean(true), body.path("advance").asBoolean(true));
    visit
        .store()
        .change(visit.actor(), tx -> tx.reviewChoices().keep(visit.account().id(), settings));
    visit.json(ReviewJson.settings(settings));
  }
}
