package org.allnet.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.allnet.cli.network.RunPredictions;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.OperatingPoint;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.ClusterBootstrap;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Refusal;
import org.allnet.evaluation.prediction.Role;
import org.allnet.report.EvaluatedModels;
import org.allnet.report.StatedRule;
import org.allnet.report.assembly.ReportContext;
import org.allnet.spark.scoring.EvaluatedAnswers;
import org.allnet.spark.scoring.ScoringResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterReportTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private static Predictions rows() {
    Random random = new Random(4);
    List<Prediction> rows = new ArrayList<>();
    Origin origin = new Origin(Protocol.SUBJECT, Role.HOLD_OUT, true, false, false, false, false);
    for (int i = 0; i < 60; i++) {
      int label = i % 2;
      double all = Math.min(1, Math.max(0, 0.6 - 0.3 * label + 0.3 * random.nextGaussian()));
      rows.add(
          new Prediction(
                  "%02d.bmp".formatted(i), "s" + i / 4, label, null, origin, List.of(all, 1 - all))
              .with(
                  i == 7
                      ? new Refusal(Refusal.Cause.POOR_IMAGE, "referred: poor image")
                      : Refusal.NONE));
    }
    return new Predictions(new ClassSet(List.of("all", "hem"), 0), rows);
  }

  private static ScoringResult result(Predictions rows, DecisionRule rule) {
    return new ScoringResult(
        "allnet",
        "5b17",
        rows.origin(),
        1,
        0,
        60,
        Map.of(),
        Map.of(),
        0,
        Map.of(),
        0,
        0,
        true,
        true,
        rule,
        new EvaluatedAnswers(
            ClusterBootstrap.evaluate(rows, rule.toOptions(), BootstrapOptions.DEFAULTS),
            Role.HOLD_OUT,
            Map.of("training", 3L),
            2,
            rows,
            List.of()));
  }

  @Test
  void report_isThatOfEvaluate() throws IOException {
    DecisionRule rule =
        new DecisionRule(
            TemperatureScaling.NONE,
            new OperatingPoint(PointRule.Known.YOUDEN, 0.4, 1, 1),
            null,
            null);
    Predictions rows = rows();
    Path page =
        ClusterReport.write(
            folder,
            result(rows, rule),
            rows,
            EvaluatedModels.ofModel("c0de"),
            new ReportContext("allnet cluster score", "test", Instant.EPOCH));

    assertThat(Files.readString(page))
        .contains("synthetic", "near-duplicates", "nothing is to be seen: 2 images", "poor image");
    JsonNode own = JSON.readTree(folder.resolve("evaluation.json").toFile());
    assertThat(own.get("model").asText()).isEqualTo("c0de");
    assertThat(own.at("/wholeDecision").isMissingNode()).isFalse();
    Path file = folder.resolve("predictions.csv");
    StatedRule stated = RunPredictions.rule(file);
    JsonNode other =
        ClusterBootstrap.evaluate(
                RunPredictions.read(file, stated).own(),
                stated.options(),
                BootstrapOptions.DEFAULTS)
            .toJson();
    for (String metric : List.of("accuracy", "sensitivity", "auroc", "brier")) {
      assertThat(own.get(metric))
          .as(metric)
          .isNotNull()
          .isEqualTo(JSON.readTree(other.get(metric).toString()));
    }
    assertThat(own.get("auroc").has("low")).isTrue();
  }

  @Test
  void addressOfHadoop_isNoFolder() {
    assertThat(ClusterReport.onDisk("hdfs:/scored")).isEmpty();
    assertThat(ClusterReport.onDisk("s3a://bucket/scored")).isEmpty();
    assertThat(ClusterReport.onDisk("out")).contains(Path.of("out"));
    assertThat(ClusterReport.onDisk("file:/tmp/out")).contains(Path.of("/tmp/out"));
  }
}
