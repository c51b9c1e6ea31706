package org.allnet.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageSource;
import org.allnet.evaluation.decision.Decision;
import org.allnet.evaluation.decision.PoorImage;
import org.allnet.evaluation.decision.QualityMeasure;
import org.allnet.evaluation.decision.ReferralReason;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.prediction.Predictor;
import org.allnet.inference.prediction.RefusalFit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A classifier in front of images that its model has no business with. */
class RefusedImagesTest {

  @TempDir static Path folder;

  private static Path model = Path.of("");

  private static CellPixels pixels(BufferedImage image) {
    return ImageSource.of(image, "x").decode(new ImageDecoder(DecodeLimits.DEFAULTS), note -> {});
  }

  @BeforeAll
  static void fit() {
    Path plain = ModelFixture.model(folder);
    model = folder.resolve("refusing.safetensors");
    ComputeDevice device = ComputeDevice.of(Device.CPU);
    List<CellPixels> training = new ArrayList<>();
    List<CellPixels> validation = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      training.add(pixels(ModelFixture.picture(i)));
      labels.add(i % 2);
      validation.add(pixels(ModelFixture.picture(100 + i)));
    }
    try (ModelFile file = ModelFile.read(plain, device);
        Predictor predictor = Predictor.borrowing(file, device, InferenceMode.THROUGHPUT)) {
      file.refusing(RefusalFit.of(predictor, training, labels, validation, 1, 1).model())
          .write(model, false);
    }
  }

  private static Classification ask(BufferedImage image) {
    try (Classifier classifier = Classifier.open(model)) {
      return classifier.classify(image, "x");
    }
  }

  /** Stripes that fill the frame, as of a woven ground. */
  private static BufferedImage texture() {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        image.setRGB(x, y, x / 8 % 2 == y / 16 % 2 ? 0xc87ad2 : 0x6e3c96);
      }
    }
    return image;
  }

  /** A cell of the same outline, brightness and contrast in other colours. */
  private static BufferedImage recoloured() {
    BufferedImage image = ModelFixture.picture(105);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        int rgb = image.getRGB(x, y);
        image.setRGB(x, y, (rgb & 0xff00) << 8 | (rgb >> 16 & 0xff) << 8 | rgb & 0xff);
      }
    }
    return image;
  }

  private static ReferralReason reason(Classification cell) {
    return ((Decision.Referred) cell.decision()).reason();
  }

  @Test
  void cellLikeTraining_isPredicted() {
    Classification cell = ask(ModelFixture.picture(105));

    assertThat(cell.predicted()).isPresent();
    assertThat(cell.referred()).isEmpty();
  }

  @Test
  void otherColours_areUnlike_withProbabilities() {
    Classification cell = ask(recoloured());

    assertThat(cell.predicted()).isEmpty();
    assertThat(reason(cell).key()).isEqualTo("unlike-training");
    assertThat(cell.probabilities()).hasSize(2);
    assertThat(cell.nothingToSee()).isEmpty();
  }

  @Test
  void texture_isRefused() {
    assertThat(reason(ask(texture())).isRefusal()).isTrue();
  }

  @Test
  void largerFrame_isAPoorImage_beforeUnlike() {
    BufferedImage small = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
    small.createGraphics().drawImage(recoloured(), 96, 96, null);

    PoorImage poor = (PoorImage) reason(ask(small));

    assertThat(poor.measure()).isEqualTo(QualityMeasure.FRAME);
    assertThat(poor.isLow()).isFalse();
  }

  @Test
  void black_stillShowsNothing() {
    Classification cell = ask(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB));

    assertThat(cell.nothingToSee()).isPresent();
  }

  @Test
  void acceptAnything_answersAndSaysWhy() {
    try (Classifier classifier = Classifier.builder(model).acceptAnything().open()) {
      Classification cell = classifier.classify(recoloured(), "x");

      assertThat(cell.predicted()).isPresent();
      assertThat(cell.overruled().orElseThrow().key()).isEqualTo("unlike-training");
      assertThat(classifier.classify(ModelFixture.picture(105), "x").overruled()).isEmpty();
    }
  }

  @Test
  void modelWithoutThePart_answersAnything() {
    try (Classifier old = Classifier.open(folder.resolve("model.safetensors"));
        Classifier refusing = Classifier.open(model)) {
      assertThat(old.model().refusesImages()).isFalse();
      assertThat(refusing.model().refusesImages()).isTrue();
      assertThat(old.classify(recoloured(), "x").predicted()).isPresent();
    }
  }

  @Test
  void batch_countsRefusedAsReferred() {
    try (Classifier classifier = Classifier.open(model)) {
      BatchResult result =
          classifier.classifyAll(
              List.of(
                  ImageSource.of(ModelFixture.picture(105), "cell"),
                  ImageSource.of(recoloured(), "other")));

      assertThat(result.classifications()).hasSize(2);
      assertThat(result.classifications().get(0).predicted()).isPresent();
      assertThat(result.classifications().get(1).referred()).isPresent();
    }
  }
}
