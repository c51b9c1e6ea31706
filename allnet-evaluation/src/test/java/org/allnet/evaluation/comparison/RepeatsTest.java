package org.allnet.evaluation.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.OptionException;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.figure.FigureName;
import org.junit.jupiter.api.Test;

class RepeatsTest {

  private static List<RunMetrics> runs(double... aurocs) {
    return Arrays.stream(aurocs)
        .mapToObj(
            auroc ->
                new RunMetrics(
                    List.of("hem", "all"),
                    "all",
                    102,
                    "folds",
                    Protocol.SUBJECT,
                    false,
                    false,
                    "argmax",
                    false,
                    Map.of(FigureName.AUROC, auroc),
                    Map.of("cell area alone", Map.of(FigureName.AUROC, 0.7))))
        .toList();
  }

  private static Repeats repeats(List<RunMetrics> first, List<RunMetrics> second) {
    Map<String, List<RunMetrics>> systems = new LinkedHashMap<>();
    systems.put("a", first);
    systems.put("b", second);
    return new Repeats(systems);
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
  void spread_oneRepeat_hasNoDeviationAndLeavesNothingOut() {
    Spread spread = Spread.of(List.of(0.6));
    assertThat(spread.deviation()).isNull();
    assertThat(spread.halfWidth()).isNull();
    assertThat(spread.leavesOutZero()).isFalse();
    assertThat(spread.toJson().has("standardDeviation")).isFalse();
  }

  @Test
  void difference_pairsOfSeeds_areTakenRepeatByRepeat() {
    // Differences -0.1, -0.2, -0.3: mean -0.2, half width 0.2484, so that 0 is within.
    Repeats wide = repeats(runs(0.6, 0.6, 0.6), runs(0.7, 0.8, 0.9));
    Spread difference = wide.difference("a", "b", FigureName.AUROC).orElseThrow();
    assertThat(difference.mean()).isEqualTo(-0.2, within(1e-12));
    assertThat(difference.leavesOutZero()).isFalse();
    assertThat(wide.statements())
        .contains(
            "a less b, AUROC: -0.200 (95 % interval over 3 seeds -0.448 to +0.048): not separable from 0");
    // Means differ by as much, but every pair by the same.
    Repeats narrow = repeats(runs(0.5, 0.6, 0.7), runs(0.7, 0.8, 0.91));
    assertThat(narrow.difference("a", "b", FigureName.AUROC).orElseThrow().leavesOutZero())
        .isTrue();
    assertThat(narrow.statements().get(0)).endsWith("larger than the spread of seeds");
  }

  @Test
  void difference_otherNumbersOfRepeatsOrUndefined_isAbsentAndSaid() {
    Repeats repeats = repeats(runs(0.6, 0.6), runs(0.7));
    assertThat(repeats.difference("a", "b", FigureName.AUROC)).isEmpty();
    assertThat(repeats.statements().get(0)).contains("no pairs");
    assertThat(repeats.spread("a", FigureName.MCC)).isEmpty();
    assertThat(repeats.spread("a", "cell area alone", FigureName.AUROC).orElseThrow().mean())
        .isEqualTo(0.7);
    assertThat(repeats.spread("a", "unknown", FigureName.AUROC)).isEmpty();
  }

  private static RunMetrics marked(Protocol protocol, String tested, boolean transductive) {
    return new RunMetrics(
        List.of("hem", "all"),
        "all",
        20,
        tested,
        protocol,
        true,
        transductive,
        "argmax",
        false,
        Map.of(FigureName.AUROC, 0.9),
        Map.of());
  }

  @Test
  void marks_standInNamesStatementsAndJson() {
    Repeats repeats = repeats(List.of(marked(Protocol.IMAGE, "folds", true)), runs(0.6));
    assertThat(repeats.marked("a")).isEqualTo("a (image-level; synthetic; transductive)");
    assertThat(repeats.marked("b")).isEqualTo("b");
    assertThat(repeats.statements().get(0))
        .startsWith("a (image-level; synthetic; transductive) less b, AUROC: ");
    assertThat(repeats.imagesDiffer()).isTrue();
    var a = repeats.toJson().at("/systems/a");
    assertThat(a.path("protocol").asText()).isEqualTo("image");
    assertThat(a.path("synthetic").asBoolean()).isTrue();
    assertThat(a.path("transductive").asBoolean()).isTrue();
    assertThat(a.at("/images/0").asInt()).isEqualTo(20);
    assertThat(repeats.toJson().at("/systems/b/protocol").asText()).isEqualTo("subject");
  }

  @Test
  void new_ofOneNameWithOtherMarksOrOfOtherRoles_isRefused() {
    RunMetrics image = marked(Protocol.IMAGE, "folds", false);
    for (RunMetrics other :
        List.of(
            marked(Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT, "folds", false),
            marked(Protocol.IMAGE, "folds", true))) {
      assertThatThrownBy(() -> new Repeats(Map.of("a", List.of(image, other))))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining("runs of 'a' differ in more than the seed: one is image-level");
    }
    assertThatThrownBy(
            () -> repeats(List.of(image), List.of(marked(Protocol.IMAGE, "validation", false))))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("judged on 'validation' images, the first run on 'folds'");
  }

  private static RunMetrics ruled(String rule, boolean anew) {
    return new RunMetrics(
        List.of("hem", "all"),
        "all",
        20,
        "folds",
        Protocol.SUBJECT,
        false,
        false,
        rule,
        anew,
        Map.of(FigureName.AUROC, 0.9),
        Map.of());
  }

  @Test
  void new_ofOneNameWithOtherRules_isRefused() {
    RunMetrics argmax = ruled("argmax", false);
    assertThatThrownBy(() -> new Repeats(Map.of("a", List.of(argmax, ruled("youden", false)))))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("the operating point of one is argmax, of one youden");
    assertThatThrownBy(() -> new Repeats(Map.of("a", List.of(argmax, ruled("argmax", true)))))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("one subject-level (rule chosen anew)");
    Repeats anew = repeats(List.of(ruled("youden", true)), List.of(argmax));
    assertThat(anew.marked("a")).isEqualTo("a (rule chosen anew)");
    assertThat(anew.toJson().at("/systems/a/ruleChosenAnew").asBoolean()).isTrue();
  }

  @Test
  void new_otherClassesOrNoRun_isRefused() {
    RunMetrics other =
        new RunMetrics(
            List.of("hem", "all"),
            "hem",
            9,
            "folds",
            null,
            false,
            false,
            "",
            false,
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
