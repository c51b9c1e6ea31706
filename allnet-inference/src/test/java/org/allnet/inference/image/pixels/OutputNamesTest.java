package org.allnet.inference.image.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;

class OutputNamesTest {

  @Test
  void fileFor_equalStems_getFilesOfTheirOwn() {
    Path folder = Path.of("/tmp/out");
    OutputNames names = new OutputNames(folder);

    assertThat(names.fileFor("a/b.bmp", "png")).isEqualTo(folder.resolve("a/b.png"));
    assertThat(names.fileFor("a/B.jpg", "png")).isEqualTo(folder.resolve("a/B.jpg.png"));
    assertThat(names.fileFor("a/b.jpg", "png")).isEqualTo(folder.resolve("a/b.jpg_2.png"));
    assertThat(names.fileFor(".hidden", "png")).isEqualTo(folder.resolve(".hidden.png"));
  }

  @Test
  void fileFor_nameThatLeadsOut_keepsItsLastPart() {
    Path folder = Path.of("/tmp/out");
    OutputNames names = new OutputNames(folder);

    assertThat(names.fileFor("../../etc/x.bmp", "png")).isEqualTo(folder.resolve("x.png"));
    assertThat(names.fileFor("/etc/x.bmp", "png")).isEqualTo(folder.resolve("x.bmp.png"));
    assertThat(names.fileFor("C:/cells/y.bmp", "png")).isEqualTo(folder.resolve("y.png"));
    assertThat(names.fileFor("a/../../y.bmp", "png")).isEqualTo(folder.resolve("y.bmp.png"));
  }

  @Test
  void fileFor_nameOfNoFile_isRefused() {
    OutputNames names = new OutputNames(Path.of("out"));

    assertThatThrownBy(() -> names.fileFor("a\0b.png", "png")).isInstanceOf(InputException.class);
  }
}
