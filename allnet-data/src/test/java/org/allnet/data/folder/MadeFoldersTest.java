package org.allnet.data.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.dataset.DatasetProblem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes that have augmented images alone. */
final class MadeFoldersTest {

  private static List<String> lines(String one, String other) {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      paths.add(one.formatted(i));
      paths.add(other.formatted(i));
    }
    return ClassFolders.ofPaths("d", paths).problems().stream()
        .map(DatasetProblem::toString)
        .filter(problem -> problem.contains("no originals"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "ALL/aug/x%d.png, HEM/aug/y%d.png, 'ALL/aug, HEM/aug'",
    "ALL/x%d.png, HEM/augmented/y%d.png, HEM/augmented",
    "ALL_aug/x%d.png, HEM_aug/y%d.png, 'ALL_aug, HEM_aug'"
  })
  void classesWithoutOriginals_areSaid(String one, String other, String folders) {
    assertThat(lines(one, other))
        .singleElement()
        .asString()
        .startsWith("folders %s are named like augmented images".formatted(folders));
  }

  @ParameterizedTest
  @ValueSource(strings = {"augmented", "aug", "Augmentation", "cells_aug", "rotated"})
  void augmentedDataSet_isSaid(String root) {
    assertThat(ClassFolders.ofPaths(root, List.of("ALL/x.png", "HEM/y.png")).problems())
        .singleElement()
        .asString()
        .startsWith("folders %s are named like augmented images".formatted(root));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cells", "Aug_2021", "august", "synthetic", "backup", "data_bak"})
  void otherDataSets_areNotSaid(String root) {
    assertThat(ClassFolders.ofPaths(root, List.of("ALL/x.png", "HEM/y.png")).problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ALL/x%d.png, HEM/y%d.png",
    "ALL/august/x%d.png, HEM/august/y%d.png",
    "ALL/P01/x%d.png, HEM/P02/y%d.png"
  })
  void otherFolders_areNotSaid(String one, String other) {
    assertThat(lines(one, other)).isEmpty();
  }
}
