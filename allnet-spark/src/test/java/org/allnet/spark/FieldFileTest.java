package org.allnet.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import org.allnet.data.InputException;
import org.allnet.data.image.DecodeLimits;
import org.junit.jupiter.api.Test;

final class FieldFileTest {

  private static final int MOST = (int) DecodeLimits.DEFAULTS.maxBytes();

  /** Readers of tar files and addresses stop one byte behind the limit, wherever a file ends. */
  @Test
  void moreBytesThanAreRead_areRefused() {
    byte[] some = new byte[MOST + 1];

    assertThatThrownBy(() -> FieldFile.of("a/slide.tif", some))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("more than 64 MiB");
  }

  @Test
  void copy_isThereUntilItIsClosed() throws Exception {
    int before = FieldFile.copies();
    FieldFile file = FieldFile.of("a/slide.tif", new byte[] {1, 2, 3});

    assertThat(file.path()).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(FieldFile.copies()).isEqualTo(before + 1);
    file.close();
    assertThat(Files.exists(file.path())).isFalse();
    assertThat(FieldFile.copies()).as("an executor lives long").isEqualTo(before);
  }
}
