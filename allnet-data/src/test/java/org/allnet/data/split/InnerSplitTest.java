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
import org.allnet.data.dataset.Dataset;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.data.split.Split.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InnerSplitTest {

  /** Made up cells and what belongs together in them. */
  record Cells(Dataset dataset, SubjectGroups groups, Map<String, String> hashes) {

    /** Subjects with cells of one class each; some images are copies of another subject's. */
    static Cells of(Random random, int subjectsPerClass, boolean copies) {
      List<CellImage> images = new ArrayList<>();
      Map<String, String> hashes = new HashMap<>();
      for (String label : List.of("hem", "all")) {
        for (int subject = 0; subject < subjectsPerClass; subject++) {
          for (int cell = 0; cell < 2 + random.nextInt(12); cell++) {
            String name = label + "/" + subject + "_" + cell + ".png";
            images.add(new CellImage(name, Path.of(name), "all", label, label + subject));
            boolean copy = copies && cell > 0 && random.nextInt(12) == 0;
            int other = Math.max(0, subject - random.nextInt(2));
            hashes.put(name, copy ? label + "/" + other + "_0.png" : name);
          }
        }
      }
      return new Cells(SplitCells.of(images), SubjectGroups.ofFiles(images, hashes), hashes);
    }
  }

  private static Set<String> names(List<Place> places) {
    return places.stream().map(Place::image).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void cut_manySets_keepsGroupsAndClasses(Protocol protocol) {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      Cells cells = Cells.of(random, 9 + random.nextInt(8), true);
      SplitOptions options = new SplitOptions(protocol, 2, seed % 2 == 0 ? 0 : 0.2, seed);
      Split split;
      try {
        split = Splitter.split(cells.dataset(), cells.groups(), options);
      } catch (OptionException tooFewGroups) {
        continue;
      }
      for (int fold = 1; fold <= 2; fold++) {
        InnerSplit inner =
            InnerSplit.cut(split, fold, cells.dataset(), cells.groups(), seed + fold);
        Set<String> part = names(inner.part());
        Set<String> rest = names(inner.rest().training(fold));
        Set<String> all = new HashSet<>(part);
        all.addAll(rest);
        assertThat(all).isEqualTo(names(split.training(fold)));
        assertThat(part).doesNotContainAnyElementsOf(rest);
        assertThat(inner.rest().validation(fold)).isEqualTo(split.validation(fold));
        assertThat(inner.rest().holdOut()).isEqualTo(split.holdOut());
        for (Set<String> side : List.of(part, rest)) {
          assertThat(side).anyMatch(name -> name.startsWith("hem"));
          assertThat(side).anyMatch(name -> name.startsWith("all"));
        }
        assertThat(part.size()).isBetween(1, all.size() / 2);
        Set<String> hashes = hashes(cells, part);
        assertThat(hashes).doesNotContainAnyElementsOf(hashes(cells, rest));
        if (protocol == Protocol.SUBJECT) {
          assertThat(subjects(inner.part()))
              .doesNotContainAnyElementsOf(subjects(inner.rest().training(fold)));
        }
      }
    }
  }

  private static Set<String> hashes(Cells cells, Set<String> images) {
    return images.stream().map(image -> cells.hashes().get(image)).collect(Collectors.toSet());
  }

  private static Set<String> subjects(List<Place> places) {
    return places.stream().map(place -> "" + place.subject()).collect(Collectors.toSet());
  }

  @Test
  void cut_ofOneSubjectAClass_isRefusedByName() {
    Cells cells = Cells.of(new Random(1), 2, false);
    Split split =
        Splitter.split(
            cells.dataset(), cells.groups(), new SplitOptions(Protocol.SUBJECT, 2, 0, 1));
    assertThatThrownBy(() -> InnerSplit.cut(split, 1, cells.dataset(), cells.groups(), 1))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("class 'hem' has 1 subject group among the training images")
        .hasMessageContaining("'folds'");
  }
}
