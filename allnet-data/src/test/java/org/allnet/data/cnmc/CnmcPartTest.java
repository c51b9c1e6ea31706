package org.allnet.data.cnmc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CnmcPartTest {

  @ParameterizedTest
  @CsvSource({
    "C-NMC/training_data/fold_2/all/a.bmp, fold_2",
    "fold_1/C-NMC_test_prelim_phase_data/1.bmp, preliminary",
    "C-NMC_test_final_phase_data/C-NMC_test_final_phase_data/9.bmp, final",
    "FOLD_0/hem/a.bmp, fold_0"
  })
  void of_folders_isThePartOfTheInnermost(String path, String key) {
    assertThat(CnmcPart.of(path)).map(CnmcPart::key).contains(key);
    assertThat(CnmcPart.of(path)).isEqualTo(CnmcPart.ofKey(key));
  }

  @Test
  void of_otherFolders_isEmpty() {
    assertThat(CnmcPart.of("final/fold_x/a.bmp")).isEmpty();
    assertThat(CnmcPart.of("cells/fold_1")).isEmpty();
    assertThat(CnmcPart.ofKey("training")).isEmpty();
  }

  @Test
  void isTest_testSetsAlone_areSo() {
    assertThat(CnmcPart.FINAL.isTest()).isTrue();
    assertThat(CnmcPart.PRELIMINARY.isTest()).isTrue();
    assertThat(CnmcPart.ofKey("fold_0").orElseThrow().isTest()).isFalse();
    assertThat(CnmcPart.ofKey("fold_0").orElseThrow().isFold()).isTrue();
  }

  /** A folder of another data set may have the name of a part. */
  @Test
  void of_imageOfAnotherDataSet_isEmpty() {
    CellImage image = new CellImage("1.bmp", Path.of("1.bmp"), "final", null, null);
    assertThat(CnmcPart.of(dataset(DatasetKind.CNMC_2019, image), image)).contains(CnmcPart.FINAL);
    assertThat(CnmcPart.of(dataset(DatasetKind.CLASS_FOLDERS, image), image)).isEmpty();
  }

  private static Dataset dataset(DatasetKind kind, CellImage image) {
    return new Dataset(
        "x",
        Path.of("x"),
        kind,
        ClassSet.of(List.of("hem", "all")),
        List.of(image),
        false,
        List.of());
  }
}
