package org.allnet.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.split.Split.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InnerFoldsTest {

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void of_manySets_dividesNoGroupAndLeavesEveryClass(Protocol protocol) {
    int checked = 0;
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      InnerSplitTest.Cells cells = InnerSplitTest.Cells.of(random, 9 + random.nextInt(8), true);
      Split split;
      try {
        split =
            Splitter.split(
                cells.dataset(), cells.groups(), new SplitOptions(protocol, 2, 0.2, seed));
      } catch (OptionException tooFewGroups) {
        continue;
      }
      InnerFolds folds = InnerFolds.of(split, 1, cells.dataset(), cells.groups(), seed);
      assertThat(folds.folds().keySet())
          .isEqualTo(split.training(1).stream().map(Place::image).collect(Collectors.toSet()));
      Map<String, Set<Integer>> having = new HashMap<>();
      Map<String, Integer> byGroup = new HashMap<>();
      for (CellImage image : cells.dataset().images()) {
        Integer fold = folds.folds().get(image.name());
        if (fold == null) {
          continue;
        }
        having.computeIfAbsent(image.label(), key -> new HashSet<>()).add(fold);
        together(byGroup, "file " + cells.hashes().get(image.name()), fold);
        if (!protocol.imageLevel()) {
          together(byGroup, "subject " + image.subject(), fold);
        }
      }
      having.values().forEach(own -> assertThat(own).hasSizeGreaterThan(1));
      checked++;
    }
    assertThat(checked).isGreaterThan(20);
  }

  private static void together(Map<String, Integer> folds, String group, int fold) {
    Integer before = folds.put(group, fold);
    assertThat(before == null ? fold : before).as(group).isEqualTo(fold);
  }

  @Test
  void of_classOfOneSubject_isRefused() {
    InnerSplitTest.Cells cells = InnerSplitTest.Cells.of(new Random(1), 2, false);
    Split split =
        Splitter.split(
            cells.dataset(), cells.groups(), new SplitOptions(Protocol.SUBJECT, 2, 0, 1));

    assertThatThrownBy(() -> InnerFolds.of(split, 1, cells.dataset(), cells.groups(), 1))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("has 1 subject group among the training images of fold model 1")
        .hasMessageContaining("needs 2");
  }
}
