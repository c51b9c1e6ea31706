package org.allnet.evaluation.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.data.InputException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns that say that some images are no photographs, but made by a program. */
final class GeneratedImagesTest {

  @TempDir Path folder;

  private Path table(String column, String one, String other) throws IOException {
    return Files.writeString(
        folder.resolve("p.csv"),
        "image,label,p_hem,p_all,%1$s\na,all,0.1,0.9,%2$s\nb,hem,0.9,0.1,%3$s\nc,all,0.1,0.9,%2$s\n"
            .formatted(column, one, other == null ? "" : other));
  }

  @ParameterizedTest
  @CsvSource({
    "synthetic,1,0",
    "is_synthetic,False,True",
    "generated,no,yes",
    "fake,x,",
    "source,GAN,real",
    "image_type,real,synthetic",
    "origin,original,StyleGAN2",
    "kind,original,augmented",
    "is_original,0,1",
  })
  void imagesThatAreMade_areRefused(String column, String one, String other) throws IOException {
    Path file = table(column, one, other);
    assertThatThrownBy(() -> PredictionFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file + ": column '" + column + "'")
        .hasMessageContaining("are never judged")
        .hasMessageContaining("keep the rows of");
  }

  @ParameterizedTest
  @CsvSource({
    "synthetic,0,0",
    "synthetic,0,",
    "source,real,real",
    "source,Rome,Organic",
    "class_of_cell,synthetic,real",
    "is_original,1,1",
  })
  void otherColumns_areLeftAlone(String column, String one, String other) throws IOException {
    assertThat(PredictionFile.read(table(column, one, other)).rows()).hasSize(3);
  }
}
