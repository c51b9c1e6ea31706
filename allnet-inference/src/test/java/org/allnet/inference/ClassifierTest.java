package org.allnet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.allnet.data.AllNetException;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.ImageSource;
import org.allnet.evaluation.decision.Decision;
import org.allnet.evaluation.decision.NothingToSee;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.NativeBytes;
import org.allnet.inference.prediction.CorrectionMemoryTest;
import org.allnet.inference.prediction.Predictor;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierTest {

  private static Classifier open(Path folder) {
    return Classifier.builder(ModelFixture.model(folder)).device(Device.CPU).open();
  }

  @Test
  void classify_anySourceOfAnImage_isTheSame(@TempDir Path folder) throws IOException {
    Path file = ModelFixture.cell(folder, 3);
    byte[] bytes = Files.readAllBytes(file);
    try (Classifier classifier = open(folder)) {
      Classification expected = classifier.classify(file);
      assertThat(expected.image()).isEqualTo(file.toString());
      assertThat(expected.probabilities().keySet()).containsExactly("hem", "all");
      assertThat(expected.probabilities().values().stream().mapToDouble(p -> p).sum())
          .isEqualTo(1, org.assertj.core.data.Offset.offset(1e-12));
      Decision.Predicted predicted = (Decision.Predicted) expected.decision();
      assertThat(predicted.basis())
          .isEqualTo(new Decision.OfThreshold("all", expected.probabilities().get("all"), 0.3));
      assertThat(expected.predictionSet()).containsExactly("hem", "all");
      for (Classification other :
          List.of(
              classifier.classify(bytes, "c"),
              classifier.classify(new ByteArrayInputStream(bytes), "c"),
              classifier.classify(ModelFixture.picture(3), "c"))) {
        assertThat(other)
            .isEqualTo(
                new Classification(
                    "c",
                    expected.decision(),
                    expected.probabilities(),
                    expected.predictionSet(),
                    Optional.empty()));
      }
    }
  }

  @Test
  void classify_pictureOfOtherKinds_isReadAsItsFile(@TempDir Path folder) throws IOException {
    try (Classifier classifier = open(folder)) {
      for (int type :
          new int[] {
            BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_GRAY
          }) {
        BufferedImage other = new BufferedImage(64, 64, type);
        other.createGraphics().drawImage(ModelFixture.picture(3), 0, 0, null);
        Path file = folder.resolve("other.png");
        javax.imageio.ImageIO.write(other, "png", file.toFile());
        assertThat(classifier.classify(other, "c").probabilities())
            .isEqualTo(classifier.classify(file).probabilities());
      }
    }
  }

  @Test
  void classify_badImage_isRefusedByName(@TempDir Path folder) {
    try (Classifier classifier = open(folder)) {
      assertThatThrownBy(() -> classifier.classify(new byte[] {1, 2, 3}, "c7"))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("c7: ");
      assertThatThrownBy(() -> classifier.classify(folder.resolve("none.png")))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("none.png: there is no such file");
      InputStream failing =
          new InputStream() {
            @Override
            public int read() throws IOException {
              throw new IOException("line is down");
            }
          };
      assertThatThrownBy(() -> classifier.classify(failing, "c8"))
          .isInstanceOf(InputException.class)
          .hasMessage("c8: can't be read (line is down); send the image again");
    }
  }

  @Test
  void classifyAll_badImages_leaveOthersAnswered(@TempDir Path folder) throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.png"), "no image");
    List<ImageSource> images = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      images.add(ImageSource.of(ModelFixture.cell(folder, i)));
    }
    images.add(4, ImageSource.of(broken));
    images.add(9, ImageSource.of(ModelFixture.black(folder)));
    List<String> told = new ArrayList<>();
    try (Classifier classifier = open(folder)) {
      BatchResult result = classifier.classifyAll(images);
      assertThat(result.classifications()).hasSize(21);
      assertThat(result.failed())
          .singleElement()
          .isInstanceOfSatisfying(
              FailedImage.Unreadable.class,
              bad -> {
                assertThat(bad.image()).isEqualTo(broken.toString());
                assertThat(bad.message()).hasToString(broken + ": " + bad.reason());
              });
      Classification black = result.classifications().get(8);
      assertThat(black.nothingToSee()).containsInstanceOf(NothingToSee.OfImage.class);
      assertThat(black.probabilities()).isEmpty();
      assertThat(black.predictionSet()).containsExactly("hem", "all");
      BatchCounts counts =
          classifier.classifyAll(
              images,
              new BatchListener() {
                @Override
                public void classified(Classification one) {
                  told.add(one.image());
                }

                @Override
                public void failed(FailedImage failure) {
                  told.add("failed");
                }
              });
      assertThat(counts).isEqualTo(new BatchCounts(20, 1, 1));
      assertThat(counts.images()).isEqualTo(told.size());
      for (Classification one : result.classifications()) {
        if (one.nothingToSee().isEmpty()) {
          assertThat(classifier.classify(Path.of(one.image())).predicted())
              .isEqualTo(one.predicted());
        }
      }
    }
  }

  @Test
  @SuppressWarnings("NullAway")
  void builder_null_namesThePart() {
    assertThatThrownBy(() -> Classifier.open(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("model");
    Classifier.Builder builder = Classifier.builder(Path.of("model.safetensors"));
    assertThatThrownBy(() -> builder.device(null)).hasMessage("device");
    assertThatThrownBy(() -> builder.mode(null)).hasMessage("mode");
  }

  @Test
  void close_afterwards_answersAreRefused(@TempDir Path folder) {
    Classifier classifier = open(folder);
    classifier.close();
    classifier.close();
    assertThatThrownBy(() -> classifier.classify(ModelFixture.picture(1), "c"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThat(classifier.model().classes().positiveName()).isEqualTo("all");
  }

  /** A listener that waits holds an answer under way. */
  @Test
  void close_answersUnderWay_areWaitedFor(@TempDir Path folder) throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Classifier classifier = open(folder);
    List<String> refused = Collections.synchronizedList(new ArrayList<>());
    Thread asking =
        new Thread(
            () ->
                classifier.classifyAll(
                    List.of(ImageSource.of(ModelFixture.picture(1), "c")),
                    new BatchListener() {
                      @Override
                      public void classified(Classification one) {
                        try {
                          classifier.close();
                        } catch (IllegalStateException e) {
                          refused.add(String.valueOf(e.getMessage()));
                        }
                        told.countDown();
                        await(goOn);
                      }

                      @Override
                      public void failed(FailedImage failure) {}
                    }));
    asking.start();
    assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
    Thread closing = new Thread(classifier::close);
    closing.start();
    closing.join(300);
    assertThat(closing.isAlive()).isTrue();
    goOn.countDown();
    closing.join(60_000);
    asking.join(60_000);
    assertThat(closing.isAlive()).isFalse();
    assertThat(refused).singleElement().asString().contains("a listener can't close");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void open_correctingModel_hasNoQueue(@TempDir Path folder) {
    try (Classifier classifier =
        new Classifier(
            new Predictor(
                CorrectionMemoryTest.correcting(1, false),
                ComputeDevice.of(Device.CPU),
                InferenceMode.EXACT),
            false)) {
      assertThat(classifier.model().isTransductive()).isTrue();
      Classification alone = classifier.classify(ModelFixture.picture(1), "c");
      assertThat(alone.predicted()).isPresent();
      assertThatThrownBy(() -> classifier.queue(4))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining("correct each other");
    }
  }

  @Test
  void classifyAll_batchTooLarge_isRefusedFirst() {
    CellPixels black = new CellPixels(32, 32, 0, 0, 0, 0, new byte[0]);
    ImageSource image =
        new ImageSource() {
          @Override
          public String name() {
            return "black";
          }

          @Override
          public CellPixels decode(
              org.allnet.data.image.ImageDecoder decoder,
              java.util.function.Consumer<String> notes) {
            return black;
          }
        };
    List<String> told = new ArrayList<>();
    try (Classifier classifier =
        new Classifier(
            new Predictor(
                CorrectionMemoryTest.correcting(1024, false),
                ComputeDevice.of(Device.CPU),
                InferenceMode.EXACT),
            false)) {
      assertThatThrownBy(
              () ->
                  classifier.classifyAll(
                      Collections.nCopies(100_000, image),
                      new BatchListener() {
                        @Override
                        public void classified(Classification one) {
                          told.add(one.image());
                        }

                        @Override
                        public void failed(FailedImage failure) {
                          told.add(failure.image());
                        }
                      }))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining("by each other needs about")
          .hasMessageNotContaining("100000");
    }
    assertThat(told).isEmpty();
  }

  @Test
  void builder_settings_changeNoDecision(@TempDir Path folder) {
    Path model = ModelFixture.model(folder);
    List<String> decisions = new ArrayList<>();
    for (InferenceMode mode : InferenceMode.values()) {
      try (Classifier classifier =
          Classifier.builder(model).device(Device.CPU).threads(1).mode(mode).open()) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 6; i++) {
          all.append(classifier.classify(ModelFixture.picture(i), "c").predicted().orElseThrow());
        }
        decisions.add(all.toString());
      }
    }
    assertThat(decisions.stream().distinct()).hasSize(1);
    assertThatThrownBy(() -> Classifier.builder(model).threads(0).open())
        .isInstanceOf(OptionException.class);
  }

  /** Openings that fail before, while and after the weights are read are among them. */
  @Test
  void openAndClose_manyTimes_leaveNoNativeMemory(@TempDir Path folder) throws IOException {
    Path model = ModelFixture.model(folder);
    Path cell = ModelFixture.cell(folder, 2);
    Path cut = folder.resolve("cut.safetensors");
    byte[] bytes = Files.readAllBytes(model);
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    Path missing = folder.resolve("missing.safetensors");
    long before = 0;
    for (int i = 0; i < 40; i++) {
      if (i == 10) {
        before = NativeBytes.inUse();
      }
      long objects = Pointer.totalCount();
      try (Classifier classifier = Classifier.builder(model).device(Device.CPU).open()) {
        assertThat(classifier.classify(cell).predicted()).isPresent();
        assertThat(
                classifier
                    .classifyAll(List.of(ImageSource.of(cell), ImageSource.of(missing)))
                    .failed())
            .hasSize(1);
      }
      for (Path bad : List.of(cut, missing, cell)) {
        assertThatThrownBy(() -> Classifier.builder(bad).device(Device.CPU).open())
            .isInstanceOf(AllNetException.class);
      }
      assertThat(Pointer.totalCount() - objects).as("native objects left").isNotPositive();
    }
    // 30 times the weights if none were freed
    assertThat(NativeBytes.inUse() - before).isLessThan(10L * bytes.length);
  }
}
