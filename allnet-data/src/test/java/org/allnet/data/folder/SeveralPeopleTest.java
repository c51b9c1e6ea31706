package org.allnet.data.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.integrity.DataTree;
import org.allnet.data.layout.DatasetReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells of a table that name two people. */
final class SeveralPeopleTest {

  @ParameterizedTest
  @ValueSource(strings = {"P01;P99", "P01|P99", "P01 & P02", "P1, P2", "Kaya+Ayla", "P1 and P2"})
  void twoPeopleInOneCell_areSaid(String cell) {
    assertThat(SeveralPeople.describe(List.of("Kaya", "Ayla", cell, cell)).orElseThrow())
        .startsWith("2 images have a subject such as '" + cell + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"P01", "P01/slide1", "Kaya, Ayse", "21/1234", "Kaya/2", "P1;", "Kaya;Kaya", "A+"})
  void onePerson_isNotSaid(String cell) {
    assertThat(SeveralPeople.describe(List.of("Kaya", "Ayla", cell))).isEmpty();
  }

  @Test
  void tableOfSeveralPeople_isAProblem(@TempDir Path root) throws IOException {
    StringBuilder table = new StringBuilder("image,subject\n");
    for (int i = 0; i < 4; i++) {
      for (String label : List.of("ALL", "Normal")) {
        String name = label + "/c" + label + i + ".png";
        DataTree.text(root, name, name);
        table.append(name).append(i == 3 ? ",P1;P2\n" : "," + label + i + "\n");
      }
    }
    DataTree.text(root, "subjects.csv", table.toString());

    assertThat(DatasetReader.open(root, DatasetOptions.DEFAULTS).problems())
        .map(String::valueOf)
        .filteredOn(line -> line.startsWith("subjects.csv: 2 images have a subject such as"))
        .hasSize(1);
  }
}
