package org.allnet.service.work.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.data.InputException;
import org.allnet.service.domain.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelFilesTest {

  @TempDir Path folder;

  @Test
  void damagedModel_isWholeOnceAddedAgain() throws Exception {
    Path model = Files.write(folder.resolve("model.safetensors"), new byte[] {1, 2, 3});
    ModelFiles files = new ModelFiles(folder.resolve("models"));
    Hash hash = files.keep(model);
    Files.write(files.file(hash), new byte[] {1, 2, 4});
    assertThatThrownBy(() -> files.file(hash))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("add the model again");

    assertThat(files.keep(model)).isEqualTo(hash);
    assertThat(files.file(hash)).hasBinaryContent(new byte[] {1, 2, 3});
  }
}
