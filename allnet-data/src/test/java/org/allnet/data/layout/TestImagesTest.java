package org.allnet.data.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.integrity.DataTree;
import org.allnet.data.integrity.Inspection;
import org.allnet.data.integrity.Manifest;
import org.allnet.data.split.Splitter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that the user kept for testing, by folders around C-NMC names or by names of files. */
final class TestImagesTest {

  @TempDir Path root;

  private Dataset open(String... paths) throws IOException {
    for (String path : paths) {
      DataTree.text(root, path, path);
    }
    return DatasetReader.open(root, DatasetOptions.DEFAULTS);
  }

  private static Map<String, Long> parts(Dataset dataset) {
    return dataset.images().stream()
        .collect(Collectors.groupingBy(CellImage::part, Collectors.counting()));
  }

  @ParameterizedTest
  @CsvSource({
    "train/all, val/hem, test/all, val",
    "mine/train/all, mine/val/hem, mine/test/all, val",
    "all/train, hem/val, all/test, val",
    "Trainingsdaten/all, Validierung/hem, Testdaten/all, Validierung",
    "training_data/fold_0/all, training_data/fold_1/hem, holdout/fold_0/all, fold_1",
    "test/train/all, test/val/hem, test/test/all, val",
  })
  void open_cnmcNamesInOwnParts_leaveTestOut(String train, String val, String test, String second)
      throws IOException {
    Dataset dataset =
        open(
            train + "/UID_1_1_1_all.bmp",
            train + "/UID_1_2_1_all.bmp",
            val + "/UID_H2_1_1_hem.bmp",
            test + "/UID_3_1_1_all.bmp");

    assertThat(dataset.kind()).isEqualTo(DatasetKind.CNMC_2019);
    assertThat(parts(dataset)).containsEntry("test", 1L).containsEntry(second, 1L).hasSize(3);
    assertThat(Splitter.leftOut(dataset))
        .extracting(CellImage::name)
        .containsExactly(test + "/UID_3_1_1_all.bmp");
    assertThat(dataset.problems()).isEmpty();
  }

  @Test
  void open_peopleInTrainAndTestOfCnmcNames_areNamed() throws IOException {
    Dataset dataset =
        open(
            "train/all/UID_1_1_1_all.bmp",
            "train/hem/UID_H2_1_1_hem.bmp",
            "test/all/UID_1_2_1_all.bmp");

    assertThat(dataset.problems())
        .singleElement()
        .asString()
        .startsWith("1 subject has images in the test part and in others, such as 1:");
  }

  @Test
  void candidates_cnmcWithoutFolds_areNotItsTests() throws IOException {
    String test = "C-NMC_test_prelim_phase_data";
    DataTree.text(
        root, test + "_labels.csv", "Patient_ID,new_names,labels\nUID_57_29_1_all.bmp,1.bmp,1\n");
    Dataset dataset = open("all/UID_1_1_1_all.bmp", "hem/UID_H2_1_1_hem.bmp", test + "/1.bmp");

    assertThat(Splitter.candidates(dataset))
        .extracting(CellImage::name)
        .containsExactly("all/UID_1_1_1_all.bmp", "hem/UID_H2_1_1_hem.bmp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"original segmented", "all all_2", "fold_0/all fold_1/all", "test train"})
  void open_cellsOfCnmcInSeveralFolders_areRefused(String folders) {
    String[] two = folders.split(" ");
    assertThatThrownBy(() -> open(two[0] + "/UID_1_1_1_all.bmp", two[1] + "/uid_1_1_1_all.png"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1 cell is in several folders, such as " + two[0]);
  }

  @Test
  void inspect_manifestOfOwnParts_readsThem() throws IOException {
    Path manifest =
        DataTree.text(
            root,
            "m.csv",
            "path,sha256,size\ntrain/all/UID_1_1_1_all.bmp,%s,1\ntest/hem/UID_H2_1_1_hem.bmp,%s,1\n"
                .formatted("0".repeat(64), "1".repeat(64)));

    assertThat(Inspection.ofManifest(Manifest.read(manifest)).images().parts().keySet())
        .containsExactlyInAnyOrder("training", "test");
  }

  @ParameterizedTest
  @CsvSource({
    "train_0 train_1 test_0, train_0 test_1, 2",
    "ALL_train_0 ALL_valid_1 ALL_test_2, hem_train_0, 1",
    "TrainingSet_0 TestSet_1, TrainingSet_2, 1",
    "TrainImage0 TestImage1, TestImage2, 2",
    "train_0 testA_1, testB_2, 2",
    "train_0 held_out_1, hold-out-2, 2",
    "0_train 1_holdout, 3_train 4_val, 1",
    "Train0 Test0, Train3 Train4, 1",
  })
  void open_namesOfFilesThatTellParts_areReadAsParts(String all, String hem, long left)
      throws IOException {
    Dataset dataset = open(files(all, hem));

    assertThat(Splitter.leftOut(dataset)).hasSize((int) left);
    assertThat(parts(dataset)).containsEntry("test", left);
  }

  @ParameterizedTest
  @CsvSource({"test_0 test_1, test_2", "train_0, val_2", "test_0 img_1, test_2", "a b, c"})
  void open_namesOfOnePartAlone_tellNothingApart(String all, String hem) throws IOException {
    assertThat(parts(open(files(all, hem)))).containsOnlyKeys("all");
  }

  @Test
  void open_someNamesOfFilesThatTellParts_areRefused() {
    assertThatThrownBy(() -> open(files("train_0 test_0", "train_1 img7")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("as ALL/test_0.png does")
        .hasMessageContaining("1 other, such as hem/img7.png");
  }

  private static String[] files(String all, String hem) {
    List<String> files = new java.util.ArrayList<>();
    List.of(all.split(" ")).forEach(name -> files.add("ALL/" + name + ".png"));
    List.of(hem.split(" ")).forEach(name -> files.add("hem/" + name + ".png"));
    return files.toArray(String[]::new);
  }
}
