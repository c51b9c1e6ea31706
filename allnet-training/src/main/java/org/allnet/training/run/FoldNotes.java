package org.allnet.training.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What has to be said of fold models: once, however many it is said of. For one thread. */
final class FoldNotes {

  private final int models;
  private final Map<String, List<Integer>> of = new LinkedHashMap<>();

  /**
   * Begins with nothing.
   *
   * @param models how many fold models there are
   */
  FoldNotes(int models) {
    this.models = models;
  }

  /** Keeps a sentence on a fold model, which is counted from 1. */
  void add(int model, String sentence) {
    of.computeIfAbsent(sentence, none -> new ArrayList<>()).add(model);
  }

  /** {@return a line for each sentence, with the fold models that it is true of} */
  List<String> lines() {
    return of.entrySet().stream()
        .map(entry -> of(entry.getValue()) + ": " + entry.getKey())
        .toList();
  }

  private String of(List<Integer> some) {
    if (some.size() == 1) {
      return "fold model " + some.get(0);
    }
    return some.size() == models
        ? "all fold models"
        : "fold models " + some.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
