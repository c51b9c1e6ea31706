package org.allnet.data.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestTest {

  private static final String HASH =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  @Test
  void cnmc2019_isBuiltIn() {
    assertThat(Manifest.cnmc2019().files()).hasSize(15_115);
    assertThat(Manifest.cnmc2019().files())
        .filteredOn(file -> file.path().endsWith(".csv"))
        .singleElement()
        .extracting(Manifest.Entry::size)
        .isEqualTo(58_692L);
  }

  @Test
  void cnmc2019_isTheOneBesideTheRealImages() {
    Manifest real = Manifest.read(DataTree.real("cnmc2019-manifest.csv"));

    assertThat(Manifest.cnmc2019().files()).containsExactlyInAnyOrderElementsOf(real.files());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "path,sha256,size\n",
        "path,size\na,1\n",
        "path,sha256,size\n../a," + HASH + ",1\n",
        "path,sha256,size\n/a," + HASH + ",1\n",
        "path,sha256,size\nC:\\a," + HASH + ",1\n",
        "path,sha256,size\na,xyz,1\n",
        "path,sha256,size\na," + HASH + ",-1\n",
        "path,sha256,size\na," + HASH + ",many\n",
        "path,sha256,size\na," + HASH + ",1\na," + HASH + ",1\n",
        "path,sha256,size\na," + HASH + "\n"
      })
  void read_brokenManifest_namesTheFile(String text) throws IOException {
    Path file = DataTree.text(folder, "m.csv", text);

    assertThatThrownBy(() -> Manifest.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageNotContaining("\n");
  }

  @Test
  void read_brokenRow_carriesItsLine() throws IOException {
    String text = "path,sha256,size\n\"a\nb\"," + HASH + ",1\n\n../c," + HASH + ",1\n";
    Path file = DataTree.text(folder, "m.csv", text);

    assertThatThrownBy(() -> Manifest.read(file))
        .isInstanceOfSatisfying(
            InputException.class, e -> assertThat(e.line()).as("not row 3").hasValue(5))
        .hasMessage(
            file + ": line 5: path '../c' is empty or leaves its folder; correct the manifest");
  }
}
