package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.allnet.data.InputException;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.SplitFile;
import org.allnet.data.split.SplitOptions;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.decision.ConformalSets;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.RuleOptions;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.WrittenRule;
import org.allnet.inference.model.ModelFile;
import org.allnet.testing.StoredFile;
import org.allnet.training.augmentation.AugmentationPlanFile;
import org.allnet.training.augmentation.Transform;
import org.allnet.training.recipe.Recipes;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TrainingListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files in the folder of a run, of each version of their formats. */
class RunFormatTest {

  private static final String RUN = "run-1";
  private static final String METRICS = "metrics.jsonl";
  private static final String RULES = "earlier-rules.jsonl";
  private static final String COST = "cost.json";
  private static final String MODEL = "fold-1/model.safetensors";
  private static final String PREDICTIONS = "fold-1/predictions.csv";
  private static final String SEAL = "fold-1/seal.json";
  private static final String PLAN = "fold-1/augmentation.csv";
  private static final List<String> FILES =
      List.of(
          "run.json",
          "images.csv",
          "split.csv",
          METRICS,
          COST,
          RULES,
          MODEL,
          PREDICTIONS,
          SEAL,
          PLAN);

  @TempDir private Path folder;
  private Path run;

  @BeforeAll
  static void store(@TempDir Path folder) throws IOException {
    if (!StoredFile.isToBeStored(RUN)) {
      return;
    }
    Path data = SyntheticSet.write(folder.resolve("data"), 4, 3, 40);
    RunOptions options =
        RunOptions.of(
                data.toString(),
                Recipes.find("allnet")
                    .with(
                        Map.of(
                            "input-size",
                            "32",
                            "width",
                            "0.01",
                            "epochs",
                            "2",
                            "batch",
                            "8",
                            "per-class",
                            "12")))
            .split(new SplitOptions(Protocol.SUBJECT, 2, 0.25, 7))
            .seed(7)
            .allFoldModels(false)
            .build();
    Path made = folder.resolve("run");
    RunResult result =
        TrainingRun.begin(
            options, made, "test", "allnet train cells", MapChecker.NONE, TrainingListener.NONE);
    new RunCost(ModelFile.describe(result.bestModel()).parameters(), 1, 1, 1).write(made);
    CopiedRun.decide(made);
    for (String file : FILES) {
      StoredFile.storeIfMissing(RUN + "/" + file, made.resolve(file));
    }
    Path header = StoredFile.of(RUN + "/run.json");
    Files.writeString(header, Files.readString(header).replace(data.toString(), "cells"));
  }

  @BeforeEach
  void copy() throws IOException {
    run = folder.resolve("run");
    CopiedRun.copy(StoredFile.of(RUN), run);
  }

  @Test
  void runFile_thatBreaksOff_saysSo() throws IOException {
    Path file = run.resolve("run.json");
    String whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, whole.length() / 2));
    assertThatThrownBy(this::identity)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": can't be read as the options of a run (it breaks off);");
  }

  private String identity() {
    return RunHeader.identity(run.resolve("run.json"));
  }

  private EpochsFile epochs() {
    return new EpochsFile(run.resolve(METRICS), identity());
  }

  private EarlierRules rules() {
    return new EarlierRules(run.resolve(RULES), identity());
  }

  private Object read(String file) {
    return switch (file) {
      case METRICS -> epochs().read();
      case COST -> String.valueOf(RunCost.read(run));
      case RULES -> rules().note();
      case PLAN -> AugmentationPlanFile.read(run.resolve(PLAN));
      default -> FinishedRun.of(run);
    };
  }

  @Test
  void runOfVersion1_isReadWithItsValues() {
    RunHeader header = RunHeader.read(run.resolve("run.json"));
    assertThat(header.images()).isEqualTo(24);
    assertThat(header.options().data()).isEqualTo("cells");
    assertThat(header.options().seed()).isEqualTo(7);
    assertThat(header.options().recipe().name()).isEqualTo("allnet");
    assertThat(header.options().rule()).isEqualTo(RuleOptions.DEFAULTS);
    assertThat(header.now().rule().operatingPoint()).isEqualTo(PointRule.Known.YOUDEN);
    assertThat(header.commands()).containsExactly("allnet train cells", "allnet decide");
    assertThat(RunImages.begunOn(header, run)).hasSize(24).containsKey("blast/b0_0.png");

    FinishedRun finished = FinishedRun.of(run);
    assertThat(finished.split().places()).hasSize(24);
    assertThat(finished.folds()).hasSize(1);
    FinishedFold fold = finished.chosen();
    assertThat(fold.model().provenance().seed()).isEqualTo(7);
    assertThat(fold.validation().rows()).hasSize(6);
    assertThat(fold.holdOut().rows()).hasSize(6);

    List<EpochRecord> epochs = epochs().read();
    assertThat(epochs).extracting(EpochRecord::epoch).containsExactly(1, 2);
    assertThat(epochs).extracting(EpochRecord::fold).containsExactly(1, 1);
    assertThat(epochs.get(0).trainingLoss()).isBetween(0.5, 2.0);
    assertThat(rules().note()).hasValueSatisfying(note -> assertThat(note).contains("1 time"));
    RunCost cost = RunCost.read(run);
    assertThat(cost).isNotNull();
    assertThat(cost.parameters()).isEqualTo(fold.model().parameters());
    assertThat(AugmentationPlanFile.read(run.resolve(PLAN)).samples())
        .hasSize(24)
        .anyMatch(sample -> sample.operation() != Transform.ORIGINAL);
  }

  /** The model file has a format and stored files of its own, and is one of version 1 here. */
  @Test
  void filesOfARun_areWrittenAsTheStoredOnes() throws IOException {
    RunHeader header = RunHeader.read(run.resolve("run.json"));
    header.write(run.resolve("run.json"));
    RunImages.write(run.resolve("images.csv"), RunImages.begunOn(header, run));
    SplitFile.write(run.resolve("split.csv"), SplitFile.read(run.resolve("split.csv")));
    epochs().write(epochs().read());
    RunCost cost = RunCost.read(run);
    assertThat(cost).isNotNull();
    cost.write(run);
    Path predictions = run.resolve(PREDICTIONS);
    WrittenRule rule = WrittenRule.read(predictions);
    PredictionFile.write(predictions, PredictionFile.read(predictions), rule);
    FoldSeal.of(identity(), run.resolve(MODEL), predictions).write(run.resolve(SEAL));
    AugmentationPlanFile.write(run.resolve(PLAN), AugmentationPlanFile.read(run.resolve(PLAN)));
    EarlierRules.Line earlier = earlier();
    Files.delete(run.resolve(RULES));
    rules().write(run.resolve(RULES), List.of(earlier));
    for (String file : FILES) {
      StoredFile.requireSame(RUN + "/" + file, run.resolve(file));
    }
  }

  /** The rule in the only line of the file. */
  private EarlierRules.Line earlier() throws IOException {
    JsonNode line = new ObjectMapper().readTree(Files.readString(run.resolve(RULES)));
    JsonNode rule = line.path("rule");
    return new EarlierRules.Line(
        line.path("until").asText(),
        line.path("version").asText(),
        line.path("fold").asInt(),
        RuleOptions.DEFAULTS,
        new DecisionRule(
            TemperatureScaling.NONE,
            null,
            null,
            ConformalSets.fromJson(rule.path("predictionSets"))));
  }

  @ParameterizedTest
  @CsvSource({
    "run.json,run folders",
    "images.csv,lists of images",
    "split.csv,splits",
    METRICS + ",epochs",
    COST + ",costs",
    RULES + ",earlier rules",
    PREDICTIONS + ",predictions",
    SEAL + ",seals",
    PLAN + ",augmentation plans"
  })
  void fileOfVersion2_isRefusedByName(String file, String files) throws IOException {
    replace(file, "(?m)(\"format\" ?: ?(?=1,)|,(?=1$))1", "$12");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(run.resolve(file) + ": ")
        .hasMessageContaining("has format ")
        .hasMessageContaining("2")
        .hasMessageContaining("and this program reads %s up to format 1; update ALLNet", files)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.json", "images.csv", METRICS, COST, RULES, SEAL, PLAN})
  void fileWithoutAVersion_isRefused(String file) throws IOException {
    replace(file, "allnet_format|\"format\" ?: ?1,", "");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(run.resolve(file) + ": ")
        .hasMessageContaining("says no format, so it is of a build before the first release")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {METRICS, COST, RULES, SEAL})
  void fileOfAnotherRun_isRefused(String file) throws IOException {
    replace(file, identity(), "ab".repeat(32));
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(run.resolve(file) + ": ")
        .hasMessageContaining("is not of this run: ")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run.json",
        "images.csv",
        "split.csv",
        METRICS,
        COST,
        RULES,
        "evaluation.json",
        "predictions.csv",
        MODEL,
        PREDICTIONS,
        SEAL,
        PLAN,
        "state/fold-1.safetensors",
        "state/decision/run.json",
        "state/decision/" + SEAL
      })
  void newerFormat_isRefusedByResumeAndDecide(String file) throws IOException {
    makeNewer(file);
    int newest = file.endsWith(".safetensors") ? 2 : 1;
    Map<String, String> before = contents();

    for (Runnable step :
        List.<Runnable>of(() -> CopiedRun.resume(run), () -> CopiedRun.decide(run))) {
      assertThatThrownBy(step::run)
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(run.resolve(file) + ": ")
          .hasMessageContaining("has format ")
          .hasMessageContaining("up to format %d; update ALLNet", newest)
          .hasMessageNotContaining("\n");
      assertThat(contents()).isEqualTo(before);
    }
  }

  @Test
  void resume_imagesWithoutVersion_isRefused() throws IOException {
    replace("images.csv", "allnet_format", "format");
    assertThatThrownBy(() -> CopiedRun.resume(run))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(run.resolve("images.csv") + ": says no format");
  }

  @Test
  void modelOfARunOfAnotherFormat_isNotUnfinished() throws IOException {
    replace("run.json", "\"format\" : 1,", "\"format\" : 3,");
    Files.delete(run.resolve(SEAL));
    assertThatThrownBy(() -> FoldModels.requireFinished(run.resolve(MODEL)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("run.json: has format 3");
  }

  /** Puts a file of a newer format into the run, which need not have one of that name yet. */
  private void makeNewer(String file) throws IOException {
    Path place = run.resolve(file);
    Files.createDirectories(Objects.requireNonNull(place.getParent()));
    if (file.endsWith(".safetensors")) {
      Path model = run.resolve(MODEL);
      String text = Files.readString(model, StandardCharsets.ISO_8859_1);
      String newer = text.replace("{\\\"format\\\":1,", "{\\\"format\\\":9,");
      assertThat(newer).isNotEqualTo(text);
      Files.writeString(place, newer, StandardCharsets.ISO_8859_1);
    } else if (Files.exists(place)) {
      replace(file, "(?m)(\"format\" ?: ?(?=1,)|,(?=1$))1", "$12");
    } else {
      Files.writeString(
          place, file.endsWith(".csv") ? "image,allnet_format\na,2\n" : "{\"format\": 2}\n");
    }
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> all = Files.walk(run)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        if (!path.endsWith("lock")) {
          contents.put(
              run.relativize(path).toString(), Files.readString(path, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return contents;
  }

  private void replace(String file, String pattern, String by) throws IOException {
    String text = Files.readString(run.resolve(file));
    String changed = text.replaceAll(pattern, by);
    assertThat(changed).isNotEqualTo(text);
    Files.writeString(run.resolve(file), changed);
  }
}
