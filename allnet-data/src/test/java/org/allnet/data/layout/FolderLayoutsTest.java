package org.allnet.data.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
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

/** What first-level folders are: classes, parts, copies or persons. */
final class FolderLayoutsTest {

  @TempDir Path root;

  private Dataset open(String paths) throws IOException {
    int number = 0;
    for (String path : paths.split(" ")) {
      number++;
      DataTree.text(root, path + "/" + number + ".png", path + number);
    }
    return DatasetReader.open(root, DatasetOptions.DEFAULTS);
  }

  private static String all(Dataset dataset, java.util.function.Function<CellImage, String> of) {
    return dataset.images().stream()
        .map(of)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new))
        .toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a b|[a, b]|[all]|[]",
        "train/a train/b test/a test/b|[a, b]|[test, train]|[]",
        "Train/a Train/b Val/a Val/b Test_Set/b|[a, b]|[Train, Val, test]|[]",
        "a/train a/test b/train b/test|[a, b]|[test, train]|[]",
        "fold_1/a fold_1/b fold_2/a fold_2/b|[a, b]|[fold_1, fold_2]|[]",
        "fold1/a/P1 fold1/b/P2 fold2/a/P3 fold2/b/P4|[a, b]|[fold1, fold2]|[P1, P2, P3, P4]",
        "a/P01 a/P02 b/P03|[a, b]|[all]|[P01, P02, P03]",
        "a/patient_1 b/patient_2|[a, b]|[all]|[patient_1, patient_2]",
        "a/1024 b/2048|[a, b]|[all]|[1024, 2048]",
        "a/P01/slide1 a/P01/slide2 b/P02/slide1|[a, b]|[all]|[P01, P02]",
        "P01/all P01/hem P02/all P03/hem|[all, hem]|[all]|[P01, P02, P03]",
        "P01/x P01/y P02/x P02/y|[x, y]|[all]|[P01, P02]",
        "data/all data/hem|[all, hem]|[all]|[]",
        "data/train/all data/train/hem data/test/all|[all, hem]|[test, train]|[]",
        "all/40x all/100x hem/40x hem/100x|[all, hem]|[all]|[]",
        "0 1|[0, 1]|[all]|[]",
        "L1 L2 L3|[L1, L2, L3]|[all]|[]",
        "M0 M1|[M0, M1]|[all]|[]",
        "all/400 all/100 hem/100|[all, hem]|[all]|[]",
      })
  void open_folders_areReadByTheirNames(String paths, String classes, String parts, String subjects)
      throws IOException {
    Dataset dataset = open(paths);

    assertThat(dataset.classes().names().toString()).isEqualTo(classes);
    assertThat(all(dataset, CellImage::part)).isEqualTo(parts);
    assertThat(all(dataset, CellImage::subject)).isEqualTo(subjects);
    assertThat(dataset.labelled()).hasSameSizeAs(dataset.images());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Original/a Original/b Segmented/a Segmented/b|Original, Segmented hold folders of the same names (a, b)",
        "raw/all raw/hem norm/all norm/hem|look like copies or parts",
        "P01 P02 P03|folders P01, P02, P03 look like patients, not classes",
        "patient1/x patient2/y|look like patients",
        "1001 1002 1003|look like patients",
        "Anna/all Bert/hem Cleo/all|the classes seem to be in the second folder (all, hem)",
        "train/a train test/a|put all into class folders",
      })
  void open_foldersThatAreNoClasses_areRefused(String paths, String message) {
    assertThatThrownBy(() -> open(paths))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(root.toString())
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void open_partsWithoutClasses_areUnlabelled() throws IOException {
    Dataset dataset = open("train test");

    assertThat(dataset.labelled()).isEmpty();
    assertThat(dataset.problems())
        .singleElement()
        .asString()
        .contains("parts without class folders");
  }

  @Test
  void open_foldersBelowTheClassesOfUnknownMeaning_areSaidToBeNoSubjects() throws IOException {
    Dataset dataset = open("all/miller hem/smith");

    assertThat(dataset.hasSubjects()).isFalse();
    assertThat(dataset.problems())
        .singleElement()
        .asString()
        .contains("miller, smith, are not read as subjects");
  }

  @Test
  void candidates_testPart_isLeftOutOfTraining() throws IOException {
    Dataset dataset = open("train/a train/b val/a val/b test/a test/b");

    assertThat(Splitter.candidates(dataset)).hasSize(4);
    assertThat(Splitter.leftOut(dataset))
        .extracting(CellImage::name)
        .containsExactly("test/a/5.png", "test/b/6.png");
  }

  @Test
  void ofManifest_readsTheSameFoldersFromPathsAlone() throws IOException {
    StringBuilder text = new StringBuilder("path,sha256,size\n");
    for (String path :
        new String[] {"train/a/P1/1.jfif", "train/b/P2/2.png", "test/a/P3/long3.png"}) {
      text.append(path).append(',').append("0".repeat(63)).append(path.length() % 10);
      text.append(",9\n");
    }
    Path file = DataTree.text(root, "manifest.csv", text.toString());

    Inspection inspection = Inspection.ofManifest(Manifest.read(file));

    assertThat(new TreeMap<>(inspection.classes()).toString()).isEqualTo("{a=2, b=1}");
    assertThat(inspection.parts()).containsOnlyKeys("test", "train");
    assertThat(inspection.subjects()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PK\3\4....a.npy", "GIF89a", "<html>"})
  void open_fileThatIsNoFolder_isNamedForWhatItIs(String content) throws IOException {
    Path file = DataTree.text(root, "set.npz", content);

    assertThatThrownBy(() -> DatasetReader.open(file, DatasetOptions.DEFAULTS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(", no folder with images; ");
    assertThatThrownBy(() -> Manifest.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(", no folder and no manifest; ");
  }
}
