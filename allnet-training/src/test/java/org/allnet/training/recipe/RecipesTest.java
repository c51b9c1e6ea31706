package org.allnet.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.image.SegmentationMode;
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
    assertThat(recipe.origin().about()).isNotBlank();
    assertThat(recipe.origin().source()).isNotBlank();
    recipe
        .networks(2)
        .forEach(network -> assertThat(new NetworkPlan(network).parameters()).isPositive());
  }

  @ParameterizedTest
  @MethodSource("names")
  void values_ofEachName_areReadAsTheSameRecipe(String name) throws IOException {
    Recipe recipe = Recipes.find(name);
    Recipe again = Recipe.of(name, recipe.values());
    assertThat(again).isEqualTo(recipe);
    assertThat(again.values()).isEqualTo(recipe.values());
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readValue(json.writeValueAsString(recipe), Recipe.class)).isEqualTo(recipe);
  }

  /** A text for each key, none of them the usual one, and none that says the same as another. */
  @Test
  void values_ofARecipeThatSaysAllKeys_areWhatItSays() {
    Map<String, String> said = new LinkedHashMap<>();
    List.of(
            "about = mine",
            "source = nowhere",
            "networks = resnet18, vgg16",
            "copies = 2",
            "resample = inner-folds",
            "input-size = 96",
            "width = 0.5",
            "dropout = 0.25",
            "normalisation = half",
            "pretrained = a.safetensors, b.safetensors",
            "segmentation = otsu",
            "crop = 200",
            "channels = image+segmented",
            "per-class = 70 per-original=3",
            "ders = yes",
            "augmentation = flips, quarter-turns, rotate degrees=20, shift fraction=0.1, warp fraction=0.05, brightness range=0.2, contrast range=0.3, saturation range=0.4, stain deviation=0.15, zoom from=0.8 to=1.2, cutout holes=2 from=0.1 to=0.3",
            "mixup = 0.35",
            "box-head = yes",
            "loss = symmetric-cross-entropy alpha=2 beta=3",
            "class-weights = inverse",
            "optimiser = sgd momentum=0.8 decay=2e-4",
            "lr = 3e-3",
            "schedule = steps factor=0.2 at=0.6,0.7",
            "rates = layer2=0.4 conv1=0.1",
            "frozen-epochs = 4",
            "frozen-lr = 5e-3",
            "average = 0.95",
            "epochs = 9",
            "batch = 10",
            "batch-norm = running",
            "precision = bf16",
            "views = rotations count=6",
            "mean-of = logits",
            "combine = kappa",
            "learner = svm cost=2 gamma=0.5, random-forest trees=11 features=12, bagged-trees trees=13, logistic epochs=14 rate=0.6",
            "features = handcrafted",
            "keep-features = 15",
            "correction = neighbourhood",
            "correction-batch = subject",
            "words = 16",
            "neighbours = 17",
            "passes = 18",
            "restarts = 19",
            "alternations = 21")
        .forEach(line -> said.put(line.split(" = ", 2)[0], line.split(" = ", 2)[1]));
    assertThat(said.keySet())
        .containsExactlyElementsOf(RecipeKey.ALL.stream().map(RecipeKey::name).toList());
    Map<String, String> usual = Recipe.of("usual", Map.of()).values();
    said.forEach((key, value) -> assertThat(usual.get(key)).as(key).isNotEqualTo(value));

    Recipe recipe = Recipe.of("mine", said);

    assertThat(recipe.values()).isEqualTo(said);
    assertThat(Recipe.of("mine", recipe.values())).isEqualTo(recipe);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schedule | cosine 0.1 | schedule 'cosine 0.1': '0.1' is no setting; write it as in 'cosine warm-up=0.1'",
        "schedule | cosin | schedule 'cosin' is unknown; did you mean 'cosine', 'constant', 'steps'?",
        "loss | cross-entropy smooth=0.1 | loss 'cross-entropy smooth=0.1': cross-entropy has no setting 'smooth'; did you mean 'smoothing'?",
        "optimiser | sgd momentum=1 | optimiser 'sgd momentum=1': momentum 1 is out of range; use 0 to below 1",
        "augmentation | flips, rotate degrees=200 | augmentation 'rotate degrees=200': degrees 200 is out of range; use 0 to 180",
        "augmentation | flips, flips | augmentation 'flips, flips': says 'flips' twice",
        "views | rotations | views 'rotations': lacks 'count'; write it as in 'rotations count=8'",
        "learner | svm cost=x | learner 'svm cost=x': cost 'x' is no number",
        "rates | conv1 0.1 | rates 'conv1 0.1': 'conv1' is no setting; write it as in 'conv1=0.1 fc=1'",
        "per-class | 6000 5 | per-class '6000 5': '5' is no setting; write it as in '6000 per-original=5'",
      })
  void of_aWrongOption_saysWhichKeyAndWhatIsWrong(String key, String value, String message) {
    assertThatThrownBy(() -> Recipe.of("allnet", Map.of(key, value)))
        .isInstanceOf(OptionException.class)
        .hasMessage(message);
  }

  @Test
  void allnet_isThePapers() {
    Recipe allnet = Recipes.find("allnet");
    TrainingOptions training = allnet.training();
    assertThat(training).isEqualTo(TrainingOptions.plain(65, 16, 1e-5, new Schedule.Constant()));
    assertThat(new NetworkPlan(allnet.networks(2).get(0)).parameters()).isEqualTo(95_099_266);
    assertThat(allnet.input().segmentation()).isEqualTo(SegmentationMode.STRETCHED);
  }

  /** An hour of two cores is some 4e14 operations in convolutions as they are done here. */
  @Test
  void small_onAThousandImages_isMinutesOfTwoCores() {
    Recipe small = Recipes.find(Recipes.SMALL);
    TrainingOptions training = small.training();
    double operations =
        3 * 1000.0 * training.epochs() * new NetworkPlan(small.networks(2).get(0)).flops();
    assertThat(operations).isLessThan(1e13);
    assertThat(new NetworkPlan(small.networks(2).get(0)).parameters()).isLessThan(2_000_000);
    assertThat(small.input().segmentation()).isEqualTo(SegmentationMode.NONE);
  }

  @Test
  void find_aFileOfOnesOwn_readsItAndFillsTheRest() throws IOException {
    Path file = folder.resolve("mine.recipe");
    Files.writeString(
        file,
        "# for people\n\nnetworks = resnet18\n  , vgg16\nlr = 0.01\nrates = fc=1 conv1=0.1\n");
    Recipe recipe = Recipes.find(file.toString());
    assertThat(recipe.name()).isEqualTo("mine");
    assertThat(recipe.networks(4)).hasSize(2);
    TrainingOptions training = recipe.training();
    assertThat(training.learningRate().base()).isEqualTo(0.01);
    assertThat(training.learningRate().factor("conv1.weight")).isEqualTo(0.1);
    assertThat(training.learningRate().factor("layer1.0.conv1.weight")).isEqualTo(1);
    assertThat(training.epochs()).isEqualTo(65);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epoch | 3 | recipe allnet: 'epoch' is no key of a recipe; did you mean 'epochs'",
        "networks | resnet19 | network 'resnet19' is unknown; did you mean 'resnet18'",
        "lr | fast | lr 'fast': use a number",
        "lr | 1e1 | lr 1e1 is out of range; use above 0 to 1",
        "frozen-lr | 5 | frozen-lr 5 is out of range; use above 0 to 1",
        "rates | conv1=-1 | rates: conv1 -1 is out of range",
        "networks | resnet18, | networks 'resnet18,': has a comma without a name beside it",
        "augmentation | flips,, quarter-turns | a comma without a name beside it; take that comma away",
        "optimiser | sgd momentum = 0.9 | optimiser 'sgd momentum = 0.9': 'momentum = 0.9' has a blank beside '='; write 'momentum=0.9'",
        "optimiser | sgd momentum=0.9 | holds U+00A0, which looks like a blank or like nothing; type it anew",
        "epochs | 3​ | holds U+200B, which looks like a blank",
        "epochs | 0 | epochs '0': use a whole number from 1",
        "learner | forest | learner 'forest' is unknown",
        "pretrained | a.safetensors, b.safetensors | give a file for each of the 1 networks",
        "features | handcrafted | handcrafted go with networks = none",
        "networks | none | none goes with a learner on handcrafted features alone",
        "combine | best | use mean, kappa",
        "channels | rgb | use image, image+segmented",
        "views | many | recipe allnet: views 'many' is unknown; did you mean 'pan'",
        "mixup | 2 | mixup 2 is out of range",
        "normalisation | none | normalisation 'none' is unknown",
        "rates | conv1=0.1 layr2=0.3 | recipe allnet: rates 'conv1=0.1 layr2=0.3': 'layr2' begins",
        "correction-batch | subject | acts with correction = neighbourhood alone",
        "keep-features | 10 | there is no learner",
        "resample | inner-folds | set copies to 2 or more",
      })
  void checked_aWrongValue_saysWhatIsWrong(String key, String value, String message) {
    assertThatThrownBy(() -> Recipes.find("allnet").with(Map.of(key, value)))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  /** The recipe is not what somebody named who gave an option's value. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "input-size | 5 | INPUT_SIZE | input-size '5': use a whole number from 9 to 2048",
        "epochs | 0 | EPOCHS | epochs '0': use a whole number from 1",
        "batch | 1 | BATCH | batch '1': use a whole number from 2",
        "width | 9 | WIDTH | width 9 is out of range",
        "dropout | 1.50 | DROPOUT | dropout 1.50 is out of range",
        "schedule | cosin | SCHEDULE | schedule 'cosin' is unknown",
        "schedule | cosine warm-up=2 | SCHEDULE | schedule 'cosine warm-up=2': warm-up 2 is out",
        "batch-norm | exact | BATCH_NORM | batch-norm 'exact': use precise, running",
        "per-class | -1 | PER_CLASS | per-class -1 is out of range",
        "per-class | many | PER_CLASS | per-class 'many': give the images of each class",
        "segmentation | masked | SEGMENTATION | segmentation 'masked' is unknown",
        "precision | fp8 | PRECISION | precision 'fp8' is unknown",
        "pretrained | a,,b | PRETRAINED | pretrained 'a,,b': has a comma",
        "pretrained | a, b | PRETRAINED | recipe allnet: pretrained 'a, b': give a file for each",
      })
  void with_aWrongValueOfAnOption_carriesTheOption(
      String key, String value, OptionName option, String message) {
    assertThatThrownBy(() -> Recipes.find("allnet").with(Map.of(key, value)))
        .isInstanceOfSatisfying(
            OptionException.class,
            failure -> {
              assertThat(failure.option()).contains(option);
              assertThat(failure.value()).contains(value);
            })
        .hasMessageStartingWith(message);
  }

  @Test
  void with_whatContradictsTheRecipe_namesTheRecipe() {
    assertThatThrownBy(() -> Recipes.find("region-attention").with(Map.of("frozen-epochs", "900")))
        .isInstanceOf(OptionException.class)
        .hasMessageStartingWith("recipe region-attention: frozen-epochs 900 is out of range");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lr = 1e -3 | lr '1e -3': use a number",
        "lr = 1e1 | lr 1e1 is out of range; use above 0 to 1",
        "input-size = 5 | input-size '5': use a whole number from 9 to 2048",
        "per-class = 60\\nders = yes | per-class '60': can't act beside ders = yes",
        "width = 9 | width 9 is out of range; use above 0 to 4",
        "frozen-epochs = 65 | frozen-epochs 65 is out of range; use 0 to fewer than 'epochs'",
      })
  void find_fileWithWrongValue_namesFileAndKey(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.recipe"), text.replace("\\n", "\n"));

    assertThatThrownBy(() -> Recipes.find(file.toString()))
        .isInstanceOfSatisfying(
            InputException.class,
            failure -> {
              assertThat(failure.file()).contains(file.toString());
              assertThat(failure.sentence().options()).isEmpty();
            })
        .hasMessageStartingWith(file + ": " + message);
  }

  @Test
  void checked_perClassBesideDers_isRefusedByName() {
    assertThatThrownBy(() -> Recipes.find("vit-cnn").with(Map.of("per-class", "60")))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("recipe vit-cnn: per-class '60': can't act beside ders = yes");
    assertThat(Recipes.find("vit-cnn").with(Map.of("per-class", "60", "ders", "no"))).isNotNull();
  }

  @Test
  void checked_rateOverruledEverywhere_isRefused() {
    String longer = "layer1=0.5 layer2=0.5 layer3=0.5 layer4=0.5";
    Map<String, String> idle = Map.of("networks", "resnet18", "rates", "layer=0.1 " + longer);
    assertThatThrownBy(() -> Recipes.find("bagging").with(idle))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("'layer' acts on no tensor");
    assertThat(
            Recipes.find("bagging")
                .with(Map.of("networks", "resnet18", "rates", "layer=0.1 layer1=0.5")))
        .isNotNull();
  }

  @Test
  void checked_ratesOfOneOfSeveralNetworks_act() {
    Recipe recipe =
        Recipes.find("bagging").with(Map.of("networks", "resnet18, vgg16", "rates", "layer1=0.1"));
    assertThat(recipe.training().learningRate().factor("layer1.0.conv1.weight")).isEqualTo(0.1);
    assertThatThrownBy(() -> recipe.with(Map.of("networks", "densenet121")))
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
        .hasMessageContaining("mine.recipe: line 2: is no 'key = value'");
    Files.writeString(file, "lr = 1\nlr = 2\n");
    assertThatThrownBy(() -> Recipes.find(file.toString()))
        .hasMessageContaining("line 2: says 'lr' a second time");
    Files.writeString(file, "about = my own\n  system\n  epochs = 3\nlr = 1e-3\n");
    assertThatThrownBy(() -> Recipes.find(file.toString()))
        .hasMessageContaining("line 3: begins with a blank and says 'epochs = '");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> Recipes.find(file.toString())).hasMessageContaining("no UTF-8 text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Epochs = 3",
        "epochs: 3",
        "epoch = 3",
        "EPOCHS=3",
        "frozen_epochs = 1",
        "learning_rate = 3"
      })
  void find_indentedLineThatLooksLikeAKey_isRefused(String line) throws IOException {
    Path file = folder.resolve("mine.recipe");
    Files.writeString(file, "about = my own\n  " + line + "\nlr = 1e-3\n");
    assertThatThrownBy(() -> Recipes.find(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 2: begins with a blank and says '");
  }

  @ParameterizedTest
  @ValueSource(strings = {"note: 3 nights", "as the paper has it", "a = b", "see p: 3"})
  void find_indentedLine_continuesTheOneBefore(String line) throws IOException {
    Path file = folder.resolve("mine.recipe");
    Files.writeString(file, "about = my own\n  " + line + "\nlr = 1e-3\n");
    assertThat(Recipes.find(file.toString()).values().get("about")).isEqualTo("my own " + line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n\n", "# nothing but a remark\n", "\uFEFF"})
  void find_aFileThatSaysNothing_isRefused(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.recipe"), text);

    assertThatThrownBy(() -> Recipes.find(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": is empty; write lines of 'key = value', or leave out 'recipe'");
  }

  @Test
  void find_aFileAsEditorsOnWindowsWriteIt_isRead() throws IOException {
    Path file = folder.resolve("Mine.RECIPE");
    Files.writeString(file, "\uFEFFepochs = 7\r\nlr = 1e-3\r\n");

    assertThat(Recipes.find(file.toString()).training().epochs()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({"Epochs, epochs", "INPUT-SIZE, input-size", "input_size, input-size"})
  void find_keyInAnotherSpelling_namesTheKey(String key, String known) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.recipe"), key + " = 48\n");

    assertThatThrownBy(() -> Recipes.find(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            file + ": '" + key + "' is no key of a recipe; did you mean '" + known + "'");
  }
}
