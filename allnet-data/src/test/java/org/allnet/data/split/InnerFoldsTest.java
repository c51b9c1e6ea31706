package org.allnet.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.integrity.SubjectGroups;
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

  /** Subjects of cells of both classes: folds are equal, as no draw of whole subjects is. */
  @Test
  void of_subjectsOfBothClasses_balancesTheRareOne() {
    List<CellImage> images = new ArrayList<>();
    for (int subject = 0; subject < 20; subject++) {
      for (int cell = 0; cell < 13; cell++) {
        boolean rare = cell < (subject % 2 == 0 ? 3 : 1);
        String label = rare ? "all" : "hem";
        if (rare || cell >= 3) {
          String name = label + "/" + subject + "_" + cell + ".png";
          images.add(new CellImage(name, Path.of(name), "all", label, "subject " + subject));
        }
      }
    }
    Map<String, String> hashes = new HashMap<>();
    images.forEach(image -> hashes.put(image.name(), image.name()));
    SubjectGroups groups = SubjectGroups.ofFiles(images, hashes);
    for (int seed = 0; seed < 10; seed++) {
      Split split =
          Splitter.split(
              SplitCells.of(images), groups, new SplitOptions(Protocol.SUBJECT, 2, 0, seed));
      assertThat(split.images()).isSorted();
      assertThat(split.training(1)).hasSize(120);

      InnerFolds folds = InnerFolds.of(split, 1, SplitCells.of(images), groups, seed);

      int[] rare = new int[6];
      for (Place place : split.training(1)) {
        rare[folds.of(place.image())] += place.label().equals("all") ? 1 : 0;
      }
      assertThat(rare).containsExactly(0, 4, 4, 4, 4, 4);
    }
  }

  /** A class that only copies under two labels have: both of its groups may come into one fold. */
  @Test
  void of_classThatStaysInOnePart_isRefused() {
    List<CellImage> images = new ArrayList<>();
    Map<String, String> hashes = new HashMap<>();
    for (int cell = 0; cell < 24; cell++) {
      String name = "hem/" + cell + ".png";
      images.add(new CellImage(name, Path.of(name), "all", "hem", null));
      hashes.put(name, "of " + cell / 2);
    }
    for (int cell = 0; cell < 4; cell++) {
      String name = "all/" + cell + ".png";
      images.add(new CellImage(name, Path.of(name), "all", "all", null));
      hashes.put(name, "of " + cell);
    }
    SubjectGroups groups = SubjectGroups.ofFiles(images, hashes);
    int refused = 0;
    for (int seed = 0; seed < 40; seed++) {
      Split split =
          Splitter.split(
              SplitCells.of(images), groups, new SplitOptions(Protocol.IMAGE, 2, 0, seed));
      try {
        InnerFolds folds = InnerFolds.of(split, 1, SplitCells.of(images), groups, seed);
        Set<Integer> having = new HashSet<>();
        for (Place place : split.training(1)) {
          if (place.label().equals("all")) {
            having.add(folds.of(place.image()));
          }
        }
        assertThat(having).hasSizeGreaterThan(1);
      } catch (OptionException e) {
        refused += e.getMessage().contains("can't be divided so that 'all' is in two") ? 1 : 0;
      }
    }
    assertThat(refused).isBetween(1, 39);
  }
}
