package org.allnet.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.Wording;
import org.allnet.data.dataset.CodedClasses;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders that are codes, whose files are called by words of known and unknown meaning. */
final class CodedWordsTest {

  private static Dataset dataset(DatasetOptions options, String... paths) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      for (String path : paths) {
        all.add(path.formatted(i));
      }
    }
    return ClassFolders.ofPaths("d", all).toDataset(Path.of("d"), options, false);
  }

  private static List<String> lines(DatasetOptions options, String... paths) {
    return dataset(options, paths).problems().stream()
        .map(line -> line.sentence().in(Wording.PLAIN))
        .filter(line -> line.contains("no known words"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "KZ_%d,GN_%d",
    "scan_KZ_%d,scan_GN_%d",
    "\u89c6\u91ce\u5de6\u767d\u8840\u75c5%d,\u89c6\u91ce\u5de6\u6b63\u5e38%d",
    "\uc591\uc131\uc0ac\uc9c4%d,\uc74c\uc131\uc0ac\uc9c4%d",
    "NoALL%d,NoHEM%d",
    "a%d,b%d"
  })
  void unknownWordsOfCodes_areSaid(String zero, String one) {
    String[] paths = {"0/" + zero + ".png", "1/" + one + ".png"};

    assertThat(lines(DatasetOptions.DEFAULTS, paths))
        .singleElement()
        .asString()
        .startsWith("files of class 0 have '")
        .contains("check that 1 is the sick")
        .endsWith("0=NAME,1=NAME");
    assertThat(lines(new DatasetOptions(Map.of(), "1"), paths)).isEmpty();
    assertThat(lines(new DatasetOptions(Map.of("0", "ALL", "1", "hem"), null), paths)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0/c%d,1/c%d",
    "0/img_%d,1/%d",
    "0/hem_x%d,1/all_y%d",
    "0/hem_%d,1/xyz_%d",
    "A/A_%d,B/B_%d",
    "class0/class_0_%d,class1/class_1_%d",
    "ALL/KZ_%d,Normal/GN_%d",
    "positive/KZ_%d,negative/GN_%d"
  })
  void otherNames_areNotSaid(String one, String other) {
    assertThat(lines(DatasetOptions.DEFAULTS, one + ".png", other + ".png")).isEmpty();
  }

  @Test
  void wordOfSomeFiles_isNotSaid() {
    assertThat(lines(DatasetOptions.DEFAULTS, "0/KZ_%d.png", "0/%d.png", "1/GN_%d.png")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "\u9633\u6027\u56fe%d,\u9634\u6027\u56fe%d",
    "\u967d\u6027\u753b\u50cf%d,\u9670\u6027\u753b\u50cf%d",
    "PtALL_%d,PtHEM_%d",
    "ALLBM%d,HEMBM%d",
    "positive_%d,negative_%d"
  })
  void swappedCodes_areRefused(String sick, String healthy) {
    Dataset swapped =
        dataset(DatasetOptions.DEFAULTS, "0/" + sick + ".png", "1/" + healthy + ".png");
    Dataset right = dataset(DatasetOptions.DEFAULTS, "0/" + healthy + ".png", "1/" + sick + ".png");

    assertThatThrownBy(() -> CodedClasses.refuse(swapped, null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("but '1' would be the positive class");
    assertThatCode(() -> CodedClasses.refuse(right, null)).doesNotThrowAnyException();
  }

  @Test
  void markersOfBothClasses_areTaken() {
    Dataset dataset =
        dataset(
            DatasetOptions.DEFAULTS,
            "0/MRDpos_%d.png",
            "0/MRDneg_%d.png",
            "1/MRDpos_1%d.png",
            "1/MRDneg_1%d.png");

    assertThatCode(() -> CodedClasses.refuse(dataset, null)).doesNotThrowAnyException();
  }
}
