package org.allnet.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.training.trainer.TrainingOptions;
import org.allnet.training.trainer.schedule.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipesTest {

  @TempDir Path folder;

  private static List<String> names() {
    return Recipes.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void find_eachName_isARecipeThatCanBePlanned(String name) {
    Recipe recipe = Recipes.find(name);
    assertThat(recipe.name()).isEqualTo(name);
    assertThat(recipe.text("about")).isNotBlank();
    assertThat(recipe.text("source")).isNotBlank();
    recipe
        .networks(2)
        .forEach(network -> assertThat(new NetworkPlan(network).parameters()).isPositive());
  }

  @Test
  void allnet_isThePapers() {
    Recipe allnet = Recipes.find("allnet");
    TrainingOptions training = allnet.training(1, false);
    assertThat(training).isEqualTo(TrainingOptions.plain(65, 16, 1e-5, new Schedule.Constant(), 1));
    assertThat(new NetworkPlan(allnet.networks(2).get(0)).parameters()).isEqualTo(95_099_266);
    assertThat(allnet.input().segmentation()).isEqualTo("stretched");
  }

  /** An hour of two cores is some 4e14 operations in convolutions as they are done here. */
  @Test
  void small_onAThousandImages_isMinutesOfTwoCores() {
    Recipe small = Recipes.find(Recipes.SMALL);
    TrainingOptions training = small.training(1, false);
    double operations =
        3 * 1000.0 * training.epochs() * new NetworkPlan(small.networks(2).get(0)).flops();
    assertThat(operations).isLessThan(1e13);
    assertThat(new NetworkPlan(small.networks(2).get(0)).parameters()).isLessThan(2_000_000);
    assertThat(small.input().segmentation()).isEqualTo("none");
  }

  @Test
  void find_aFileOfOnesOwn_readsItAndFillsTheRest() throws IOException {
    Path file = folder.resolve("mine.recipe");
    Files.writeString(
        file,
        "# for people\n\nnetworks = resnet18\n  , vgg16\nlr = 0.01\nrates = fc 1, conv1 0.1\n");
    Recipe recipe = Recipes.find(file.toString());
    assertThat(recipe.name()).isEqualTo("mine");
    assertThat(recipe.networks(4)).hasSize(2);
    TrainingOptions training = recipe.training(1, false);
    assertThat(training.learningRate()).isEqualTo(0.01);
    assertThat(training.factor("conv1.weight")).isEqualTo(0.1);
    assertThat(training.factor("layer1.0.conv1.weight")).isEqualTo(1);
    assertThat(training.epochs()).isEqualTo(65);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epoch | 3 | recipe allnet: 'epoch' is no key of a recipe; did you mean 'epochs'",
        "networks | resnet19 | network 'resnet19' is unknown; did you mean 'resnet18'",
        "lr | fast | recipe allnet: --lr 'fast': use a number",
        "epochs | 0 | epochs '0': use a whole number from 1",
        "learner | forest | learner 'forest' is unknown",
        "pretrained | a.safetensors, b.safetensors | give a file for each of the 1 networks",
        "features | handcrafted | handcrafted go with networks = none",
        "networks | none | none goes with a learner on handcrafted features alone",
        "combine | best | use mean, kappa",
        "channels | rgb | use image, image+segmented",
        "views | many | views 'many' are unknown",
        "mixup | 2 | mixup 2.0 is out of range",
        "normalisation | none | normalisation 'none' is unknown",
        "rates | conv1 0.1, layr2 0.3 | recipe allnet: rates 'conv1 0.1, layr2 0.3': 'layr2' begins",
        "correction-batch | subject | acts with correction = neighbourhood alone",
        "keep-features | 10 | there is no learner",
        "resample | inner-folds | set copies to 2 or more",
      })
  void checked_aWrongValue_saysWhatIsWrong(String key, String value, String message) {
    assertThatThrownBy(() -> Recipes.find("allnet").with(Map.of(key, value)).checked())
        .isInstanceOf(OptionException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void checked_perClassBesideDers_isRefusedByName() {
    assertThatThrownBy(() -> Recipes.find("vit-cnn").with(Map.of("per-class", "60")).checked())
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("recipe vit-cnn: --per-class '60': can't act beside ders = yes");
    assertThat(Recipes.find("vit-cnn").with(Map.of("per-class", "60", "ders", "no")).checked())
        .isNotNull();
  }

  @Test
  void checked_ratesOfOneOfSeveralNetworks_act() {
    Recipe recipe =
        Recipes.find("bagging").with(Map.of("networks", "resnet18, vgg16", "rates", "layer1 0.1"));
    assertThat(recipe.checked()).isNotNull();
    assertThatThrownBy(() -> recipe.with(Map.of("networks", "densenet121")).checked())
        .hasMessageContaining("'layer1' begins the name of no trained tensor of densenet121");
  }

  @Test
  void find_anUnknownName_namesTheNearest() {
    assertThatThrownBy(() -> Recipes.find("baging"))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("recipe 'baging' is unknown; did you mean 'bagging'");
  }

  @Test
  void find_aBrokenFile_namesTheLine() throws IOException {
    Path file = folder.resolve("mine.recipe");
    assertThatThrownBy(() -> Recipes.find(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is no such recipe file");
    Files.writeString(file, "lr = 1\nwhat is this\n");
    assertThatThrownBy(() -> Recipes.find(file.toString()))
        .hasMessageContaining("mine.recipe: line 2 is no 'key = value'");
    Files.writeString(file, "lr = 1\nlr = 2\n");
    assertThatThrownBy(() -> Recipes.find(file.toString()))
        .hasMessageContaining("line 2 says 'lr' a second time");
    Files.writeString(file, "about = my own\n  system\n  epochs = 3\nlr = 1e-3\n");
    assertThatThrownBy(() -> Recipes.find(file.toString()))
        .hasMessageContaining("line 3 begins with a blank and says 'epochs = '");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> Recipes.find(file.toString())).hasMessageContaining("no UTF-8 text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n\n", "# nothing but a remark\n", "\uFEFF"})
  void find_aFileThatSaysNothing_isRefused(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.recipe"), text);

    assertThatThrownBy(() -> Recipes.find(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": is empty; write lines of 'key = value', or leave out --recipe");
  }

  @Test
  void find_aFileAsEditorsOnWindowsWriteIt_isRead() throws IOException {
    Path file = folder.resolve("Mine.RECIPE");
    Files.writeString(file, "\uFEFFepochs = 7\r\nlr = 1e-3\r\n");

    assertThat(Recipes.find(file.toString()).text("epochs")).isEqualTo("7");
  }

  @ParameterizedTest
  @CsvSource({"Epochs, epochs", "INPUT-SIZE, input-size", "input_size, input-size"})
  void find_aFileWithAKeyInAnotherSpelling_namesTheKey(String key, String known)
      throws IOException {
    Path file = Files.writeString(folder.resolve("mine.recipe"), key + " = 48\n");

    assertThatThrownBy(() -> Recipes.find(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            file + ": '" + key + "' is no key of a recipe; did you mean '" + known + "'");
  }
}
