package org.allnet.service.work.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.data.InputException;
import org.allnet.inference.Classifier;
import org.allnet.inference.ModelFacts;
import org.allnet.inference.compute.Device;
import org.allnet.inference.model.ModelFile;
import org.allnet.service.domain.ModelSheet;
import org.allnet.service.work.TestModels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sheet takes from the evaluation beside a model, and what it leaves out. */
final class SheetReadingTest {

  private static final String PLAIN =
      """
      {"format":1,"run":"r","images":860,"subjects":12,"presumedSubjects":true,
      "classes":["lymphoblast","lymphocyte"],"positive":"lymphoblast",
      "accuracy":{"value":0.75,"low":0.5,"high":0.875,"method":"percentile bootstrap"},
      "sensitivity":{"value":0.915,"noInterval":"too few people"},
      "verdict":[{"finding":"people","sentence":"Too few people to draw a conclusion."}],
      "synthetic":true,"tested":"folds","warnings":["Cells were left out."]}
      """;

  @TempDir static Path made;
  private static Path source;
  private static ModelFacts facts;

  @TempDir Path run;
  private Path model;

  @BeforeAll
  static void make() {
    source = TestModels.classifier(made.resolve("model.safetensors"), 3);
    try (Classifier classifier = Classifier.builder(source).device(Device.CPU).open()) {
      facts = classifier.model();
    }
  }

  @BeforeEach
  void lay() throws IOException {
    model = fold(1);
  }

  private Path fold(int number) throws IOException {
    Path folder = Files.createDirectories(run.resolve("fold-" + number));
    return Files.copy(source, folder.resolve("model.safetensors"));
  }

  private void seal(String checksum) throws IOException {
    Files.writeString(
        model.resolveSibling("seal.json"),
        "{\"format\":1,\"run\":\"r\",\"model\":\"%s\",\"predictions\":\"p\"}".formatted(checksum));
  }

  private ModelSheet sheet(String evaluation) throws IOException {
    Files.writeString(run.resolve("evaluation.json"), evaluation);
    return SheetReading.ofClassifier(model, facts);
  }

  @Test
  void evaluation_isReadWithItsLimits() throws Exception {
    seal(ModelFile.checksum(model));
    fold(2);
    ModelSheet sheet = sheet(PLAIN);
    assertThat(sheet.figures())
        .extracting(ModelSheet.Figure::name)
        .containsExactly("accuracy", "sensitivity (recall)");
    String of =
        "860 images of 12 presumed subjects (images of all folds, each evaluated by the fold model"
            + " that did not train on it), evaluation of the run that made it, pooled over 2 fold"
            + " models, of which this is one";
    ModelSheet.Figure accuracy = sheet.figures().get(0);
    assertThat(accuracy.low()).contains(0.5);
    assertThat(accuracy.high()).contains(0.875);
    assertThat(accuracy.of()).isEqualTo(of + "; interval by percentile bootstrap");
    assertThat(sheet.figures().get(1).of()).isEqualTo(of + "; no interval: too few people");
    assertThat(sheet.limits())
        .contains(
            "Too few people to draw a conclusion.",
            "It was evaluated on synthetic cells, which says nothing about blood.",
            "The subjects of its evaluation are presumed: nobody named them.",
            "Cells were left out.")
        .noneMatch(limit -> limit.contains("left out:"));
  }

  @Test
  void heldOutImages_areOfTheChosenFoldModel() throws Exception {
    seal(ModelFile.checksum(model));
    fold(2);
    ModelSheet sheet =
        sheet(PLAIN.replace("\"folds\"", "\"hold_out\"").replace("\"subjects\":12,", ""));
    assertThat(sheet.figures().get(1).of())
        .isEqualTo(
            "860 images of unknown subjects (held-out images), evaluation of the run that made it,"
                + " of the one of 2 fold models that the run chose, which may be another;"
                + " no interval: too few people");
  }

  @Test
  void evaluationOfTheModelItself_isTaken() throws Exception {
    String itself = PLAIN.replace("\"run\":\"r\"", "\"model\":\"%s\"");
    ModelSheet sheet = sheet(itself.formatted(ModelFile.checksum(model)));
    assertThat(sheet.figures().get(0).of()).contains("evaluation of this very model");
    left(itself.formatted("0123456789abcdef"), "it names another model");
  }

  @Test
  void evaluationOfAnotherModel_isLeftOut() throws Exception {
    left(PLAIN.replace("lymphocyte", "monocyte"), "its classes are lymphoblast, monocyte");
    left(
        PLAIN.replace("\"positive\":\"lymphoblast\"", "\"positive\":\"lymphocyte\""),
        "its positive class is lymphocyte");
    left(
        PLAIN.replace("\"synthetic\":true", "\"synthetic\":false"),
        "it is not of synthetic cells, and the model's training was");
    left(
        PLAIN,
        "no seal lies beside the model, so that nobody can tell whether it is of the evaluated run");
    seal("0123456789abcdef");
    left(PLAIN, "the seal beside it is of another model");
    seal(ModelFile.checksum(model));
    left(
        PLAIN.replace("\"run\":\"r\"", "\"run\":\"another\""),
        "it is of another run than the model");
    left(
        PLAIN.replace("\"run\":\"r\",", ""),
        "it names neither its run nor its model; make the run's report anew");
  }

  private void left(String evaluation, String why) throws IOException {
    ModelSheet sheet = sheet(evaluation);
    assertThat(sheet.figures()).isEmpty();
    assertThat(sheet.limits())
        .contains(
            "How often it is right is not known here. An evaluation lay beside its file and is left"
                + " out: "
                + why
                + ".")
        .doesNotContain("Too few people to draw a conclusion.");
  }

  @Test
  void unreadEvaluation_isRefused() throws Exception {
    seal(ModelFile.checksum(model));
    refused(PLAIN.replace("\"format\":1", "\"format\":99"), "has format 99");
    refused(PLAIN.replace("\"format\":1,", ""), "says no format");
    refused(PLAIN.replace("0.915", "1.915"), "sensitivity is 1.915, which it can't be");
    refused(PLAIN.replace("\"synthetic\":true,", ""), "does not say 'synthetic'");
    refused(PLAIN.replace("\"folds\"", "\"moon\""), "tested 'moon' is unknown");
    refused("[", "is no evaluation");
  }

  private void refused(String evaluation, String message) {
    assertThatThrownBy(() -> sheet(evaluation))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void modelAlone_saysSo() {
    ModelSheet sheet = SheetReading.ofClassifier(model, facts);
    assertThat(sheet.figures()).isEmpty();
    assertThat(sheet.limits())
        .contains("No evaluation came with it: how often it is right is not known here.");
  }
}
