package org.allnet.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.DatasetProblem;
import org.allnet.data.dataset.Layout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ALL-IDB as it unpacks: its folders are data sets, its names tell the classes. */
final class AllIdbClassesTest {

  private static List<String> paths(String folder) {
    List<String> paths = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      paths.add("%sIm%03d_1.tif".formatted(folder, i));
      paths.add("%sIm%03d_0.tif".formatted(folder, 130 + i));
    }
    return paths;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "img/", "ALL_IDB2/img/", "archive/ALL_IDB2/img/", "test/"})
  void set_asItUnpacks_hasClassesByName(String folder) {
    List<String> paths = paths(folder);
    paths.add(folder + "Im001_1 (1).tif");
    paths.add(folder + "DSC_0001.jpg");

    Layout layout = ClassFolders.ofPaths("d", paths);

    assertThat(layout.classes()).containsExactly("blast", "healthy");
    assertThat(layout.images().stream().collect(Collectors.groupingBy(AllIdbClassesTest::label)))
        .hasEntrySatisfying("blast", images -> assertThat(images).hasSize(7))
        .hasEntrySatisfying("healthy", images -> assertThat(images).hasSize(6))
        .hasEntrySatisfying("none", images -> assertThat(images).hasSize(1));
    assertThat(layout.problems())
        .map(DatasetProblem::toString)
        .anyMatch(line -> line.startsWith("classes blast, healthy are read from the names"))
        .anyMatch(line -> line.equals("1 image is named otherwise and unlabelled"));
  }

  @Test
  void setInParts_isNotCalledUnlabelled() {
    List<String> paths = paths("train/");
    paths.addAll(paths("test/").stream().map(path -> path.replace("Im0", "Im2")).toList());
    paths.addAll(paths("test/").stream().map(path -> path.replace("Im1", "Im3")).toList());

    assertThat(ClassFolders.ofPaths("d", paths).problems().toString())
        .contains("classes blast, healthy are read from the names")
        .doesNotContain("unlabelled");
  }

  private static String label(CellImage image) {
    return image.label() == null ? "none" : image.label();
  }

  @Test
  void classFolders_tellTheClasses() {
    List<String> paths = new ArrayList<>();
    paths("").forEach(name -> paths.add((name.contains("_1.") ? "a/" : "b/") + name));

    assertThat(ClassFolders.ofPaths("d", paths).classes()).containsExactly("a", "b");
  }

  @Test
  void framesOfNumbers_areUnlabelled() {
    List<String> paths = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      paths.add("im%03d_0.png".formatted(i));
      paths.add("im%03d_1.png".formatted(i));
    }

    assertThat(ClassFolders.ofPaths("d", paths).classes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALL_IDB1/im/,ALL_IDB2/img/",
        "ALL-IDB1/,ALL-IDB2/",
        "Dataset1/,Dataset2/",
        "dataset_A/,dataset_B/"
      })
  void setsBesideOneAnother_areRefused(String folders) {
    List<String> paths = new ArrayList<>();
    for (String folder : folders.split(",")) {
      paths.addAll(paths(folder));
    }

    assertThatThrownBy(() -> ClassFolders.ofPaths("d", paths))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("are named like data sets, not like classes")
        .hasMessageContaining("give one of them alone, such as d/" + folders.split("/")[0]);
  }
}
