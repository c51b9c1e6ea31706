package org.allnet.service.web.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.allnet.data.InputException;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Judgement;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Proposal;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.Shown;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.Visit;

/**
 * What a reader says of some cells at once.
 *
 * @param cells which, and what the page said of them until then
 * @param verdict what is said; absent if each cell's own proposal is confirmed
 * @param reason why, if one was given
 */
record JudgementRequest(List<Said> cells, Optional<CellVerdict> verdict, Optional<String> reason) {

  /** More than a page can have shown by then. */
  private static final int MOST = 20_000;

  private static final long LONGEST_MILLISECONDS = 24L * 60 * 60 * 1000;

  /** The word for the proposal of each cell, whatever it is. */
  private static final String CONFIRM = "confirm";

  /**
   * A cell as the page showed it.
   *
   * @param cell which one
   * @param before what the reading said of it
   * @param proposed the class of the project that was proposed of it; empty if none
   * @param milliseconds for how long it was on the screen; 0 if that is not known
   * @param heatMap whether a heat map was shown of it
   */
  record Said(
      Id.Cell cell,
      Optional<CellVerdict> before,
      Optional<String> proposed,
      long milliseconds,
      boolean heatMap) {}

  static JudgementRequest of(JsonNode body) {
    List<Said> cells = new ArrayList<>();
    for (JsonNode one : body.path("cells")) {
      cells.add(
          new Said(
              new Id.Cell(Id.parse(one.path("id").asText())),
              verdict(one.path("before").asText()),
              Optional.of(one.path("proposed").asText()).filter(text -> !text.isEmpty()),
              Math.max(0, Math.min(LONGEST_MILLISECONDS, one.path("milliseconds").asLong())),
              one.path("heatMap").asBoolean()));
    }
    if (cells.isEmpty() || cells.size() > MOST) {
      throw new HttpFailure(
          422, "Judge 1 to %d cells at once, not %d.".formatted(MOST, cells.size()));
    }
    if (cells.size() > 1 && cells.stream().anyMatch(one -> one.milliseconds() == 0)) {
      throw new HttpFailure(
          422, "A cell was not on the screen. Judge several at once only if all were.");
    }
    String said = body.path("verdict").asText();
    if (said.isEmpty()) {
      throw new HttpFailure(422, "Say what the cells are.");
    }
    return new JudgementRequest(
        cells,
        said.equals(CONFIRM) ? Optional.empty() : verdict(said),
        Optional.of(body.path("reason").asText().strip()).filter(text -> !text.isEmpty()));
  }

  private static Optional<CellVerdict> verdict(String key) {
    return key.isEmpty() ? Optional.empty() : Optional.of(CellVerdict.of(key));
  }

  /**
   * The events, as the log keeps them; none if of a cell something else was shown than is proposed.
   */
  List<Judgement> events(
      Transaction tx, Project project, ReviewedCase reviewed, Instant now, RandomGenerator random) {
    Instant at = now.truncatedTo(ChronoUnit.MICROS);
    List<Judgement> events = new ArrayList<>();
    for (Said said : cells) {
      if (!tx.readings().isAbout(reviewed.reading(), said.cell())) {
        throw HttpFailure.missing(); // before anything is compared with what is proposed of it
      }
      Optional<Proposal> proposal =
          reviewed.model().flatMap(model -> tx.proposals().get(said.cell(), model));
      Optional<String> proposed = proposal.flatMap(project::classOf);
      if (!proposed.equals(said.proposed())) {
        throw new HttpFailure(
            409,
            "Look again: what is proposed of cell %s has changed."
                .formatted(number(tx, reviewed, said)));
      }
      if (verdict.isEmpty() && proposed.isEmpty()) {
        throw new InputException(
            proposal
                .flatMap(Proposal::proposed)
                .map(
                    own ->
                        "judgement: the model proposes '%s', which is not a class of this project; choose a class"
                            .formatted(own))
                .orElse("judgement: no class is proposed of the cell; choose one"));
      }
      events.add(
          new Judgement(
              Id.Judgement.fresh(),
              said.cell(),
              reviewed.reading().id(),
              reviewed.reading().reader(),
              at,
              new Shown(
                  proposal.map(Proposal::model),
                  proposed,
                  said.heatMap(),
                  cells.size(),
                  said.milliseconds() == 0 ? Optional.empty() : Optional.of(said.milliseconds())),
              said.before(),
              verdict.isPresent() ? verdict : proposed.map(CellVerdict.OfClass::new),
              reason.map(text -> SealedText.of(text, random))));
    }
    return events;
  }

  /** Whether the reading says something else of a cell by now than the page showed. */
  boolean isStale(Transaction tx, ReviewedCase reviewed) {
    Map<Id.Cell, Judgement> last = tx.judgements().last(reviewed.reading().id());
    return cells.stream()
        .anyMatch(
            said ->
                !said.before()
                    .equals(Optional.ofNullable(last.get(said.cell())).flatMap(Judgement::after)));
  }

  /** The number of a cell in the gallery of the reading. */
  private static int number(Transaction tx, ReviewedCase reviewed, Said said) {
    return Visit.found(tx.gallery().cell(reviewed.reading(), reviewed.model(), said.cell()))
        .place()
        .number();
  }
}
