package org.allnet.report.published;

import static org.allnet.data.split.Protocol.IMAGE;
import static org.allnet.data.split.Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT;
import static org.allnet.data.split.Protocol.SUBJECT;
import static org.allnet.evaluation.experiment.DataIdentity.Source.CNMC_2019;
import static org.allnet.evaluation.experiment.DataIdentity.Source.OTHER;
import static org.allnet.evaluation.experiment.DataIdentity.Source.TALEQANI;

import java.util.List;
import java.util.Set;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.experiment.DataIdentity.Source;
import org.allnet.evaluation.experiment.Setting.Tested;
import org.allnet.report.published.PublishedMetric.Task;
import org.jspecify.annotations.Nullable;

/** The published metrics of the field, as their authors give them. */
public final class PublishedMetrics {

  private static final String ALLNET =
      "Sampathila et al. 2022, Healthcare 10(10):1812, doi 10.3390/healthcare10101812";
  private static final Set<Tested> OWN_SPLIT = Set.of();
  private static final Set<Tested> PRELIMINARY = Set.of(Tested.PRELIMINARY);
  private static final Set<Tested> BOTH_TESTS = Set.of(Tested.PRELIMINARY, Tested.FINAL);
  private static final String OFFICIAL = "subject-level, official test sets (preliminary / final)";
  private static final String OFFICIAL_PRELIMINARY = "subject-level, official preliminary test set";
  private static final String SUBJECT_OWN = "subject-level, labels held by the authors";
  private static final String ALLNET_SETTING =
      "image-level, augmented before the split, 20 % of the images held out";

  /** All of them, in the order to show. */
  public static final List<PublishedMetric> ALL =
      List.of(
          allNet(
              1,
              "accuracy 94.94 %, specificity 94.87 %, recall 94 %, precision 95.95 %, F1 94.96 %,"
                  + " MCC 89.42 %"),
          allNet(2, "accuracy 94.5 %, specificity 95.8 %, recall 93.2 %, precision 96 %"),
          allNet(4, "accuracy 95 %, specificity 95.91 %"),
          allNet(5, "accuracy 95.45 %, recall 95.91 %, precision 94.94 %, F1 95.43 %, MCC 89.5 %"),
          cells(
              "Neighbourhood correction",
              BOTH_TESTS,
              OFFICIAL,
              "weighted F1 .9250 / .9104",
              "Pan et al. 2019"),
          cells("DeepMEN", BOTH_TESTS, OFFICIAL, "weighted F1 .903 / .8856", "Xiao and Kuang 2019"),
          cells(
              "SE-ResNeXt50",
              BOTH_TESTS,
              OFFICIAL,
              "weighted F1 .8981 / .8891; AUROC .956",
              "Prellberg and Kramer 2019"),
          cells(
              "Attention ResNet18",
              BOTH_TESTS,
              OFFICIAL,
              "weighted F1 .8746 / .8284",
              "Marzahl et al. 2019"),
          cells("Deep bagging", BOTH_TESTS, OFFICIAL, "weighted F1 .84 / .88", "Liu and Long 2019"),
          cells(
              "Weighted ensemble",
              PRELIMINARY,
              OFFICIAL_PRELIMINARY,
              "weighted F1 .897, balanced accuracy .883, AUROC .948",
              "Mondal et al."),
          cells(
              "EfficientNet-B1, leakage-aware",
              PRELIMINARY,
              OFFICIAL_PRELIMINARY,
              "AUROC .913, sensitivity .87, specificity .80, ECE .024",
              "2026"),
          cells(
              "SDCT-AuxNet",
              OWN_SPLIT,
              SUBJECT_OWN,
              ".948 (weighted F1, assumed)",
              "Gehlot et al. 2020"),
          cells(
              "Heterogeneity loss",
              OWN_SPLIT,
              SUBJECT_OWN,
              ".9526 (weighted F1, assumed)",
              "Goswami et al. 2020"),
          of(
              "ViT-CNN",
              Task.IMAGE,
              CNMC_2019,
              IMAGE,
              "image-level (assumed; the paper does not say)",
              "accuracy .9903",
              "Jiang et al."),
          of(
              "DenseNet201",
              Task.IMAGE,
              TALEQANI,
              IMAGE,
              "image-level, four classes",
              "accuracy .9985, sensitivity .9952, specificity .9989",
              "Ghaderzadeh et al."),
          of(
              "YOLOv4",
              Task.DETECTION,
              OTHER,
              null,
              "detection in fields",
              "mAP .9606 on ALL-IDB1, .987 on C-NMC",
              "Khandekar et al."),
          of(
              "Routine smear review by microscope",
              Task.SMEAR,
              OTHER,
              null,
              "per smear, against flow cytometry, n = 240",
              "AUC .81",
              "clinical literature"),
          of(
              "CellaVision DM96",
              Task.SMEAR,
              OTHER,
              null,
              "per smear, against flow cytometry, n = 240",
              "AUC .75 to .78",
              "clinical literature"));

  private PublishedMetrics() {}

  private static PublishedMetric allNet(int fold, String metrics) {
    return of(
        "ALLNet of the paper, fold model " + fold,
        Task.IMAGE,
        CNMC_2019,
        IMAGE_AUGMENTED_BEFORE_SPLIT,
        ALLNET_SETTING,
        metrics,
        ALLNET);
  }

  private static PublishedMetric cells(
      String system, Set<Tested> tested, String setting, String metrics, String source) {
    return new PublishedMetric(
        system, Task.IMAGE, CNMC_2019, SUBJECT, tested, setting, metrics, source);
  }

  private static PublishedMetric of(
      String system,
      Task task,
      Source data,
      @Nullable Protocol protocol,
      String setting,
      String metrics,
      String source) {
    return new PublishedMetric(system, task, data, protocol, OWN_SPLIT, setting, metrics, source);
  }
}
