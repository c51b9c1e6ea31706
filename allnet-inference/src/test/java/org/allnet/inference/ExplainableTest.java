package org.allnet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.allnet.data.RunException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageSource;
import org.allnet.data.image.NamedCell;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.NativeBytes;
import org.allnet.inference.explained.Explainable;
import org.allnet.inference.image.input.InputFrame;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.prediction.InputGradients;
import org.allnet.inference.prediction.LastMap;
import org.allnet.inference.prediction.PreparedInput;
import org.allnet.inference.view.Views;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainableTest {

  private static CellPixels cell(int number) {
    return ImageSource.of(ModelFixture.picture(number), "cell" + number)
        .decode(new ImageDecoder(DecodeLimits.DEFAULTS), note -> {});
  }

  private static Classifier withViews(Path folder, String views, boolean meanOfLogits) {
    ModelDescription description =
        ModelFixture.description(NetworkOptions.allnet(2, 64, 0.25, 0.5))
            .with(new PredictionPipeline(Views.parse(views), meanOfLogits, List.of(), false, null));
    return Classifier.builder(ModelFixture.model(folder, description))
        .mode(InferenceMode.EXACT)
        .open();
  }

  /** The logits of an image as it is give the probabilities that the model answers. */
  @Test
  void logits_ofPreparedImages_giveTheAnswers(@TempDir Path folder) {
    try (Classifier classifier = withViews(folder, "dihedral", true)) {
      Explainable inside = classifier.unwrap(Explainable.class);
      List<NamedCell> cells = List.of(new NamedCell("a", cell(1)), new NamedCell("b", cell(40)));
      List<Classification> answers = classifier.classify(cells);
      for (int i = 0; i < 2; i++) {
        PreparedInput input = inside.prepare(cells.get(i).pixels()).get(0);
        assertThat(input.frame()).isEqualTo(new InputFrame(64, 64, 0, 0, 64));
        double[] logits = inside.logits(0, List.of(input.values())).get(0);
        double all = 1 / (1 + Math.exp(logits[0] - logits[1]));
        assertThat(answers.get(i).probabilities().get("all")).isCloseTo(all, Offset.offset(1e-5));
        double mean =
            inside.lastMaps(List.of(cells.get(i).pixels()), List.of(1)).get(0).stream()
                .mapToDouble(map -> map.look().weight() * map.logit())
                .sum();
        assertThat(mean).isCloseTo(logits[1], Offset.offset(1e-4));
        InputGradients gradients = inside.gradients(0, List.of(input.values()), 1);
        assertThat(gradients.logits()[0]).isCloseTo(logits[1], Offset.offset(1e-4));
      }
    }
  }

  /** Through views, too, a small step along the gradient changes the logit by its length. */
  @Test
  void gradients_throughViews_areTheDifferences(@TempDir Path folder) {
    try (Classifier classifier = withViews(folder, "rotations count=5", false)) {
      Explainable inside = classifier.unwrap(Explainable.class);
      // where pixels are alike, the maximum of several has no gradient
      float[] input = new float[3 * 64 * 64];
      Random random = new Random(1);
      for (int i = 0; i < input.length; i++) {
        input[i] = 0.1f + 0.8f * random.nextFloat();
      }
      float[] gradient = inside.gradients(0, List.of(input), 0).gradients()[0];
      double squares = 0;
      for (float value : gradient) {
        squares += value * value;
      }
      double step = 0.05 / Math.sqrt(squares);
      float[] up = input.clone();
      float[] down = input.clone();
      for (int i = 0; i < input.length; i++) {
        up[i] += (float) (step * gradient[i]);
        down[i] -= (float) (step * gradient[i]);
      }
      List<double[]> logits = inside.logits(0, List.of(up, down));
      assertThat((logits.get(0)[0] - logits.get(1)[0]) / 0.1)
          .isCloseTo(Math.sqrt(squares), Offset.offset(0.1 * Math.sqrt(squares)));
    }
  }

  @Test
  void lastMaps_ofABatch_areThoseOfEachAlone(@TempDir Path folder) {
    try (Classifier classifier = Classifier.open(ModelFixture.model(folder))) {
      Explainable inside = classifier.unwrap(Explainable.class);
      List<CellPixels> cells = new ArrayList<>();
      List<Integer> labels = new ArrayList<>();
      for (int i = 0; i < 11; i++) {
        cells.add(cell(7 * i));
        labels.add(i % 2);
      }
      List<List<LastMap>> together = inside.lastMaps(cells, labels);
      assertThat(together).hasSize(11);
      for (int i = 0; i < 11; i++) {
        LastMap alone =
            inside.lastMaps(cells.subList(i, i + 1), labels.subList(i, i + 1)).get(0).get(0);
        assertThat(together.get(i)).hasSize(1);
        LastMap one = together.get(i).get(0);
        assertThat(one.look().weight()).isEqualTo(1);
        assertThat(one.logit()).isCloseTo(alone.logit(), Offset.offset(1e-4));
        assertThat(one.values()).containsExactly(alone.values(), Offset.offset(1e-4f));
        assertThat(one.gradients()).containsExactly(alone.gradients(), Offset.offset(1e-4f));
      }
    }
  }

  @Test
  void everything_manyTimes_keepsNativeMemory(@TempDir Path folder) throws Exception {
    try (Classifier classifier = withViews(folder, "rotations count=2", true)) {
      Explainable inside = classifier.unwrap(Explainable.class);
      List<CellPixels> cells = List.of(cell(1), cell(2), cell(3));
      List<float[]> inputs = List.of(inside.prepare(cell(1)).get(0).values());
      long before = 0;
      for (int i = 0; i < 60; i++) {
        if (i == 20) {
          before = NativeBytes.leastInUse();
        }
        long objects = Pointer.totalCount();
        inside.lastMaps(cells, List.of(0, 1, 0));
        inside.gradients(0, inputs, 1);
        inside.logits(0, inputs);
        inside.prepare(cells.get(0));
        if (i > 0) {
          assertThat(Pointer.totalCount() - objects).as("objects that were left").isNotPositive();
        }
      }
      // a gradient by an input is 50 kB, of 40 rounds of 2 views 4 MB
      assertThat(NativeBytes.leastInUse() - before).isLessThan(3L << 20);
    }
  }

  @Test
  void severalThreads_getTheAnswersOfOne(@TempDir Path folder) throws Exception {
    try (Classifier classifier = Classifier.open(ModelFixture.model(folder))) {
      Explainable inside = classifier.unwrap(Explainable.class);
      float[] input = inside.prepare(cell(5)).get(0).values();
      float[] expected = inside.gradients(0, List.of(input), 1).gradients()[0];
      float[] map = inside.lastMaps(List.of(cell(5)), List.of(1)).get(0).get(0).gradients();
      ExecutorService threads = Executors.newFixedThreadPool(3);
      try {
        List<Future<Boolean>> same = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
          boolean ofInput = i % 2 == 0;
          same.add(
              threads.submit(
                  () -> {
                    float[] found =
                        ofInput
                            ? inside.gradients(0, List.of(input), 1).gradients()[0]
                            : inside
                                .lastMaps(List.of(cell(5)), List.of(1))
                                .get(0)
                                .get(0)
                                .gradients();
                    float[] wanted = ofInput ? expected : map;
                    for (int p = 0; p < wanted.length; p++) {
                      if (Math.abs(found[p] - wanted[p]) > 1e-5) {
                        return false;
                      }
                    }
                    return true;
                  }));
        }
        for (Future<Boolean> one : same) {
          assertThat(one.get()).isTrue();
        }
      } finally {
        threads.shutdown();
      }
    }
  }

  private static LastMap map(Explainable inside) {
    return inside.lastMaps(List.of(cell(5)), List.of(1)).get(0).get(0);
  }

  /** The last map stays if the layers before it keep their weights. */
  @Test
  void randomised_drawsLayersFromTheLastOn(@TempDir Path folder) {
    try (Classifier classifier = Classifier.open(ModelFixture.model(folder))) {
      Explainable inside = classifier.unwrap(Explainable.class);
      assertThat(inside.layers())
          .containsExactly(
              "dense3", "dense2", "dense1", "norm4", "conv4", "norm3", "conv3", "conv2", "conv1");
      LastMap own = inside.lastMaps(List.of(cell(5)), List.of(1)).get(0).get(0);
      LastMap kept = inside.randomised(3.0 / 9, 7, ExplainableTest::map);
      assertThat(kept.values()).containsExactly(own.values(), Offset.offset(1e-5f));
      assertThat(kept.gradients()).isNotEqualTo(own.gradients());
      LastMap drawn = inside.randomised(1, 7, ExplainableTest::map);
      assertThat(drawn.values()).isNotEqualTo(own.values());
      LastMap after = inside.lastMaps(List.of(cell(5)), List.of(1)).get(0).get(0);
      assertThat(after.gradients()).isEqualTo(own.gradients());
    }
  }

  @Test
  void interruptedThread_stopsAndSaysSo(@TempDir Path folder) {
    try (Classifier classifier = Classifier.open(ModelFixture.model(folder))) {
      Explainable inside = classifier.unwrap(Explainable.class);
      float[] input = inside.prepare(cell(5)).get(0).values();
      for (Runnable work :
          Arrays.<Runnable>asList(
              () -> inside.logits(0, List.of(input)),
              () -> inside.gradients(0, List.of(input), 0),
              () -> inside.lastMaps(List.of(cell(5)), List.of(0)))) {
        Thread.currentThread().interrupt();
        assertThatThrownBy(work::run)
            .isInstanceOf(RunException.class)
            .hasMessageContaining("interrupted while explaining");
        assertThat(Thread.interrupted()).isTrue();
      }
    }
  }

  @Test
  void unwrap_ofAnotherType_isRefused(@TempDir Path folder) {
    try (Classifier classifier = Classifier.open(ModelFixture.model(folder))) {
      assertThatThrownBy(() -> classifier.unwrap(String.class))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a classifier has no java.lang.String inside");
    }
  }

  @Test
  void closedClassifier_explainsNothing(@TempDir Path folder) {
    Classifier classifier = Classifier.open(ModelFixture.model(folder));
    Explainable inside = classifier.unwrap(Explainable.class);
    classifier.close();
    assertThatThrownBy(() -> inside.prepare(cell(1))).isInstanceOf(IllegalStateException.class);
  }
}
