package org.allnet.data.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.WorkProgress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VerificationTest {

  private static final List<String> FILES =
      List.of(
          "training_data/fold_0/all/UID_1_1_1_all.bmp",
          "training_data/fold_0/hem/UID_H1_1_1_hem.bmp",
          "training_data/fold_1/all/UID_2_1_1_all.bmp",
          "prelim/1.bmp",
          "prelim/2.bmp",
          "prelim_labels.csv",
          "final/1.bmp",
          "final/2.bmp",
          "final/3.bmp");

  @TempDir Path above;

  private Path root = Path.of("");
  private Manifest manifest = new Manifest("m", List.of());

  @BeforeEach
  void lay() throws IOException {
    root = above.resolve("home/set");
    List<Manifest.Entry> entries = new ArrayList<>();
    for (String name : FILES) {
      String text = name.startsWith("final") ? name + " larger" : name;
      Path file = DataTree.text(root, name, text);
      entries.add(new Manifest.Entry(name, ImageHashes.sha256(file), Files.size(file)));
    }
    manifest = new Manifest("m", entries);
  }

  @ParameterizedTest
  @CsvSource({
    "home/set, 9",
    "home, 9",
    "'', 9",
    "home/set/training_data, 3",
    "home/set/training_data/fold_0, 2",
    "home/set/training_data/fold_0/all, 1",
    "home/set/prelim, 2",
    "home/set/final, 3"
  })
  void of_anyUsualRoot_expectsItsFilesAlone(String at, int expected) {
    Verification verification = Verification.of(above.resolve(at), manifest, WorkProgress.NONE);

    assertThat(verification.good()).hasSize(expected);
    assertThat(verification.missing()).isEmpty();
    assertThat(verification.altered()).isEmpty();
    assertThat(verification.unknown()).isEmpty();
    assertThat(verification.passes(false)).isTrue();
  }

  @Test
  void of_spoiltFiles_namesEach() throws IOException {
    DataTree.text(root, FILES.get(0), "training_data/fold_0/all/UID_1_1_1_aLL.bmp");
    DataTree.text(root, FILES.get(3), "cut");
    Files.delete(root.resolve(FILES.get(8)));
    DataTree.text(root, "notes.txt", "new");

    Verification verification = Verification.of(root, manifest, WorkProgress.NONE);

    assertThat(verification.good())
        .containsExactly(
            "final/1.bmp",
            "final/2.bmp",
            "prelim/2.bmp",
            "prelim_labels.csv",
            FILES.get(1),
            FILES.get(2));
    assertThat(verification.altered())
        .containsOnlyKeys(FILES.get(0), "prelim/1.bmp")
        .containsEntry(FILES.get(0), "has another content")
        .containsEntry("prelim/1.bmp", "has 3 bytes, not 12");
    assertThat(verification.missing()).containsExactly("final/3.bmp");
    assertThat(verification.unknown()).containsExactly("notes.txt");
    assertThat(verification.passes(true)).isFalse();
    assertThat(verification.toJson().path("altered").asInt()).isEqualTo(2);
    assertThat(verification.toJson().path("missingFiles").path(0).asText())
        .isEqualTo("final/3.bmp");
    assertThat(verification.describe()).contains("prelim/1.bmp has 3 bytes", "unknown: 1");
  }

  @Test
  void of_fileInWrongFold_isMissingAndUnknown() throws IOException {
    Path moved = root.resolve("training_data/fold_1/all/UID_1_1_1_all.bmp");
    Files.move(root.resolve(FILES.get(0)), moved);

    Verification verification = Verification.of(root, manifest, WorkProgress.NONE);

    assertThat(verification.missing()).containsExactly(FILES.get(0));
    assertThat(verification.unknown())
        .containsExactly("training_data/fold_1/all/UID_1_1_1_all.bmp");
  }

  @Test
  void passes_subset_allowsMissingButNotNothing() throws IOException {
    Files.delete(root.resolve(FILES.get(8)));
    Verification some = Verification.of(root, manifest, WorkProgress.NONE);
    assertThat(some.passes(false)).isFalse();
    assertThat(some.passes(true)).isTrue();

    Path empty = Files.createDirectory(above.resolve("empty"));
    Verification none = Verification.of(empty, manifest, WorkProgress.NONE);
    assertThat(none.missing()).hasSize(9);
    assertThat(none.passes(true)).isFalse();
    assertThat(none.describe()).contains("is it the right folder");
  }

  @Test
  void of_noFolder_isRefused() {
    assertThatThrownBy(() -> Verification.of(above.resolve("absent"), manifest, WorkProgress.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("absent");
  }

  @Test
  void of_realCnmc_isGoodFromEveryRoot() {
    Manifest cnmc = Manifest.cnmc2019();
    Path real = DataTree.real("cnmc");

    Verification whole = Verification.of(real, cnmc, WorkProgress.NONE);
    assertThat(whole.good()).hasSize(105);
    assertThat(whole.missing()).hasSize(15_010);
    assertThat(whole.altered()).isEmpty();
    assertThat(whole.unknown()).isEmpty();
    assertThat(whole.passes(true)).isTrue();

    Verification fold =
        Verification.of(real.resolve("training_data/fold_0"), cnmc, WorkProgress.NONE);
    assertThat(fold.good().size() + fold.missing().size()).isEqualTo(3_527);
    Verification preliminary =
        Verification.of(
            real.resolve("validation_data/C-NMC_test_prelim_phase_data"), cnmc, WorkProgress.NONE);
    assertThat(preliminary.good()).hasSize(2);
    assertThat(preliminary.missing()).hasSize(1_865);
  }
}
