package org.allnet.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.allnet.data.InputException;
import org.allnet.data.dataset.AlikeClasses;
import org.allnet.data.dataset.DatasetOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders beside the classes that are no classes of their own: versions, copies, places. */
final class ClassVersionsTest {

  private static List<String> paths(String folders) {
    return Stream.of(folders.split(" ")).map(folder -> folder + "/" + folder.hashCode()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALL Normal ALL_crop Normal_crop|folders ALL_crop, Normal_crop repeat the classes ALL, Normal with the same word added",
        "ALL Normal ALL_bg_removed Normal_bg_removed|folders ALL_bg_removed, Normal_bg_removed repeat",
        "ALL Normal ALL_hsv Normal_hsv|or rename the folders if they are other classes",
        "ALL Normal nucleusALL nucleusNormal|folders nucleusALL, nucleusNormal repeat",
        "Benign Early Pre Benign-edge Early-edge Pre-edge|repeat the classes Benign, Early, Pre",
        "Benign Early Pre Pro Segmented|folder Segmented is named like copies or like a place of images, not like a class, and would be one beside Benign, Early, Pre, Pro; move it out of d",
        "ALL Normal img|folder img is named like",
        "ALL Normal Images|folder Images is named like",
        "ALL Normal cropped|folder cropped is named like",
        "ALL Normal augmented|folder augmented is named like",
        "ALL Normal photos|folder photos is named like",
        "Ankara/monocyte Ankara/lymphocyte Izmir/lymphocyte Izmir/basophil|folders Ankara, Izmir hold folders of the same cells (lymphocyte)",
        "Ankara/L1 Ankara/L2 Izmir/L2 Izmir/L3|put a folder for each class first, as in CLASS/PLACE/image.png",
        "Ankara/monosit Ankara/lenfosit Izmir/lenfosit Izmir/bazofil|folders Ankara, Izmir hold folders of the same cells (lenfosit)",
        "A/\u5355\u6838 A/\u6dcb\u5df4\u7ec6\u80de B/\u6dcb\u5df4\u7ec6\u80de B/\u55dc\u78b1|folders A, B hold folders of the same cells",
        "A/mono A/neutro B/mono B/neutro B/baso|folders A, B hold folders of the same cells (mono, neutro)",
      })
  void foldersThatAreNoClasses_areRefused(String folders, String message) {
    assertThatThrownBy(() -> ClassFolders.ofPaths("d", paths(folders)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("d: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALL Normal",
        "ALL AML ALL_relapse AML_relapse",
        "lymphocyte neutrophil reactive_lymphocyte reactive_neutrophil",
        "B-ALL T-ALL normal",
        "ALL Normal ALL_new Normal_new",
        "ALL Normal ALL_edge",
        "normal normal_lymphocyte lymphocyte blast",
        "neutrophil lymphocyte monocyte segmented",
        "ALL img",
        "monocyte/a monocyte/b lymphocyte/b lymphocyte/c",
        "monocyte/Ayse monocyte/Can lymphocyte/Can lymphocyte/Ece",
        "granulocytes/neutrophil granulocytes/basophil agranulocytes/lymphocyte",
        "x/slide1 x/slide2 y/slide2 y/slide3",
      })
  void foldersThatMayBeClasses_areRead(String folders) {
    List<String> paths = paths(folders);
    assertThat(ClassFolders.ofPaths("d", paths).classes())
        .hasSize((int) paths.stream().map(path -> path.split("/", -1)[0]).distinct().count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ankara_ALL Ankara_Normal Izmir_ALL Izmir_Normal|merge them with classes Ankara_ALL=ALL,Izmir_ALL=ALL",
        "Ankara_ALL Ankara_Normal Izmir_ALL Izmir_Normal|merge them with classes Ankara_Normal=Normal,Izmir_Normal=Normal",
        "ALL-Ankara HEM-Ankara ALL-Izmir HEM-Izmir|merge them with classes HEM-Ankara=HEM,HEM-Izmir=HEM",
        "AnkaraLeukemia AnkaraHealthy IzmirLeukemia IzmirHealthy|AnkaraHealthy=Healthy,IzmirHealthy=Healthy",
        "Site_1_ALL Site_1_Normal Site_2_ALL Site_2_Normal|Site_1_ALL=ALL,Site_2_ALL=ALL",
      })
  void classesOfSeveralPlaces_areNamed(String folders, String message) {
    assertThat(problems(folders)).anyMatch(line -> line.contains("are probably one"));
    assertThat(problems(folders)).anyMatch(line -> line.contains(message));
    assertThat(AlikeClasses.of(List.of(folders.split(" ")))).hasSize(2);
  }

  /** They may be kinds of the disease. */
  @Test
  void sickOfSeveralWords_areSaid() {
    assertThat(problems("Ankara_ALL Izmir_ALL Normal"))
        .anyMatch(
            line ->
                line.contains(
                    "classes 'Ankara_ALL', 'Izmir_ALL' may be one of several places; if they are, merge them with classes Ankara_ALL=ALL,Izmir_ALL=ALL"));
    assertThat(AlikeClasses.of(List.of("Ankara_ALL", "Izmir_ALL", "Normal"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "B_ALL B_normal T_ALL T_normal",
        "lymphocyte_normal lymphocyte_leukemic monocyte_normal monocyte_leukemic",
        "early_ALL early_normal pre_ALL pre_normal",
        "acute_leukemia chronic_leukemia normal",
        "Early Pre Pro Benign",
      })
  void wordsForCells_areNoPlaces(String folders) {
    assertThat(AlikeClasses.of(List.of(folders.split(" ")))).isEmpty();
    assertThat(problems(folders)).noneMatch(line -> line.contains("several places"));
  }

  private static List<String> problems(String folders) {
    return ClassFolders.ofPaths("d", paths(folders))
        .toDataset(Path.of("d"), DatasetOptions.DEFAULTS, false)
        .problems()
        .stream()
        .map(String::valueOf)
        .toList();
  }
}
