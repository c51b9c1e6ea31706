package org.allnet.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.detect.model.DetectorFile;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a detector's file may say of it: as strict as with models. */
class DetectorDescriptionTest {

  private static final String GOOD =
      """
      {"format":1,"recipe":"light","network":"yolox-light","inputSize":64,
       "classes":["WBC","RBC"],"operatingPoints":[0.25,0.5],"suppressionIou":0.65,"mostBoxes":300,
       "training":{"dataset":"fields","trainingFields":8,"validationFields":2,"seed":7,"epoch":3,
       "epochs":10,"metrics":{"ap":0.5},"created":"2026-01-01T00:00:00Z"}}\
      """;

  @TempDir private Path folder;

  private Path file(String text) {
    Path file = folder.resolve("detector.safetensors");
    Safetensors.write(file, Map.of(), Map.of("format", "pt", "detector", text), false);
    return file;
  }

  @Test
  void describe_good_isRead() {
    assertThat(DetectorFile.describe(file(GOOD)).classes()).isEqualTo(List.of("WBC", "RBC"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "inputSize":64      | "inputSize":320.9               | inputSize is no whole number
          "inputSize":64      | "inputSize":"64"                | inputSize is no whole number
          "inputSize":64      | "inputSize":-32                 | -32
          "inputSize":64      | "inputSize":64,"inputSize":128  | inputSize
          "mostBoxes":300     | "mostBoxes":300,"more":1        | more is not known
          "mostBoxes":300,    |                                 | mostBoxes is missing
          ["WBC","RBC"]       | [1,2]                           | classes[0] is no text
          ["WBC","RBC"]       | ["a","a"]                       | classes: one is named twice
          ["WBC","RBC"]       | ["a\\nallnet: ok","b"]          | classes[0] has a line break
          ["WBC","RBC"]       | ["a",""]                        | classes: a name is empty
          [0.25,0.5]          | [0.25]                          | 1 operating points of 2 classes
          "epoch":3           | "epoch":11                      | training: a number is out of range
          2026-01-01T00:00:00Z | x                              | training.created: it is no time
          Z"}}                | Z"}} {}                         | something stands behind its end
          """)
  void describe_altered_namesThePart(String part, String other, String why) {
    String text = GOOD.strip().replace(part, other == null ? "" : other);
    assertThat(text).isNotEqualTo(GOOD.strip());
    Path file = file(text);

    assertThatThrownBy(() -> DetectorFile.describe(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n");
  }

  @Test
  void describeAsModel_saysItIsADetector() {
    Path file = file(GOOD);
    assertThatThrownBy(() -> ModelFile.describe(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is a detector, which finds cells in whole fields")
        .hasMessageContaining("detect run");
  }
}
