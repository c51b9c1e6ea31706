package org.allnet.evaluation.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.file.FilePlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model file says of its maps. */
class MapCheckJsonTest {

  private static final FilePlace PLACE = new FilePlace("m.safetensors", 0);

  private static final MapCheck FAILED =
      new MapCheck(
          ExplanationMethod.HIRES_CAM,
          16,
          11,
          List.of(
              new MapCheck.Randomised("dense3", new Estimate(0.5, 0.25, 0.75), null),
              new MapCheck.Randomised("conv1", null, new Estimate(0.125, null, null))),
          List.of(
              new MapCheck.Comparison(
                  PerturbationKind.DELETION,
                  TrivialMap.EDGES,
                  new Estimate(-0.01, -0.5, 0.25),
                  false)),
          new MapCheck.Heat(
              new Estimate(0.75, 0.5, 0.875), 0.25, new Estimate(0.5, 0.25, 0.625), null, null),
          List.of("it is not better than the edges"),
          null);

  @Test
  void read_whatWasWritten_isTheSame() {
    assertThat(MapCheckJson.read(MapCheckJson.of(FAILED).toString(), PLACE)).isEqualTo(FAILED);
    MapCheck unknown =
        new MapCheck(
            ExplanationMethod.SHAP, 3, 0, List.of(), List.of(), null, List.of(), "too few");
    assertThat(MapCheckJson.read(MapCheckJson.of(unknown).toString(), PLACE)).isEqualTo(unknown);
    assertThat(unknown.word()).isEqualTo("not checked");
  }

  @Test
  void verdict_failed_saysWhyAndOnWhat() {
    assertThat(FAILED.verdict())
        .isEqualTo(
            "HiResCAM fails for this model, checked on 16 images of 11 subjects:"
                + " it is not better than the edges");
    assertThat(FAILED.lines())
        .containsExactly(
            "layers from the last to dense3 random: rank correlation none, the maps are even",
            "layers from the last to conv1 random: rank correlation 0.125",
            "deletion: -0.010 (-0.500 to +0.250) beside the edges of the image",
            "heat: 0.750 (0.500 to 0.875) of the heat is on the cell, which covers 0.250 of the image");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"format\":1}", "{\"format\":1,\"method\":3}"})
  void read_damaged_isOneLine(String text) {
    assertThatThrownBy(() -> MapCheckJson.read(text, PLACE))
        .isInstanceOf(InputException.class)
        .hasMessage("m.safetensors: its check of explanations is damaged; copy the file again");
  }

  @Test
  void read_newerFormat_isRefused() {
    assertThatThrownBy(() -> MapCheckJson.read("{\"format\":2}", PLACE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has format 2");
  }
}
