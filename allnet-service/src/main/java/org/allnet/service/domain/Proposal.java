package org.allnet.service.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.evaluation.decision.Decision;
import org.allnet.inference.Classification;

/**
 * What a model says of a cell. A proposal is no result: a person decides.
 *
 * @param cell the cell
 * @param model the hash of the model's file
 * @param decision the class, or why a morphologist has to look
 * @param probabilities the probability of each class in [0,1], in the model's order; none if
 *     nothing is to be seen
 * @param possible the classes that can't be ruled out, in the model's order
 * @param at when it was made
 */
public record Proposal(
    Id.Cell cell,
    Hash model,
    Decision decision,
    Map<String, Double> probabilities,
    List<String> possible,
    Instant at) {

  /** Copies the collections, so that nothing changes them from outside. */
  public Proposal {
    probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
    possible = List.copyOf(possible);
  }

  /**
   * Returns what a model's answer proposes.
   *
   * @param cell the cell
   * @param model the hash of the model's file
   * @param answer the answer about the cell's image
   * @param at when it was given
   */
  public static Proposal of(Id.Cell cell, Hash model, Classification answer, Instant at) {
    return new Proposal(
        cell, model, answer.decision(), answer.probabilities(), answer.predictionSet(), at);
  }

  /** {@return the proposed class; empty if the model refers the cell to a person} */
  public Optional<String> proposed() {
    return decision instanceof Decision.Predicted predicted
        ? Optional.of(predicted.label())
        : Optional.empty();
  }

  /**
   * {@return the least difference between the two greatest probabilities, by which doubtful cells
   * come first; 0 if there are fewer than two}
   */
  public double margin() {
    List<Double> sorted = probabilities.values().stream().sorted().toList();
    int last = sorted.size() - 1;
    return last < 1 ? 0 : sorted.get(last) - sorted.get(last - 1);
  }
}
