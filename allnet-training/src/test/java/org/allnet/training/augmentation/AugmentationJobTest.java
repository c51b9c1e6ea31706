package org.allnet.training.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.split.Split;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.image.segmentation.LosslessFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AugmentationJobTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final ClassSet CLASSES = ClassSet.of(List.of("all", "hem"));

  @TempDir Path folder;

  private static CellPixels cell(String name) {
    int height = name.contains("3") ? 40 : 36;
    byte[] rgb = new byte[height * 36 * 3];
    new Random(name.hashCode()).nextBytes(rgb);
    return new CellPixels(height, 36, 0, 0, height, 36, rgb);
  }

  private static AugmentationPlan plan() {
    List<Split.Place> places = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      String label = i < 4 ? "all" : "hem";
      places.add(new Split.Place("fold/" + label + "/c" + i + ".bmp", label, null, "g", 1));
    }
    return AugmentationPlan.balance(places, CLASSES, new Balance(12, 0), 1);
  }

  @Test
  void run_plan_writesTheBalancedSetAndThePlan() throws IOException {
    AugmentationOptions options =
        new AugmentationOptions(SegmentationMode.NONE, 0, LosslessFormat.PNG, 5);
    int written =
        AugmentationJob.begin(plan(), CLASSES, folder, options)
            .run(AugmentationJobTest::cell, CPU, done -> {});

    assertThat(written).isEqualTo(24);
    for (String name : CLASSES.names()) {
      try (Stream<Path> files = Files.list(folder.resolve(name))) {
        assertThat(files).hasSize(12);
      }
    }
    assertThat(AugmentationPlanFile.read(folder.resolve("augmentation.csv"))).isEqualTo(plan());
    BufferedImage original = ImageIO.read(folder.resolve("all/c0_0.png").toFile());
    byte[] rgb = cell("fold/all/c0.bmp").rgb();
    assertThat(original.getRGB(1, 0) & 0xffffff)
        .isEqualTo((rgb[3] & 0xff) << 16 | (rgb[4] & 0xff) << 8 | (rgb[5] & 0xff));
    assertThat(ImageIO.read(folder.resolve("all/c3_3.png").toFile()).getWidth()).isEqualTo(40);
    assertThat(Files.readAllLines(folder.resolve("augmentation.csv")).get(1))
        .isEqualTo("fold/all/c0.bmp,0,original,0.0,1.0,0.0,0,all/c0_0.png,1");
  }

  @Test
  void run_anotherBatchSize_writesTheSameBytes() throws IOException {
    for (int batch : new int[] {1, 24}) {
      AugmentationOptions options =
          new AugmentationOptions(SegmentationMode.STRETCHED, 32, LosslessFormat.BMP, batch);
      AugmentationJob.begin(plan(), CLASSES, folder.resolve("by" + batch), options)
          .run(AugmentationJobTest::cell, CPU, done -> {});
    }
    try (Stream<Path> files = Files.walk(folder.resolve("by1"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path other = folder.resolve("by24").resolve(folder.resolve("by1").relativize(file));
        assertThat(Files.mismatch(file, other)).as(file.toString()).isEqualTo(-1);
      }
    }
  }

  @Test
  void run_labelOutOfRange_isRefused() {
    AugmentationPlan plan = new AugmentationPlan(List.of(Sample.original("x.png", 2)));
    assertThatThrownBy(
            () -> AugmentationJob.begin(plan, CLASSES, folder, AugmentationOptions.DEFAULTS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("label 2");
  }
}
