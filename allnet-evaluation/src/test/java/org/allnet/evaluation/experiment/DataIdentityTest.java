package org.allnet.evaluation.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.evaluation.experiment.DataIdentity.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataIdentityTest {

  private static Source source(String name, DatasetKind kind, boolean synthetic) {
    Dataset dataset =
        new Dataset(
            name,
            Path.of(name),
            kind,
            ClassSet.of(List.of("hem", "all")),
            List.of(),
            synthetic,
            List.of());
    return DataIdentity.of(dataset, false).source();
  }

  @ParameterizedTest
  @ValueSource(strings = {"own-cells-unlike-cnmc", "C-NMC 2019", "taleqani"})
  void of_folderNamedLikeAPublishedSet_isAnother(String name) {
    assertThat(source(name, DatasetKind.CLASS_FOLDERS, false)).isEqualTo(Source.OTHER);
  }

  @Test
  void of_layoutOfCnmc_isCnmcUnderAnyName() {
    assertThat(source("cells", DatasetKind.CNMC_2019, false)).isEqualTo(Source.CNMC_2019);
  }

  @Test
  void of_syntheticInThatLayout_isAnother() {
    assertThat(source("cells", DatasetKind.CNMC_2019, true)).isEqualTo(Source.OTHER);
  }
}
