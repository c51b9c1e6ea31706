package org.allnet.evaluation.comparison;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.prediction.Origin;

/** Refuses runs that are not repeats of one system, or that can't be in one table. */
final class RepeatCheck {

  private static final String OWN_NAMES = "; give them names of their own";

  /** The option that tells most: if it differs, others differ with it. */
  private static final String RECIPE = "recipe";

  private final Repeat first;

  /**
   * Creates a check.
   *
   * @param first the first of all runs
   */
  RepeatCheck(Repeat first) {
    this.first = first;
  }

  /**
   * Checks the runs of one system.
   *
   * @param name what it is called
   * @param runs its runs, at least one
   * @throws OptionException if two have one seed, or differ in more than the seed, or were
   *     evaluated otherwise than the first of all runs
   */
  void check(String name, List<Repeat> runs) {
    Repeat own = runs.get(0);
    for (Repeat run : runs) {
      requireSameClasses(name, run);
      requireSame(name, own, run);
      requireSameRole(name, run);
    }
    Map<Long, Repeat> bySeed = new LinkedHashMap<>();
    for (Repeat run : runs) {
      Repeat before = bySeed.put(run.seed(), run);
      if (before != null) {
        throw new OptionException(
            OptionName.SEED.with(run.seed()),
            Sentence.of(
                "%s and %s of '%s' have the same seed %d, which shows no spread; train with another %s, or leave one out",
                before.run(), run.run(), name, run.seed(), OptionName.SEED));
      }
    }
  }

  private void requireSameClasses(String name, Repeat run) {
    RunMetrics own = run.metrics();
    RunMetrics other = first.metrics();
    if (!own.classes().equals(other.classes()) || !own.positive().equals(other.positive())) {
      throw of(
          run,
          "a run of '%s' has the classes %s with %s positive, the first run %s with %s; name runs on the same classes"
              .formatted(
                  name,
                  String.join(", ", own.classes()),
                  own.positive(),
                  String.join(", ", other.classes()),
                  other.positive()));
    }
  }

  /** The failure of a run. */
  private static OptionException of(Repeat run, String message) {
    return OptionException.ofSetting("run", run.run(), message);
  }

  private static void requireSame(String name, Repeat own, Repeat run) {
    RunMetrics a = own.metrics();
    RunMetrics b = run.metrics();
    String differ = "runs of '%s' differ in more than the seed: ".formatted(name);
    if (!a.origin().equals(b.origin())) {
      throw of(
          run,
          differ
              + "one is %s, one %s".formatted(described(a.origin()), described(b.origin()))
              + OWN_NAMES);
    }
    if (!Objects.equals(a.rule(), b.rule())) {
      throw of(
          run,
          differ
              + "the operating point of one is %s, of one %s".formatted(rule(a), rule(b))
              + OWN_NAMES);
    }
    if (!own.setup().data().equals(run.setup().data())) {
      throw of(
          run,
          differ + "%s and %s are of different images".formatted(own.run(), run.run()) + OWN_NAMES);
    }
    Optional<String> image = own.otherPerson(run);
    if (image.isPresent()) {
      throw of(
          run,
          differ
              + "%s is of another person in %s than in %s"
                  .formatted(image.get(), own.run(), run.run())
              + OWN_NAMES);
    }
    String option = differing(own.setup().options(), run.setup().options());
    if (!option.isEmpty()) {
      throw of(
          run,
          differ
              + "%s of %s is %s, of %s %s"
                  .formatted(
                      option,
                      own.run(),
                      own.setup().options().getOrDefault(option, "none"),
                      run.run(),
                      run.setup().options().getOrDefault(option, "none"))
              + OWN_NAMES);
    }
  }

  /** The first option that differs, empty if none does. */
  private static String differing(Map<String, String> a, Map<String, String> b) {
    Set<String> names = new LinkedHashSet<>(List.of(RECIPE));
    names.addAll(a.keySet());
    names.addAll(b.keySet());
    return names.stream()
        .filter(name -> !a.getOrDefault(name, "none").equals(b.getOrDefault(name, "none")))
        .findFirst()
        .orElse("");
  }

  private void requireSameRole(String name, Repeat run) {
    Setting.Tested asFirst = first.metrics().tested();
    Setting.Tested tested = run.metrics().tested();
    if (tested != asFirst) {
      throw of(
          run,
          "a run of '%s' was evaluated on '%s' images, the first run on '%s'; name runs that were evaluated alike"
              .formatted(name, tested.key(), asFirst.key()));
    }
  }

  private static String described(Origin origin) {
    Protocol known = origin.protocol();
    String protocol = known == null ? "of unknown protocol" : known.label();
    List<String> others =
        origin.limits().stream().filter(limit -> !limit.equals(protocol)).toList();
    return others.isEmpty() ? protocol : protocol + " (" + String.join(", ", others) + ")";
  }

  private static String rule(RunMetrics run) {
    PointRule rule = run.rule();
    return rule == null ? "unnamed" : rule.word();
  }
}
