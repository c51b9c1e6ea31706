package org.allnet.detect.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class DetectionRecipeTest {

  static final List<String> NAMES = DetectionRecipe.NAMES;

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("NAMES")
  void find_builtIn_isComplete(String name) {
    DetectionRecipe recipe = DetectionRecipe.find(name);

    assertThat(recipe.about()).isNotBlank();
    assertThat(recipe.source()).isNotBlank();
    assertThat(
            new NetworkPlan(NetworkOptions.detector(recipe.network(), 3, recipe.inputSize()))
                .trainable())
        .isPositive();
  }

  @Test
  void find_yolov4_hasItsSchedule() {
    DetectionRecipe recipe = DetectionRecipe.find("yolov4");

    assertThat(recipe.training().batch()).isEqualTo(64);
    assertThat(recipe.training().learningRate().base()).isEqualTo(1.3e-3);
    assertThat(recipe.training().optimiser().momentum()).isEqualTo(0.949);
    assertThat(recipe.training().rate(239, 1)).isEqualTo(1.3e-3);
    assertThat(recipe.training().rate(241, 1)).isCloseTo(1.3e-4, within(1e-12));
    assertThat(recipe.changes().mosaic()).isEqualTo(1);
  }

  @Test
  void find_fileOfAUser_isReadAndChecked() throws IOException {
    Path good = Files.writeString(folder.resolve("mine.recipe"), "epochs = 3\nmosaic = 0\n");
    assertThat(DetectionRecipe.find(good.toString()).training().epochs()).isEqualTo(3);

    Path unknown = Files.writeString(folder.resolve("key.recipe"), "mozaic = 0\n");
    assertThatThrownBy(() -> DetectionRecipe.find(unknown.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'mozaic' is no key of a detector's recipe");

    Path wide = Files.writeString(folder.resolve("wide.recipe"), "mosaic = 2\n");
    assertThatThrownBy(() -> DetectionRecipe.find(wide.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("mosaic");
  }

  @ParameterizedTest
  @CsvSource({
    "epochs, 2.9, a whole number from 1 to 100000",
    "epochs, NaN, a whole number",
    "epochs, \u0663\u0660, a whole number",
    "batch, 4.7, a whole number",
    "input-size, 320.9, a whole number",
    "lr, fast, a number",
    "closing, NaN, a number"
  })
  void find_numberOfAnotherKind_isRefused(String key, String value, String wanted)
      throws IOException {
    Path file = Files.writeString(folder.resolve("own.recipe"), key + " = " + value + "\n");

    assertThatThrownBy(() -> DetectionRecipe.find(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(key + " '" + value + "'")
        .hasMessageContaining("use " + wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          input-size = 333  | input-size 333 is out of range; use a multiple of 32 from 32 to 2048 pixels
          network = resnet18 | detector 'resnet18' is unknown; use yolox-light, yolox-nano
          """)
  void find_whatNoDetectorHas_isRefused(String text, String why) throws IOException {
    Path file = Files.writeString(folder.resolve("own.recipe"), text + "\n");

    assertThatThrownBy(() -> DetectionRecipe.find(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": " + why);
  }

  /** A file of a detector is read as strictly as that of a classifier. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          about = mine\\n mosaic = 0     | line 2: begins with a blank and says 'mosaic = '
          optimiser = adam\\u00a0decay=0 | holds U+00A0, which looks like a blank
          '# nothing'                    | is empty; write lines of 'key = value'
          epochs = 3\\nepochs = 4        | line 2: says 'epochs' a second time
          """)
  void find_fileThatIsNoRecipe_saysWhatIsWrong(String text, String why) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("own.recipe"), text.replace("\\n", "\n").replace("\\u00a0", "\u00a0"));

    assertThatThrownBy(() -> DetectionRecipe.find(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(why);
  }

  @Test
  void find_fileOfAnotherCase_isRead() throws IOException {
    Path file = Files.writeString(folder.resolve("Mine.RECIPE"), "epochs = 3\n");

    assertThat(DetectionRecipe.find(file.toString()).training().epochs()).isEqualTo(3);
  }

  @Test
  void find_unknownName_namesThose() {
    assertThatThrownBy(() -> DetectionRecipe.find("lihgt"))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("light");
  }
}
