package org.allnet.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.NamedCell;
import org.allnet.data.image.SegmentationMode;
import org.allnet.evaluation.explanation.ExplanationMethod;
import org.allnet.explain.gradient.Baseline;
import org.allnet.explain.gradient.ClassActivation;
import org.allnet.explain.map.AttributionMap;
import org.allnet.explain.map.MapResult;
import org.allnet.inference.Classifier;
import org.allnet.inference.explained.Explainable;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.model.EnsembleMember;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.prediction.LastMap;
import org.allnet.inference.view.Views;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the methods' definitions promise, on networks whose answers are known. */
class ExactMapsTest {

  /** What a threshold keeps of a field is no whole cell, so nothing in it is called nucleus. */
  @Test
  void nucleus_isKnownOnlyIfTheCellIsCutOut(@TempDir Path folder) {
    CellPixels disc = Models.disc(96, 1);
    byte[] rgb = new byte[96 * 96 * 3];
    Arrays.fill(rgb, (byte) 240);
    for (int at = 2600 * 3; at < 4600 * 3; at++) {
      rgb[at] = (byte) (at % 3 == 1 ? 40 : 120 + at % 40);
    }
    CellPixels field = new CellPixels(96, 96, 0, 0, 96, 96, rgb);
    try (Classifier classifier =
        Models.open(folder, Models.options("resnet18", 96, 0.25, 3), Views.SINGLE)) {
      assertThat(
              Models.explain(classifier, ExplanationMethod.HIRES_CAM, "all", disc)
                  .regions()
                  .nucleus())
          .isPresent();
      assertThat(
              Models.explain(classifier, ExplanationMethod.HIRES_CAM, "all", field)
                  .regions()
                  .nucleus())
          .isEmpty();
    }
  }

  /** CAM (Zhou et al. 2016) weighs channels by the dense layer; Grad-CAM is it by the places. */
  @ParameterizedTest
  @CsvSource({"resnet18, fc", "densenet121, classifier"})
  void gradCam_ofAPooledLinearHead_isCam(String name, String head, @TempDir Path folder) {
    NetworkOptions options = Models.options(name, 96, 0.25, 3);
    try (Classifier classifier = Models.open(folder, options, Views.SINGLE);
        Network network = Models.fresh(options)) {
      LastMap map =
          classifier
              .unwrap(Explainable.class)
              .lastMaps(List.of(Models.disc(96, 1)), List.of(1))
              .get(0)
              .get(0);
      float[] weights = Models.numbers(network, head + ".weight");
      int places = map.places().rows() * map.places().rows();
      double[] sums = new double[places];
      for (int k = 0; k < map.channels(); k++) {
        for (int place = 0; place < places; place++) {
          double weight = weights[map.channels() + k];
          sums[place] += weight * map.values()[k * places + place] / places;
        }
      }
      float[] cam = floats(sums);
      Offset<Float> rounding = Offset.offset(name.equals("resnet18") ? 1e-6f : 0.01f);
      assertThat(ClassActivation.GRAD_CAM.of(map)).containsExactly(cam, rounding);
      // here every gradient is its mean, so that HiResCAM is the same map
      assertThat(ClassActivation.HIRES_CAM.of(map)).containsExactly(cam, rounding);
    }
  }

  @ParameterizedTest
  @CsvSource({"resnet18, fc", "mobilenet-v2, classifier.1"})
  void hiresCam_ofALinearHead_sumsToTheLogit(String name, String head, @TempDir Path folder) {
    NetworkOptions options = Models.options(name, 96, 0.25, 3);
    try (Classifier classifier = Models.open(folder, options, Views.SINGLE);
        Network network = Models.fresh(options)) {
      assertThat(classifier.unwrap(Explainable.class).hasLinearHead(0)).isTrue();
      MapResult result =
          Models.explain(classifier, ExplanationMethod.HIRES_CAM, "all", Models.disc(96, 2))
              .result();
      float bias = Models.numbers(network, head + ".bias")[1];
      double sum = 0;
      for (float value : result.raw().get(0).values()) {
        sum += value;
      }
      assertThat(sum + bias).isCloseTo(result.logit(), Offset.offset(1e-4));
      assertThat(result.facts().get("attributed")).isCloseTo(sum, Offset.offset(1e-6));
      assertThat(result.facts().get("biases")).isCloseTo(bias, Offset.offset(1e-4));
    }
  }

  /** The units of ALLNet's dense layers that are on are a linear way; the map takes that way. */
  @Test
  void hiresCam_ofAllNet_isTheWayThroughItsUnits(@TempDir Path folder) {
    NetworkOptions options = Models.options("allnet", 162, 0.05, 3);
    try (Classifier classifier = Models.open(folder, options, Views.SINGLE);
        Network network = Models.fresh(options)) {
      assertThat(classifier.unwrap(Explainable.class).hasLinearHead(0)).isFalse();
      LastMap map =
          classifier
              .unwrap(Explainable.class)
              .lastMaps(List.of(Models.disc(162, 3)), List.of(0))
              .get(0)
              .get(0);
      double[] first = layer(network, "dense1", map.values());
      double[] second = layer(network, "dense2", floats(first));
      double[] logits = dense(network, "dense3", floats(second));
      assertThat(map.logit()).isCloseTo(logits[0], Offset.offset(1e-4));
      float[] third = Models.numbers(network, "dense3.weight");
      double[] way = new double[second.length];
      for (int i = 0; i < way.length; i++) {
        way[i] = second[i] > 0 ? third[i] : 0;
      }
      way = back(network, "dense2", way, first);
      way = back(network, "dense1", way, null);
      int places = map.places().rows() * map.places().rows();
      float[] expected = new float[places];
      for (int i = 0; i < way.length; i++) {
        expected[i % places] += (float) (way[i] * map.values()[i]);
      }
      assertThat(ClassActivation.HIRES_CAM.of(map)).containsExactly(expected, Offset.offset(1e-4f));
    }
  }

  private static double[] dense(Network network, String name, float[] inputs) {
    float[] weights = Models.numbers(network, name + ".weight");
    float[] biases = Models.numbers(network, name + ".bias");
    double[] outputs = new double[biases.length];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = biases[i];
      for (int j = 0; j < inputs.length; j++) {
        outputs[i] += (double) weights[i * inputs.length + j] * inputs[j];
      }
    }
    return outputs;
  }

  private static double[] layer(Network network, String name, float[] inputs) {
    double[] outputs = dense(network, name, inputs);
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = Math.max(0, outputs[i]);
    }
    return outputs;
  }

  private static double[] back(Network network, String name, double[] way, double[] on) {
    float[] weights = Models.numbers(network, name + ".weight");
    double[] result = new double[weights.length / way.length];
    for (int j = 0; j < result.length; j++) {
      for (int i = 0; i < way.length; i++) {
        result[j] += way[i] * weights[i * result.length + j];
      }
      if (on != null && on[j] <= 0) {
        result[j] = 0;
      }
    }
    return result;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  @ParameterizedTest
  @EnumSource(Baseline.class)
  void integratedGradients_sumToTheDifference(Baseline baseline, @TempDir Path folder) {
    NetworkOptions options = Models.options("allnet", 81, 0.125, 3);
    try (Classifier classifier = Models.open(folder, options, Views.parse("rotations count=3"))) {
      double[] errors = new double[2];
      double difference = 0;
      for (int i = 0; i < 2; i++) {
        Explainer explainer =
            new Explainer(
                classifier,
                new ExplanationOptions(
                    ExplanationMethod.INTEGRATED_GRADIENTS,
                    "all",
                    baseline,
                    i == 0 ? 4 : 128,
                    256));
        ExplainedImage image =
            explainer.explain(List.of(new NamedCell("cell", Models.disc(81, 4)))).get(0);
        MapResult result = image.explanation().result();
        difference = result.logit() - result.facts().get("baselineLogit");
        errors[i] = Math.abs(result.facts().get("completenessError"));
        double sum = 0;
        for (float value : result.raw().get(0).values()) {
          sum += value;
        }
        assertThat(sum).isCloseTo(result.facts().get("attributed"), Offset.offset(1e-4));
        // the image is not resized: its map is the raw one
        assertThat(result.map().values()).isEqualTo(result.raw().get(0).values());
      }
      assertThat(Math.abs(difference)).isGreaterThan(1e-4);
      assertThat(errors[1]).isLessThan(0.02 * Math.abs(difference) + 1e-5);
    }
  }

  /** Views that are a group: turning the image only changes their order. */
  @ParameterizedTest
  @EnumSource(
      value = ExplanationMethod.class,
      names = {"GRAD_CAM", "HIRES_CAM", "INTEGRATED_GRADIENTS"})
  void maps_ofDihedralViews_turnWithTheImage(ExplanationMethod method, @TempDir Path folder) {
    NetworkOptions options = Models.options("allnet", 81, 0.125, 3);
    try (Classifier classifier = Models.open(folder, options, Views.parse("dihedral"))) {
      CellPixels image = Models.disc(81, 5);
      AttributionMap map = Models.explain(classifier, method, "all", image).result().map();
      AttributionMap turned =
          Models.explain(classifier, method, "all", Models.turned(image)).result().map();
      float[] expected = Models.turned(map.values(), 81);
      assertThat(map.greatest()).isPositive();
      assertThat(turned.values())
          .containsExactly(expected, Offset.offset((float) (1e-3 * map.greatest())));
    }
  }

  /** A network whose kernels are turned sees a turned image as the other sees the image. */
  @ParameterizedTest
  @EnumSource(
      value = ExplanationMethod.class,
      names = {"GRAD_CAM", "HIRES_CAM", "INTEGRATED_GRADIENTS"})
  void maps_ofTurnedWeights_turnWithTheImage(ExplanationMethod method, @TempDir Path folder) {
    List<EnsembleMember> members =
        List.of(EnsembleMember.alone(Models.options("allnet", 162, 0.125, 3)));
    InputOptions input = InputOptions.segmented(SegmentationMode.NONE);
    CellPixels image = Models.disc(162, 6);
    AttributionMap map;
    try (Classifier plain = Models.open(folder, members, input, Views.SINGLE, network -> {})) {
      map = Models.explain(plain, method, "hem", image).result().map();
    }
    try (Classifier turned =
        Models.open(folder, members, input, Views.SINGLE, network -> Models.turn(network, 2))) {
      AttributionMap other =
          Models.explain(turned, method, "hem", Models.turned(image)).result().map();
      assertThat(other.values())
          .containsExactly(
              Models.turned(map.values(), 162), Offset.offset((float) (1e-3 * map.greatest())));
    }
  }

  @Test
  void maps_ofAStackedInput_areOfEachPicture(@TempDir Path folder) {
    NetworkOptions options = Models.options("allnet", 81, 0.125, 6);
    try (Classifier classifier =
        Models.open(
            folder,
            List.of(EnsembleMember.alone(options)),
            new InputOptions(SegmentationMode.OTSU, 0, true),
            Views.SINGLE,
            network -> {})) {
      MapResult result =
          Models.explain(
                  classifier, ExplanationMethod.INTEGRATED_GRADIENTS, "all", Models.disc(81, 8))
              .result();
      assertThat(result.raw())
          .extracting("name")
          .containsExactly("network-1-image", "network-1-segmented");
      float[] image = result.raw().get(0).values();
      float[] segmented = result.raw().get(1).values();
      float[] sum = result.map().values();
      for (int i = 0; i < sum.length; i++) {
        assertThat(sum[i]).isCloseTo(image[i] + segmented[i], Offset.offset(1e-6f));
      }
      assertThat(result.map().greatest()).isPositive();
    }
  }

  /** The map of an ensemble is the weighted sum of what its networks have alone. */
  @ParameterizedTest
  @EnumSource(value = ExplanationMethod.class, mode = EnumSource.Mode.EXCLUDE, names = "FEATURES")
  void maps_ofAnEnsemble_areWeighted(ExplanationMethod method, @TempDir Path folder) {
    NetworkOptions small = Models.options("allnet", 81, 0.125, 3);
    NetworkOptions large = Models.options("resnet18", 96, 0.125, 3);
    CellPixels image = Models.disc(100, 7);
    AttributionMap one;
    AttributionMap other;
    try (Classifier alone = Models.open(folder, small, Views.SINGLE)) {
      one = Models.explain(alone, method, "all", image).result().map();
    }
    try (Classifier alone = Models.open(folder, large, Views.SINGLE)) {
      other = Models.explain(alone, method, "all", image).result().map();
    }
    try (Classifier both =
        Models.open(
            folder,
            List.of(new EnsembleMember(small, 3), new EnsembleMember(large, 1)),
            InputOptions.segmented(SegmentationMode.NONE),
            Views.SINGLE,
            network -> {})) {
      MapResult result = Models.explain(both, method, "all", image).result();
      AttributionMap expected = AttributionMap.zero(100, 100).plus(one, 0.75).plus(other, 0.25);
      assertThat(result.map().values())
          .containsExactly(expected.values(), Offset.offset((float) (1e-4 * expected.greatest())));
      if (method != ExplanationMethod.OCCLUSION && method != ExplanationMethod.SHAP) {
        assertThat(result.raw()).extracting("name").containsExactly("network-1", "network-2");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vit-tiny", "vgg16", "mobilenet-v3", "efficientnet-b0"})
  void maps_ofOtherNetworks_areOfTheImage(String name, @TempDir Path folder) {
    int side = name.equals("vit-tiny") ? 224 : 64;
    NetworkOptions options = Models.options(name, side, 0.25, 3);
    CellPixels image = Models.disc(80, 9);
    try (Classifier classifier = Models.open(folder, options, Views.SINGLE)) {
      for (ExplanationMethod method :
          EnumSet.complementOf(EnumSet.of(ExplanationMethod.FEATURES))) {
        MapResult result =
            Models.explain(
                    classifier,
                    new ExplanationOptions(method, "all", Baseline.BLACK, 4, 144),
                    image)
                .result();
        assertThat(result.map().height()).isEqualTo(80);
        assertThat(result.map().greatest()).as(method.key()).isPositive();
      }
    }
  }
}
