package org.allnet.service.result;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.allnet.data.RunException;
import org.allnet.service.domain.DatedSheet;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.store.Transaction;

/**
 * What a result shows of its model. What was signed shows what was known as it was signed, whatever
 * evaluations came since.
 *
 * @param shown what is shown; empty if there is no model
 * @param newer since when something else is known; empty if what is shown is the newest
 */
public record KnownModel(Optional<DatedSheet> shown, Optional<Instant> newer) {

  private static final KnownModel NONE = new KnownModel(Optional.empty(), Optional.empty());

  /**
   * Looks up what was known of a model.
   *
   * @param sheet which one; the first one if empty
   * @throws RunException if it is missing
   */
  static KnownModel of(Transaction tx, Optional<Hash> model, Optional<Hash> sheet) {
    if (model.isEmpty()) {
      return NONE;
    }
    List<DatedSheet> all = tx.models().sheets(model.get());
    if (all.isEmpty()) {
      return NONE; // of another database
    }
    DatedSheet last = all.get(all.size() - 1);
    DatedSheet shown =
        sheet.isEmpty()
            ? all.get(0)
            : all.stream()
                .filter(one -> one.hash().equals(sheet.get()))
                .findFirst()
                .orElseThrow(
                    () ->
                        new RunException(
                            "database: what was known of the model %s as a result was signed is missing; restore a back-up"
                                .formatted(model.get())));
    return new KnownModel(
        Optional.of(shown),
        shown.hash().equals(last.hash()) ? Optional.empty() : Optional.of(last.since()));
  }

  /** What is known of a model now. */
  static Optional<Hash> now(Transaction tx, Optional<Hash> model) {
    List<DatedSheet> all = model.map(tx.models()::sheets).orElse(List.of());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1).hash());
  }

  /** A model as this says that it was known. */
  ServedModel asKnown(ServedModel model) {
    return shown.map(DatedSheet::sheet).map(model::knownAs).orElse(model);
  }

  /**
   * Returns what has to be said beside the metrics if others are known by now.
   *
   * @param time writes a time with its zone
   * @return empty if what is shown is the newest
   */
  public Optional<String> words(Function<Instant, String> time) {
    return newer.map(
        since ->
            "This is what was known of the model when the result was signed. Another evaluation or model card was read on %s."
                .formatted(time.apply(since)));
  }

  /** {@return where the page about the model shows the same, behind its address} */
  public String query() {
    return newer.isPresent() ? "?sheet=" + shown.map(DatedSheet::number).orElse(1) : "";
  }
}
