package org.allnet.service.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.ModelSheet;
import org.junit.jupiter.api.Test;

/** Which words stand above all metrics of a model, and which beside one. */
final class ModelFiguresTest {

  private static final String IMAGES = "44 images of 4 subjects (held-out images)";

  private static ModelSheet.Figure with(String name, String of) {
    return new ModelSheet.Figure(name, 0.5, Optional.of(0.25), Optional.of(0.75), of);
  }

  private static ModelSheet.Figure without(String name, String of) {
    return new ModelSheet.Figure(name, 0.5, Optional.empty(), Optional.empty(), of);
  }

  private static ModelFigures of(ModelSheet.Figure... figures) {
    return ModelFigures.of(
        new ModelSheet(
            List.of("a", "b"),
            Optional.of("a"),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(figures),
            List.of(),
            false,
            false,
            Optional.empty()));
  }

  @Test
  void whatAllShare_isSaidOnce() {
    ModelFigures said =
        of(
            with("accuracy", IMAGES + "; interval by Wilson"),
            with("AUROC", IMAGES + "; interval by Wilson"));
    assertThat(said.heading()).isEqualTo("Metrics on " + IMAGES + "; interval by Wilson");
    assertThat(said.hasNotes()).isFalse();
    assertThat(said.rows())
        .containsExactly(
            new ModelFigures.Row("accuracy", "0.500", "0.250 to 0.750", ""),
            new ModelFigures.Row("AUROC", "0.500", "0.250 to 0.750", ""));
  }

  @Test
  void whatDiffers_standsBesideItsMetric() {
    ModelFigures said =
        of(
            without("accuracy", IMAGES + "; no interval: too few people"),
            with("AUROC", IMAGES + "; interval by Wilson"),
            with("recall", IMAGES + "; interval by Wilson"));
    assertThat(said.of()).isEqualTo(IMAGES + "; interval by Wilson");
    assertThat(said.rows())
        .containsExactly(
            new ModelFigures.Row("accuracy", "0.500", "-", "no interval: too few people"),
            new ModelFigures.Row("AUROC", "0.500", "0.250 to 0.750", ""),
            new ModelFigures.Row("recall", "0.500", "0.250 to 0.750", ""));
  }

  @Test
  void otherImages_areNoPartOfTheHeading() {
    ModelFigures said = of(with("accuracy", IMAGES), with("AUROC", "9 images"));
    assertThat(said.heading()).isEqualTo("Metrics");
    assertThat(said.rows()).extracting(ModelFigures.Row::note).containsExactly(IMAGES, "9 images");
    assertThat(of().rows()).isEmpty();
  }
}
