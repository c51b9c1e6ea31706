package org.allnet.data.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.junit.jupiter.api.Test;

/** Class folders that are written in another letter case than the classes of a model. */
final class ClassCaseTest {

  private static final ClassSet MODEL = ClassSet.of(List.of("hem", "all")).withPositive("all");

  private static Dataset dataset(String... paths) {
    return ClassFolders.ofPaths("d", List.of(paths))
        .toDataset(Path.of("d"), new DatasetOptions(Map.of(), null), false);
  }

  @Test
  void otherCase_isTheSameClass() {
    Dataset read = dataset("ALL/a.png", "Hem/b.png", "Hem/c.png").inCaseOf(MODEL);
    assertThat(read.classes().names()).containsExactly("all", "hem");
    assertThat(read.classes().positiveName()).isEqualTo("all");
    assertThat(read.images()).extracting(CellImage::label).containsExactly("all", "hem", "hem");
  }

  @Test
  void turkishCapitals_areTheSameClass() {
    ClassSet model = ClassSet.of(List.of("l\u00f6semi", "sa\u011fl\u0131kl\u0131"));
    assertThat(model.named("L\u00d6SEM\u0130")).contains("l\u00f6semi");
    assertThat(model.named("SA\u011eLIKLI")).contains("sa\u011fl\u0131kl\u0131");
  }

  @Test
  void bothCases_areTwoClasses() {
    Dataset read = dataset("ALL/a.png", "all/b.png", "hem/c.png");
    assertThat(read.inCaseOf(MODEL)).isEqualTo(read);
    assertThat(dataset("ALL/a.png").inCaseOf(ClassSet.of(List.of("All", "all"))).images())
        .extracting(CellImage::label)
        .containsExactly("ALL");
  }
}
