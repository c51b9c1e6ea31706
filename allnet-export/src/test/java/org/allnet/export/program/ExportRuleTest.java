package org.allnet.export.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.allnet.data.image.SegmentationMode;
import org.allnet.inference.learner.LearnerOptions;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.view.Views;
import org.junit.jupiter.api.Test;

/** Which models other programs can run. */
final class ExportRuleTest {

  @Test
  void modelWhoseLearnersAnswer_isRefused() {
    try (ModelFile model = TinyModel.alone(SegmentationMode.NONE)) {
      ModelDescription networks = model.description();
      assertThat(ExportRule.reason(networks)).isEmpty();
      ModelDescription learners =
          networks.with(
              new PredictionPipeline(
                  Views.SINGLE, false, List.of(new LearnerOptions.Svm(10, 0.01)), false, null));
      assertThat(ExportRule.reason(learners))
          .hasValueSatisfying(
              why ->
                  assertThat(why)
                      .contains("its learners are no operations on tensors")
                      .endsWith("export a model whose networks answer"));
    }
  }
}
