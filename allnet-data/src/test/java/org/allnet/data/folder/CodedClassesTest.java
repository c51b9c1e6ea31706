package org.allnet.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CodedClasses;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.dataset.PositiveClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders that are codes, beside files whose names say what the codes mean. */
final class CodedClassesTest {

  private static Dataset dataset(Map<String, String> renames, String... paths) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      for (String path : paths) {
        all.add(path.formatted(i));
      }
    }
    return ClassFolders.ofPaths("d", all)
        .toDataset(Path.of("d"), new DatasetOptions(renames, null), false);
  }

  @ParameterizedTest
  @CsvSource({
    "0/%d_all.png,1/%d_hem.png",
    "class0/blast_%d.png,class1/normal_%d.png",
    "A/blast_%d.png,B/normal_%d.png",
    "negative/blast-%d.png,positive/healthy-%d.png",
    "0/leukemia%d.png,1/c%d.png",
    "0/c%d.png,1/%d_healthy.png",
    "0/UID_%d_1_1_all.bmp,1/UID_H%d_1_1_hem.bmp",
    "0/Im00%d_1_crop.png,1/Im13%d_0.tif",
    "0/Im00%d-1.tif,1/Im13%d-0.tif",
    "0/Im00%d.1.tif,1/Im13%d.0.tif",
    "0/Im00%d 1.tif,1/Im13%d 0.tif",
    "0/IM_00%d_1.tif,1/IM_13%d_0.tif",
    "0/Im00%d__1.tif,1/Im13%d__0.tif",
    "0/ALLIDB2Im00%d_1.tif,1/ALLIDB2Im13%d_0.tif",
    "0/Im00%d_1copy.tif,1/Im13%d_0copy.tif",
    "0/LeukemiaField0%d.png,1/NormalField2%d.png",
    "0/ALLField%d.png,1/HEMField%d.png",
    "0/BlastChild%d.png,1/ChildHealthy%d.png",
    "0/PatientSick%d.png,1/ScanHealthy%d.png",
    "0/img%dLeukemiaView.png,1/img%dControlView.png",
    "negative/pos_%d.png,positive/neg_%d.png",
    "neg/positive_%d.png,pos/negative_%d.png",
    "negative/阳性_%d.png,positive/阴性_%d.png",
    "C0/leukemia_%d.png,C1/healthy_%d.png",
    "g0/all_%d.png,g1/hem_%d.png",
    "Gruppe 0/Blast_%d.png,Gruppe 1/Gesund_%d.png"
  })
  void codesThatNamesContradict_areRefused(String sick, String healthy) {
    Dataset dataset = dataset(Map.of(), sick, healthy);
    String[] codes = {sick.split("/")[0], healthy.split("/")[0]};

    assertThatThrownBy(() -> CodedClasses.refuse(dataset, null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("classes %s, %s are codes".formatted(codes[0], codes[1]))
        .hasMessageContaining("but '%s' would be the positive class".formatted(codes[1]))
        .hasMessageContaining("%s=NAME,%s=NAME".formatted(codes[0], codes[1]))
        .hasMessageContaining("positive CLASS");
    assertThatThrownBy(() -> CodedClasses.refuse(dataset))
        .hasMessageEndingWith("or rename the folders");
    assertThat(CodedClasses.positive(dataset, null).isKnown()).isFalse();
  }

  /** A third of the names tells, in both folders the opposite. */
  @ParameterizedTest
  @CsvSource({"0/Im00%d_1.tif,1/Im13%d_0.tif", "0/%d_all.png,1/%d_hem.png"})
  void codesThatSomeNamesContradict_areRefused(String sick, String healthy) {
    Dataset dataset =
        dataset(Map.of(), sick, healthy, "0/scan%d.jpg", "0/x%d.jpg", "1/scan2%d.jpg", "1/y%d.jpg");

    assertThatThrownBy(() -> CodedClasses.refuse(dataset, null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("but '1' would be the positive class");
  }

  @Test
  void positiveCodeOfTheHealthyAmongMany_isRefused() {
    Dataset dataset =
        dataset(Map.of(), "0/early_blast%d.png", "1/pre_blast%d.png", "2/benign_%d.png");

    assertThatThrownBy(() -> CodedClasses.refuse(dataset, null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'2' is of the healthy");
  }

  @ParameterizedTest
  @CsvSource({
    "0/%d_hem.png,1/%d_all.png",
    "0/c%d.png,1/c%d.png",
    "0/ALL%d_c1.png,1/ALL%d_c2.png",
    "0/normal_light_%d.png,1/normal_light_%dx.png",
    "all/%d_hem.png,hem/%d_all.png"
  })
  void otherNames_areTaken(String one, String other) {
    Dataset dataset = dataset(Map.of(), one, other);
    assertThatCode(() -> CodedClasses.refuse(dataset, null)).doesNotThrowAnyException();
    assertThat(CodedClasses.positive(dataset, null).isKnown()).isTrue();
  }

  @Test
  void codesThatSomebodyExplained_areTaken() {
    Dataset dataset = dataset(Map.of(), "0/%d_all.png", "1/%d_hem.png");
    CodedClasses.refuse(dataset, "1");
    assertThat(CodedClasses.positive(dataset, "1").reason()).isEqualTo(PositiveClass.Reason.STATED);
    CodedClasses.refuse(
        dataset(Map.of("0", "blast", "1", "normal"), "0/%d_all.png", "1/%d_hem.png"), null);
  }

  @Test
  void codesThatHalfTheNamesContradict_areNotKnown() {
    Dataset dataset =
        dataset(Map.of(), "0/a%d_all.png", "1/a%d_hem.png", "0/b%d_hem.png", "1/b%d_all.png");

    CodedClasses.refuse(dataset, null);
    assertThat(CodedClasses.positive(dataset, null).reasoned().toString())
        .startsWith("not known; '1' is taken");
  }

  @Test
  void codesThatAModelTakesOtherwise_areRefused() {
    Dataset dataset = dataset(Map.of(), "0/%d_hem.png", "1/%d_all.png");
    CodedClasses.refuseFor(dataset, "1");
    CodedClasses.refuseFor(dataset, "blast");
    assertThatThrownBy(() -> CodedClasses.refuseFor(dataset, "0"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'0' would be the positive class");
  }
}
