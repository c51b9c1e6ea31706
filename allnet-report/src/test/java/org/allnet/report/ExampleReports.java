package org.allnet.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.calibration.Reliability;
import org.allnet.evaluation.comparison.ComparedSystem;
import org.allnet.evaluation.comparison.Comparison;
import org.allnet.evaluation.curve.BandMethod;
import org.allnet.evaluation.curve.Curve;
import org.allnet.evaluation.curve.Curves;
import org.allnet.evaluation.curve.Curves.NamedReliability;
import org.allnet.evaluation.curve.Curves.TestedBand;
import org.allnet.evaluation.curve.RankingCurves;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.evaluation.experiment.DataIdentity;
import org.allnet.evaluation.experiment.DataSummary;
import org.allnet.evaluation.experiment.DuplicateCounts;
import org.allnet.evaluation.experiment.LearningCurve;
import org.allnet.evaluation.experiment.ModelSummary;
import org.allnet.evaluation.experiment.PeopleCount;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.explanation.Estimate;
import org.allnet.evaluation.explanation.ExplanationMethod;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.evaluation.explanation.PerturbationKind;
import org.allnet.evaluation.explanation.TrivialMap;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.ClusterBootstrap;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Refusal;
import org.allnet.evaluation.subject.SubjectLevel;
import org.allnet.report.content.BaselineResult;
import org.allnet.report.content.CellPicture;
import org.allnet.report.content.FoldModel;
import org.allnet.report.content.FurtherTable;
import org.allnet.report.content.Headline;
import org.allnet.report.content.ReportedMaps;
import org.allnet.report.content.Reproduction;
import org.allnet.report.content.RunReport;

/** Reports with everything, or next to nothing, in them. The metrics are drawn, not measured. */
final class ExampleReports {

  static final ClassSet TWO = ClassSet.of(List.of("all", "hem"));

  private ExampleReports() {}

  static Headline headline() {
    return new Headline("Five-fold cross-validation on C-NMC 2019", Headline.question(TWO));
  }

  static Setting setting(Protocol protocol) {
    return new Setting(
        Setting.Kind.CROSS_VALIDATION,
        protocol,
        Setting.Tested.HOLD_OUT,
        "20 % held out, the rest in 5 folds, seed 7",
        false,
        false,
        false);
  }

  static DataSummary data(boolean synthetic) {
    Map<String, Map<String, Integer>> parts = new LinkedHashMap<>();
    parts.put("training", Map.of("all", 5818, "hem", 2711));
    parts.put("held out", Map.of("all", 1454, "hem", 678));
    return new DataSummary(
        new DataIdentity(
            "cnmc",
            DatasetKind.CNMC_2019,
            synthetic ? DataIdentity.Source.OTHER : DataIdentity.Source.CNMC_2019,
            true,
            synthetic),
        TWO,
        parts,
        new PeopleCount(73, 76),
        new DuplicateCounts(14, 31, 6, "9f2c1d7e".repeat(8)),
        List.of("fold_1/hem/UID_H12_3_1_hem.bmp: 449x450 pixels, others have 450x450"));
  }

  static Reproduction reproduction() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("ALLNet", "0.1.0 (4be1c0d)");
    versions.put("Java", "17.0.13");
    versions.put("libtorch", "2.10.0");
    Map<String, String> options = new LinkedHashMap<>();
    options.put("epochs", "65");
    options.put("learning rate", "1e-5");
    return new Reproduction(
        Instant.parse("2026-11-23T12:00:00Z"),
        "allnet crossval data/cnmc --protocol subject --folds 5 --epochs 65 --batch 16 --lr 1e-5"
            + " --seed 7 --out runs/cnmc-subject",
        7L,
        options,
        versions,
        "2 cores, 8 GiB, no GPU",
        Duration.ofMinutes(94),
        null);
  }

  /** Only what every report must have. */
  static RunReport bare(Protocol protocol, boolean synthetic) {
    return RunReport.of(headline(), setting(protocol), data(synthetic), reproduction()).build();
  }

  /** Every part filled. */
  static RunReport full(Protocol protocol, boolean synthetic) {
    Predictions model = predictions(7, 1.6);
    Predictions area = predictions(8, 0.9);
    Evaluation evaluation =
        ClusterBootstrap.evaluate(
            model, EvaluationOptions.DEFAULTS, new BootstrapOptions(200, 1, 1));
    List<FoldModel> foldModels = new ArrayList<>();
    List<LearningCurve> learning = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      foldModels.add(
          new FoldModel(
              "fold model " + i,
              Evaluation.of(predictions(20 + i, 1.5 + 0.05 * i)),
              i == 4,
              9 + i));
      learning.add(learning("fold model " + i, new Random(i), 9 + i));
    }
    return RunReport.of(headline(), setting(protocol), data(synthetic), reproduction())
        .model(
            new ModelSummary(
                "ALLNet",
                "four convolutions, three dense layers",
                95_099_266L,
                "450 x 450 RGB, segmentation stretched",
                null))
        .evaluation(evaluation)
        .foldModels(foldModels)
        .curves(curves(model, area))
        .subjects(SubjectLevel.of(model, EvaluationOptions.DEFAULTS, null))
        .learning(learning)
        .pictures(pictures())
        .maps(maps())
        .baselines(
            List.of(
                new BaselineResult(
                    "majority class",
                    "calls every cell 'all'",
                    Evaluation.of(constant(model)),
                    null),
                new BaselineResult(
                    "cell area alone",
                    "one-feature logistic model",
                    ClusterBootstrap.evaluate(
                        area, EvaluationOptions.DEFAULTS, new BootstrapOptions(200, 1, 1)),
                    null)))
        .comparison(
            Comparison.of(
                ComparedSystem.byMostProbableClass(Map.of("ALLNet", model, "ResNet18", area)),
                new BootstrapOptions(200, 1, 1)))
        .tables(
            List.of(
                new FurtherTable(
                    "Conformal prediction sets",
                    "Promised to hold the true class for 90 % of each class.",
                    List.of("class", "coverage"),
                    List.of(List.of("all", "0.912"), List.of("hem", "0.887")))))
        .warnings(List.of("2 images could not be read and were skipped."))
        .notes(List.of("fold models 1, 2: no temperature", "5 images are copies"))
        .build();
  }

  private static Curves curves(Predictions model, Predictions area) {
    Curve roc = RankingCurves.roc("ALLNet", model, 0);
    List<Curve.BandPoint> band = new ArrayList<>();
    for (Curve.Point point : roc.points()) {
      double half = 0.25 * Math.sqrt(point.y() * (1 - point.y()) + 0.002);
      band.add(
          new Curve.BandPoint(
              point.x(), Math.max(0, point.y() - half), Math.min(1, point.y() + half)));
    }
    Curves plain = Curves.of("ALLNet", model, EvaluationOptions.DEFAULTS);
    ReferBand referBand = ReferBand.choose(predictions(99, 1.6), 0.5, 0.05);
    return new Curves(
            List.of(new Curve("ALLNet", roc.points(), band, BandMethod.SUBJECTS)),
            plain.precisionRecall(),
            plain.prevalence(),
            List.of(
                new NamedReliability("cell area alone", Reliability.of(area)),
                new NamedReliability("ALLNet", Reliability.of(model))),
            plain.riskCoverage(),
            null)
        .beside(Curves.of("cell area alone", area, EvaluationOptions.DEFAULTS))
        .withReferBand(
            new TestedBand(referBand, referBand.measure(model, new BootstrapOptions(200, 1, 1))));
  }

  static LearningCurve learning(String name, Random random, int kept) {
    List<LearningCurve.Epoch> epochs = new ArrayList<>();
    for (int e = 1; e <= 20; e++) {
      double loss = 0.7 * Math.exp(-e / 6.0) + 0.05;
      epochs.add(
          new LearningCurve.Epoch(
              e,
              loss,
              loss + 0.06 + 0.02 * random.nextGaussian() + Math.max(0, e - kept) * 0.015,
              Math.min(1, 0.93 - 0.4 * Math.exp(-e / 4.0) + 0.01 * random.nextGaussian())));
    }
    return new LearningCurve(name, epochs, kept);
  }

  /** 40 subjects, of varying numbers of cells; shift is how far the classes stand apart. */
  static Predictions predictions(long seed, double shift) {
    Random random = new Random(seed);
    List<Prediction> rows = new ArrayList<>();
    for (int s = 0; s < 40; s++) {
      int label = s % 5 < 3 ? 0 : 1;
      double own = 0.6 * random.nextGaussian();
      for (int c = 0; c < 12 + s * 7 % 20; c++) {
        double logit = (label == 0 ? shift : -shift) + own + 1.2 * random.nextGaussian();
        double p = 1 / (1 + Math.exp(-logit));
        String subject = (label == 0 ? "" : "H") + (s + 1);
        rows.add(
            new Prediction(
                "fold_0/UID_" + subject + "_" + c + ".bmp",
                subject,
                label,
                null,
                List.of(p, 1 - p)));
      }
    }
    return new Predictions(TWO, rows);
  }

  static Predictions constant(Predictions like) {
    return new Predictions(
        like.classes(),
        like.rows().stream()
            .map(
                row ->
                    new Prediction(
                        row.image(), row.subject(), row.label(), row.fold(), List.of(0.6, 0.4)))
            .toList());
  }

  /** Maps of the pictures, by two fold models of which the second fails. */
  static ReportedMaps maps() {
    Map<String, ReportedMaps.Picture> maps = new LinkedHashMap<>();
    for (CellPicture picture : pictures()) {
      boolean doubted = picture.wrong();
      maps.put(
          picture.image(),
          new ReportedMaps.Picture(
              png(3),
              "heat on the cell 70 % (40 % of the image)",
              doubted ? "method fails for this model" : null));
    }
    Map<String, MapCheck> checks = new LinkedHashMap<>();
    checks.put("fold model 1", check(List.of()));
    checks.put("fold model 2", check(List.of("its maps stay alike")));
    return new ReportedMaps(
        "",
        "HiResCAM",
        List.of("The last map has 6 x 6 places."),
        maps,
        List.of(new ReportedMaps.MeanMap("all", png(4), List.of("mean of 16 images"))),
        checks,
        List.of("fold model 3"));
  }

  private static MapCheck check(List<String> failures) {
    return new MapCheck(
        ExplanationMethod.HIRES_CAM,
        16,
        12,
        List.of(
            new MapCheck.Randomised(
                "conv1", new Estimate(0.1, 0.0, 0.2), new Estimate(0.12, 0.05, 0.2))),
        List.of(
            new MapCheck.Comparison(
                PerturbationKind.DELETION, TrivialMap.RANDOM, new Estimate(0.2, 0.1, 0.3), true)),
        new MapCheck.Heat(
            new Estimate(0.7, 0.6, 0.8), 0.4, new Estimate(0.3, 0.2, 0.4), null, null),
        failures,
        null);
  }

  private static List<CellPicture> pictures() {
    List<CellPicture> pictures = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      boolean wrong = i % 2 == 0;
      pictures.add(
          new CellPicture(
              "fold_2/all/UID_" + (30 + i) + "_4_1_all.bmp",
              png(i),
              "all",
              wrong ? "hem" : "all",
              0.99 - 0.01 * i,
              i == 2
                  ? new Refusal(
                      Refusal.Cause.POOR_IMAGE,
                      "referred: poor image, blurrier than those of training: focus 0.1 is outside 0.2 to 0.5")
                  : Refusal.NONE,
              "subject " + (30 + i)));
    }
    return pictures;
  }

  static byte[] png(int seed) {
    BufferedImage image = new BufferedImage(120, 120, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(new Color(196, 176, 214));
    g.fillOval(18 + seed % 3, 14, 84, 90);
    g.setColor(new Color(104, 60, 140 + 5 * (seed % 5)));
    g.fillOval(30, 28 + seed % 5, 56, 60);
    g.dispose();
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
