package org.allnet.report.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.experiment.DataIdentity;
import org.allnet.evaluation.experiment.DataIdentity.Source;
import org.allnet.evaluation.experiment.DataSummary;
import org.allnet.evaluation.experiment.PeopleCount;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.experiment.Setting.Tested;
import org.allnet.report.content.Headline;
import org.allnet.report.content.Reproduction;
import org.allnet.report.content.RunReport;
import org.allnet.report.published.PublishedMetric.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The verdict alone, on settings that are given; {@code PublishedComparisonTest} of the command
 * line shows that real files lead to them.
 */
class PublishedMetricTest {

  @Test
  void against_finalSet_comparesThoseThatHaveIt() {
    RunReport run = run(Source.CNMC_2019, true, false, Protocol.SUBJECT, Tested.FINAL);
    assertThat(comparable(run))
        .containsExactly(
            "Neighbourhood correction",
            "DeepMEN",
            "SE-ResNeXt50",
            "Attention ResNet18",
            "Deep bagging");
  }

  @Test
  void against_preliminarySet_comparesThoseAlone() {
    RunReport run = run(Source.CNMC_2019, true, false, Protocol.SUBJECT, Tested.PRELIMINARY);
    assertThat(comparable(run))
        .containsExactly(
            "Neighbourhood correction",
            "DeepMEN",
            "SE-ResNeXt50",
            "Attention ResNet18",
            "Deep bagging",
            "Weighted ensemble",
            "EfficientNet-B1, leakage-aware");
  }

  @Test
  void against_imageLevel_comparesSameProtocol() {
    RunReport run = run(Source.CNMC_2019, true, false, Protocol.IMAGE, Tested.HOLD_OUT);
    assertThat(comparable(run)).containsExactly("ViT-CNN");
    assertThat(reasons(run))
        .containsEntry(
            "ALLNet of the paper, fold model 1",
            "image-level, augmented before the split; this run is image-level")
        .containsEntry("DeepMEN", "subject-level; this run is image-level");
  }

  @Test
  void against_augmentedBefore_comparesThePaper() {
    RunReport run =
        run(Source.CNMC_2019, true, false, Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT, Tested.HOLD_OUT);
    assertThat(comparable(run))
        .containsExactly(
            "ALLNet of the paper, fold model 1",
            "ALLNet of the paper, fold model 2",
            "ALLNet of the paper, fold model 4",
            "ALLNet of the paper, fold model 5");
    assertThat(reasons(run))
        .containsEntry(
            "ViT-CNN", "image-level; this run is image-level, augmented before the split")
        .containsEntry(
            "DeepMEN", "subject-level; this run is image-level, augmented before the split");
  }

  @Test
  void against_subjectRun_namesImageProtocols() {
    assertThat(reasons(run(Source.CNMC_2019, true, false, Protocol.SUBJECT, Tested.FINAL)))
        .containsEntry("ViT-CNN", "image-level; this run is subject-level")
        .containsEntry(
            "ALLNet of the paper, fold model 1",
            "image-level, augmented before the split; this run is subject-level");
  }

  @Test
  void against_unknownImages_saysTheyAreUnknown() {
    RunReport run = run(Source.UNKNOWN, false, false, Protocol.SUBJECT, Tested.OTHER);
    assertThat(reasons(run)).containsEntry("DeepMEN", "which images these are is not known here");
    assertThat(comparable(run)).isEmpty();
  }

  @Test
  void against_otherImages_comparesWithNothing() {
    for (RunReport run :
        List.of(
            run(Source.CNMC_2019, true, true, Protocol.SUBJECT, Tested.PRELIMINARY),
            run(Source.CNMC_2019, false, false, Protocol.SUBJECT, Tested.PRELIMINARY),
            run(Source.CNMC_2019, true, false, null, Tested.PRELIMINARY),
            run(Source.CNMC_2019, true, false, Protocol.SUBJECT, Tested.HOLD_OUT),
            run(Source.CNMC_2019, true, false, Protocol.SUBJECT, Tested.TRAINING),
            run(Source.CNMC_2019, true, false, Protocol.SUBJECT, Tested.VALIDATION),
            run(Source.CNMC_2019, true, false, Protocol.IMAGE, Tested.TRAINING),
            run(Source.CNMC_2019, true, false, Protocol.IMAGE, Tested.VALIDATION),
            run(
                Source.CNMC_2019,
                true,
                false,
                Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT,
                Tested.VALIDATION),
            run(Source.OTHER, true, false, Protocol.IMAGE, Tested.HOLD_OUT))) {
      assertThat(comparable(run)).isEmpty();
    }
  }

  @Test
  void against_classFolders_taleqaniIsNotKnown() {
    assertThat(reasons(run(Source.OTHER, false, false, Protocol.IMAGE, Tested.HOLD_OUT)))
        .containsEntry(
            "DenseNet201", "whether these are Taleqani Hospital fields is not known here")
        .containsEntry("ViT-CNN", "other images: C-NMC 2019");
  }

  /** Nothing else differs: the same images, protocol and test set. */
  @Test
  void against_otherTaskOrUnknownSplit_isRefused() {
    RunReport run = run(Source.CNMC_2019, true, false, Protocol.SUBJECT, Tested.FINAL);

    assertThat(published(Task.IMAGE, Protocol.SUBJECT).against(run).comparable()).isTrue();
    assertThat(published(Task.SMEAR, Protocol.SUBJECT).against(run))
        .isEqualTo(no("another task: whole smears"));
    assertThat(published(Task.DETECTION, Protocol.SUBJECT).against(run))
        .isEqualTo(no("another task: finding cells in a field"));
    assertThat(published(Task.IMAGE, null).against(run))
        .isEqualTo(no("the protocol of the published metrics is unknown"));
  }

  private static PublishedMetric.Verdict no(String reason) {
    return new PublishedMetric.Verdict(false, Sentence.text(reason));
  }

  private static PublishedMetric published(Task task, @Nullable Protocol protocol) {
    return new PublishedMetric(
        "s", task, Source.CNMC_2019, protocol, Set.of(Tested.FINAL), "", "", "");
  }

  @Test
  void against_unreachedRow_saysWhatToDo() {
    assertThat(reasons(run(Source.CNMC_2019, true, false, Protocol.SUBJECT, Tested.HOLD_OUT)))
        .hasEntrySatisfying(
            "DeepMEN", reason -> assertThat(reason).contains("'evaluate MODEL' with"));
    assertThat(reasons(run(Source.CNMC_2019, false, false, Protocol.SUBJECT, Tested.OTHER)))
        .hasEntrySatisfying(
            "DeepMEN", reason -> assertThat(reason).contains("'dataset verify' says"));
  }

  private static List<String> comparable(RunReport run) {
    return PublishedMetrics.ALL.stream()
        .filter(metric -> metric.against(run).comparable())
        .map(PublishedMetric::system)
        .toList();
  }

  private static Map<String, String> reasons(RunReport run) {
    return PublishedMetrics.ALL.stream()
        .collect(
            Collectors.toMap(
                PublishedMetric::system, metric -> metric.against(run).reason().toString()));
  }

  private static RunReport run(
      Source source,
      boolean complete,
      boolean synthetic,
      @Nullable Protocol protocol,
      Tested tested) {
    ClassSet classes = ClassSet.of(List.of("all", "hem"));
    return RunReport.of(
            new Headline("t", "q?"),
            new Setting(Setting.Kind.EVALUATION, protocol, tested, null, false, false, false),
            new DataSummary(
                new DataIdentity("d", DatasetKind.CLASS_FOLDERS, source, complete, synthetic),
                classes,
                Map.of(),
                new PeopleCount(0, 0),
                null,
                List.of()),
            new Reproduction(Instant.EPOCH, "c", null, Map.of(), Map.of(), null, null, null))
        .build();
  }
}
