package org.allnet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.dataset.RunGrouping;
import org.allnet.data.image.CellStore;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.integrity.ImageCopies;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.data.integrity.Inspection;
import org.allnet.data.integrity.Manifest;
import org.allnet.data.integrity.Verification;
import org.allnet.data.layout.DatasetReader;
import org.allnet.data.presumed.PhotographedRuns;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes through all images of a data set stops at an interrupt. */
class InterruptionTest {

  @TempDir Path root;

  private static Arguments work(String name, Consumer<Dataset> work) {
    return Arguments.of(name, work);
  }

  static Stream<Arguments> loops() {
    return Stream.of(
        work("hashing", ImageHashes::sha256),
        work(
            "decoding",
            data ->
                CellStore.load(
                    data, data.images(), new ImageDecoder(DecodeLimits.DEFAULTS), 1 << 24)),
        work(
            "copies",
            data ->
                ImageCopies.decoded(
                    data,
                    Map.of("a/1.png", "1", "b/2.png", "2"),
                    problem -> {},
                    WorkProgress.NONE)),
        work("inspecting files", data -> Inspection.ofFiles(data, WorkProgress.NONE)),
        work("inspecting", data -> Inspection.of(data, WorkProgress.NONE)),
        work(
            "verifying",
            data ->
                Verification.of(
                    data.root(), Manifest.read(data.root().resolve("m.csv")), WorkProgress.NONE)),
        work(
            "grouping",
            data -> PhotographedRuns.grouped(data, new RunGrouping(8), WorkProgress.NONE)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("loops")
  void loop_ofAnInterruptedThread_stops(String name, Consumer<Dataset> work) throws IOException {
    StringBuilder manifest = new StringBuilder("path,sha256,size\n");
    for (String image : new String[] {"a/1.png", "a/2.png", "b/1.png", "b/2.png"}) {
      Path file = root.resolve(image);
      Files.createDirectories(file.getParent());
      BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
      // Those of a class were photographed alike.
      picture.setRGB(3, image.charAt(2) - '0', 0x010203 * image.charAt(0));
      ImageIO.write(picture, "png", file.toFile());
      manifest.append(image + "," + ImageHashes.sha256(file) + "," + Files.size(file) + "\n");
    }
    Files.writeString(root.resolve("m.csv"), manifest);
    Dataset data = DatasetReader.open(root, DatasetOptions.DEFAULTS);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> work.accept(data))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    work.accept(data);
  }
}
