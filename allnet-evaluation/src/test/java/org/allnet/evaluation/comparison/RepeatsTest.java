package org.allnet.evaluation.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.allnet.data.OptionException;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Role;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class RepeatsTest {

  private static Origin origin(
      Protocol protocol, boolean synthetic, boolean transductive, boolean anew) {
    return new Origin(protocol, Role.UNKNOWN, synthetic, transductive, false, anew, false);
  }

  private static List<RunMetrics> runs(double... aurocs) {
    return Arrays.stream(aurocs)
        .mapToObj(
            auroc ->
                new RunMetrics(
                    List.of("hem", "all"),
                    "all",
                    102,
                    Setting.Tested.FOLDS,
                    origin(Protocol.SUBJECT, false, false, false),
                    PointRule.Known.ARGMAX,
                    Map.of(Metric.AUROC, auroc),
                    Map.of("cell area alone", Map.of(Metric.AUROC, 0.7))))
        .toList();
  }

  private static Repeats repeats(List<RunMetrics> first, List<RunMetrics> second) {
    Map<String, List<Repeat>> systems = new LinkedHashMap<>();
    systems.put("a", seeded(first));
    systems.put("b", seeded(second));
    return new Repeats(systems);
  }

  /** Runs that differ in their seeds alone, which count from 1. */
  private static List<Repeat> seeded(List<RunMetrics> runs) {
    List<Repeat> seeded = new ArrayList<>();
    for (RunMetrics run : runs) {
      int seed = seeded.size() + 1;
      seeded.add(new Repeat("run-" + seed, setup(seed, run, Map.of()), run, evaluated("p" + seed)));
    }
    return seeded;
  }

  private static RunSetup setup(long seed, RunMetrics run, Map<String, String> others) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("epochs", "5");
    options.put("recipe", "allnet");
    PointRule rule = run.rule();
    if (rule != null) {
      options.put(RunSetup.OPERATING_POINT, rule.word());
    }
    options.putAll(others);
    return new RunSetup(seed, options, "images", "split-" + seed);
  }

  private static Repeat of(long seed, double auroc, Map<String, String> options) {
    RunMetrics run = runs(auroc).get(0);
    return new Repeat("run-" + seed, setup(seed, run, options), run, evaluated("p" + seed));
  }

  private static Repeat on(String data, String split, Repeat run) {
    RunSetup setup = run.setup();
    return new Repeat(
        run.run(),
        new RunSetup(setup.seed(), setup.options(), data, split),
        run.metrics(),
        run.whose());
  }

  private static Map<String, Repeat.Evaluated> evaluated(String... people) {
    return Arrays.stream(people)
        .collect(
            Collectors.toMap(name -> "cell of " + name, name -> new Repeat.Evaluated(name, true)));
  }

  private static Repeat on(Map<String, Repeat.Evaluated> evaluated, Repeat run) {
    return new Repeat(run.run(), run.setup(), run.metrics(), evaluated);
  }

  @Test
  void of_runsWithOtherPeople_isRefused() {
    Repeat first = on(evaluated("x", "y"), of(1, 0.7, Map.of()));
    Repeat second = on(Map.of("cell of x", new Repeat.Evaluated("z", true)), of(2, 0.7, Map.of()));

    assertThatThrownBy(() -> new Repeats(Map.of("a", List.of(first, second))))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("cell of x is of another person in run-1 than in run-2");
  }

  @Test
  void marked_runOfUnknownProtocol_isSaid() {
    RunMetrics known = runs(0.7).get(0);
    RunMetrics unknown =
        new RunMetrics(
            known.classes(),
            known.positive(),
            known.images(),
            known.tested(),
            known.origin().by(null),
            known.rule(),
            known.metrics(),
            known.baselines());

    assertThat(new Repeats(Map.of("a", seeded(List.of(known)))).marked("a")).isEqualTo("a");
    assertThat(new Repeats(Map.of("a", seeded(List.of(unknown)))).marked("a"))
        .isEqualTo("a (protocol unknown)");
  }

  @Test
  void new_twoRunsOfOneSeed_isRefused() {
    // A run and its copy, or one command that was typed twice: a standard deviation of 0.
    assertThatThrownBy(
            () -> new Repeats(Map.of("a", List.of(of(7, 0.6, Map.of()), of(7, 0.6, Map.of())))))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "run-7 and run-7 of 'a' have the same seed 7, which shows no spread; train with another 'seed', or leave one out");
  }

  @Test
  void new_oneNameOtherOptionsOrImages_isRefused() {
    Repeat run = of(1, 0.6, Map.of());
    assertThatThrownBy(
            () -> new Repeats(Map.of("a", List.of(run, of(2, 0.7, Map.of("epochs", "9"))))))
        .isInstanceOfSatisfying(
            OptionException.class,
            e -> {
              assertThat(e.setting()).contains("run");
              assertThat(e.value()).contains("run-2");
            })
        .hasMessage(
            "runs of 'a' differ in more than the seed: epochs of run-1 is 5, of run-2 9; give them names of their own");
    Repeat handcrafted = of(2, 0.7, Map.of("recipe", "handcrafted", "epochs", "9", "half", "true"));
    assertThatThrownBy(() -> new Repeats(Map.of("a", List.of(run, handcrafted))))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("recipe of run-1 is allnet, of run-2 handcrafted");
    assertThatThrownBy(
            () -> new Repeats(Map.of("a", List.of(run, of(2, 0.7, Map.of("half", "true"))))))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("half of run-1 is none, of run-2 true");
    assertThatThrownBy(
            () ->
                new Repeats(
                    Map.of("a", List.of(run, on("others", "split-2", of(2, 0.7, Map.of()))))))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("run-1 and run-2 are of different images");
  }

  @Test
  void difference_runsInAnotherOrder_pairsBySeed() {
    Repeats repeats =
        new Repeats(
            Map.of(
                "a",
                List.of(of(1, 0.5, Map.of()), of(2, 0.7, Map.of())),
                "b",
                List.of(of(2, 0.8, Map.of()), of(1, 0.7, Map.of()))));
    Spread difference = repeats.difference("a", "b", Metric.AUROC).orElseThrow();
    // Seed 1: 0.5 less 0.7, seed 2: 0.7 less 0.8.
    assertThat(difference.least()).isEqualTo(-0.2, within(1e-12));
    assertThat(difference.most()).isEqualTo(-0.1, within(1e-12));
  }

  @Test
  void difference_otherSeedsOrImages_isAbsent() {
    Map<String, List<Repeat>> systems = new LinkedHashMap<>();
    systems.put("a", List.of(of(2, 0.6, Map.of()), of(1, 0.6, Map.of())));
    systems.put("b", List.of(of(2, 0.6, Map.of()), of(3, 0.6, Map.of())));
    systems.put("c", List.of(on("others", "split-1", of(1, 0.6, Map.of()))));
    Repeats repeats = new Repeats(systems);
    assertThat(repeats.difference("a", "b", Metric.AUROC)).isEmpty();
    assertThat(repeats.statements().get(0))
        .isEqualTo("a minus b, AUROC: no pairs, the seeds differ: 1, 2 and 2, 3");
    assertThat(repeats.difference("a", "c", Metric.AUROC)).isEmpty();
    assertThat(repeats.unpaired("a", "c")).hasValue("no pairs, they are of different images");
    var pair = repeats.toJson().at("/pairs/0");
    assertThat(pair.path("reason").asText()).contains("the seeds differ");
    assertThat(pair.has("auroc")).isFalse();
  }

  @Test
  void statements_constantDifference_haveNoSpread() {
    // 0.65 - 0.6 and 0.35 - 0.3 differ in the 17th digit.
    Repeats repeats = repeats(runs(0.65, 0.35), runs(0.6, 0.3));
    Spread difference = repeats.difference("a", "b", Metric.AUROC).orElseThrow();
    assertThat(difference.leavesOutZero()).isFalse();
    assertThat(difference.toJson().has("low")).isFalse();
    assertThat(repeats.statements().get(0))
        .isEqualTo("a minus b, AUROC: +0.050 with each of 2 seeds: no spread to compare it with");
  }

  @Test
  void sharedSplits_seedsThatDrewNone_areSaid() {
    Repeat one = on("images", "given", of(1, 0.6, Map.of()));
    Repeat two = on("images", "given", of(2, 0.7, Map.of()));
    assertThat(new Repeats(Map.of("a", List.of(one, two))).sharedSplits())
        .containsExactly(
            "a: 2 runs share one split; their spread leaves out what another split does");
    assertThat(
            new Repeats(Map.of("a", List.of(one, two, of(3, 0.7, Map.of())))).sharedSplits().get(0))
        .startsWith("a: 3 runs share 2 splits");
    assertThat(repeats(runs(0.6, 0.7), runs(0.6, 0.7)).sharedSplits()).isEmpty();
  }

  @Test
  void samePeople_areSaidOfSystemsWhoseSplitsDiffer() {
    List<Repeat> runs = List.of(of(1, 0.6, Map.of()), of(2, 0.7, Map.of()));
    assertThat(new Repeats(Map.of("a", runs)).samePeople()).isEmpty();
    assertThat(new Repeats(Map.of("a", runs)).toJson().at("/systems/a/samePeople").asBoolean(true))
        .isFalse();
    List<Repeat> same = runs.stream().map(run -> on(evaluated("x", "y"), run)).toList();
    assertThat(new Repeats(Map.of("a", same)).samePeople())
        .containsExactly(
            "a: all 2 runs are evaluated on the same 2 people, so that their spread shows nothing of other people");
    assertThat(new Repeats(Map.of("a", same)).toJson().at("/systems/a/samePeople").asBoolean())
        .isTrue();
    Map<String, Repeat.Evaluated> images =
        Map.of("c", new Repeat.Evaluated("x", true), "x", new Repeat.Evaluated("x", false));
    assertThat(
            new Repeats(Map.of("a", runs.stream().map(run -> on(images, run)).toList()))
                .samePeople())
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("same 2 people and images");
    // One split for all is said otherwise, and one run has no spread.
    List<Repeat> shared = same.stream().map(run -> on("images", "split", run)).toList();
    assertThat(new Repeats(Map.of("a", shared)).samePeople()).isEmpty();
    assertThat(new Repeats(Map.of("a", same.subList(0, 1))).samePeople()).isEmpty();
  }

  @Test
  void otherSplits_areSaidOfTheirPairs() {
    Map<String, List<Repeat>> systems = new LinkedHashMap<>();
    systems.put("a", List.of(of(1, 0.6, Map.of()), of(2, 0.6, Map.of())));
    systems.put("b", List.of(on("images", "other", of(2, 0.7, Map.of())), of(1, 0.6, Map.of())));
    Repeats repeats = new Repeats(systems);
    assertThat(repeats.otherSplits())
        .containsExactly(
            "a and b: 1 of 2 pairs has different splits, so that their runs may have been evaluated on different images");
    assertThat(repeats.toJson().at("/pairs/0/otherSplits").asInt()).isEqualTo(1);
    assertThat(repeats(runs(0.6, 0.7), runs(0.6, 0.7)).otherSplits()).isEmpty();
    assertThat(repeats(runs(0.6, 0.7), runs(0.6)).otherSplits()).isEmpty();
  }

  @Test
  void spread_threeRepeats_isAsComputedByHand() {
    Spread spread = Spread.of(List.of(0.6, 0.8, 0.7));
    assertThat(spread.mean()).isEqualTo(0.7, within(1e-12));
    assertThat(spread.deviation()).isEqualTo(0.1, within(1e-12));
    assertThat(spread.least()).isEqualTo(0.6);
    assertThat(spread.most()).isEqualTo(0.8);
    // t(0.975, 2) = 4.302653 from the table of Student's distribution
    assertThat(spread.halfWidth()).isEqualTo(4.302653 * 0.1 / Math.sqrt(3), within(1e-6));
    assertThat(spread.describe()).isEqualTo("0.700 +- 0.100 (0.600 to 0.800)");
  }

  @Test
  void spread_oneRepeat_hasNoDeviation() {
    Spread spread = Spread.of(List.of(0.6));
    assertThat(spread.deviation()).isNull();
    assertThat(spread.halfWidth()).isNull();
    assertThat(spread.leavesOutZero()).isFalse();
    assertThat(spread.toJson().has("standardDeviation")).isFalse();
  }

  @Test
  void difference_pairsOfSeeds_areTakenOneByOne() {
    // Differences -0.1, -0.2, -0.3: mean -0.2, half width 0.2484, so that 0 is within.
    Repeats wide = repeats(runs(0.6, 0.6, 0.6), runs(0.7, 0.8, 0.9));
    Spread difference = wide.difference("a", "b", Metric.AUROC).orElseThrow();
    assertThat(difference.mean()).isEqualTo(-0.2, within(1e-12));
    assertThat(difference.leavesOutZero()).isFalse();
    assertThat(wide.statements())
        .contains(
            "a minus b, AUROC: -0.200 (95 % interval over 3 seeds -0.448 to +0.048): not separable from 0");
    // Means differ by as much, but every pair by the same.
    Repeats narrow = repeats(runs(0.5, 0.6, 0.7), runs(0.7, 0.8, 0.91));
    assertThat(narrow.difference("a", "b", Metric.AUROC).orElseThrow().leavesOutZero()).isTrue();
    assertThat(narrow.statements().get(0)).endsWith("larger than the spread of seeds");
  }

  @Test
  void difference_unequalRepeats_isAbsentAndSaid() {
    Repeats repeats = repeats(runs(0.6, 0.6), runs(0.7));
    assertThat(repeats.difference("a", "b", Metric.AUROC)).isEmpty();
    assertThat(repeats.statements().get(0)).contains("no pairs");
    assertThat(repeats.spread("a", Metric.MCC)).isEmpty();
    assertThat(repeats.spread("a", "cell area alone", Metric.AUROC).orElseThrow().mean())
        .isEqualTo(0.7);
    assertThat(repeats.spread("a", "unknown", Metric.AUROC)).isEmpty();
  }

  private static RunMetrics marked(Protocol protocol, Setting.Tested tested, boolean transductive) {
    return new RunMetrics(
        List.of("hem", "all"),
        "all",
        20,
        tested,
        origin(protocol, true, transductive, false),
        PointRule.Known.ARGMAX,
        Map.of(Metric.AUROC, 0.9),
        Map.of());
  }

  @Test
  void marks_standInNamesStatementsAndJson() {
    Repeats repeats =
        repeats(List.of(marked(Protocol.IMAGE, Setting.Tested.FOLDS, true)), runs(0.6));
    assertThat(repeats.marked("a")).isEqualTo("a (image-level; synthetic data; transductive)");
    assertThat(repeats.marked("b")).isEqualTo("b");
    assertThat(repeats.statements().get(0))
        .startsWith("a (image-level; synthetic data; transductive) minus b, AUROC: ");
    assertThat(repeats.imagesDiffer()).isTrue();
    var a = repeats.toJson().at("/systems/a");
    assertThat(a.path("protocol").asText()).isEqualTo("image");
    assertThat(a.path("synthetic").asBoolean()).isTrue();
    assertThat(a.path("transductive").asBoolean()).isTrue();
    assertThat(a.at("/images/0").asInt()).isEqualTo(20);
    assertThat(repeats.toJson().at("/systems/b/protocol").asText()).isEqualTo("subject");
  }

  @Test
  void new_oneNameOtherMarksOrRoles_isRefused() {
    RunMetrics image = marked(Protocol.IMAGE, Setting.Tested.FOLDS, false);
    for (RunMetrics other :
        List.of(
            marked(Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT, Setting.Tested.FOLDS, false),
            marked(Protocol.IMAGE, Setting.Tested.FOLDS, true))) {
      assertThatThrownBy(() -> new Repeats(Map.of("a", seeded(List.of(image, other)))))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining("runs of 'a' differ in more than the seed: one is image-level");
    }
    assertThatThrownBy(
            () ->
                repeats(
                    List.of(image),
                    List.of(marked(Protocol.IMAGE, Setting.Tested.VALIDATION, false))))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("evaluated on 'validation' images, the first run on 'folds'");
  }

  private static RunMetrics ruled(PointRule rule, boolean anew) {
    return new RunMetrics(
        List.of("hem", "all"),
        "all",
        20,
        Setting.Tested.FOLDS,
        origin(Protocol.SUBJECT, false, false, anew),
        rule,
        Map.of(Metric.AUROC, 0.9),
        Map.of());
  }

  @Test
  void new_ofOneNameWithOtherRules_isRefused() {
    RunMetrics argmax = ruled(PointRule.Known.ARGMAX, false);
    assertThatThrownBy(
            () ->
                new Repeats(
                    Map.of("a", seeded(List.of(argmax, ruled(PointRule.Known.YOUDEN, false))))))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("the operating point of one is argmax, of one youden");
    assertThatThrownBy(
            () ->
                new Repeats(
                    Map.of("a", seeded(List.of(argmax, ruled(PointRule.Known.ARGMAX, true))))))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("one subject-level (rule chosen anew)");
    Repeats anew = repeats(List.of(ruled(PointRule.Known.YOUDEN, true)), List.of(argmax));
    assertThat(anew.marked("a")).isEqualTo("a (rule chosen anew)");
    assertThat(anew.toJson().at("/systems/a/ruleChosenAnew").asBoolean()).isTrue();
  }

  @Test
  void foreignWeights_areNamedAndNoRepeatOfOthers() {
    Origin foreign = new Origin(Protocol.SUBJECT, Role.UNKNOWN, false, false, false, false, true);
    RunMetrics plain = runs(0.6).get(0);
    RunMetrics begun =
        new RunMetrics(
            plain.classes(),
            "all",
            102,
            Setting.Tested.FOLDS,
            foreign,
            PointRule.Known.ARGMAX,
            plain.metrics(),
            Map.of());
    Repeats repeats = repeats(List.of(begun), List.of(plain));
    assertThat(repeats.marked("a")).isEqualTo("a (weights of another program)");
    assertThat(repeats.toJson().at("/systems/a/foreignWeights").asBoolean()).isTrue();
    assertThat(repeats.toJson().at("/systems/b/foreignWeights").asBoolean(true)).isFalse();
    assertThatThrownBy(() -> new Repeats(Map.of("a", seeded(List.of(begun, plain)))))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining(
            "one is subject-level (weights of another program), one subject-level");
  }

  @Test
  void new_otherClassesOrNoRun_isRefused() {
    RunMetrics other =
        new RunMetrics(
            List.of("hem", "all"),
            "hem",
            9,
            Setting.Tested.FOLDS,
            Origin.UNKNOWN,
            null,
            Map.of(),
            Map.of());
    assertThatThrownBy(() -> repeats(runs(0.6), List.of(other)))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("a run of 'b' has the classes hem, all with hem positive");
    assertThatThrownBy(() -> new Repeats(Map.of()))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("finished runs");
  }
}
