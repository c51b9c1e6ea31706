package org.allnet.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.allnet.data.InputException;
import org.allnet.detect.Detector;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many fields are looked at before they are asked for, and what is told of them then. */
final class FirstLooksTest {

  private static final int WIDTH = 120;
  private static final int HEIGHT = 90;
  private static final int BYTES = 3 * WIDTH * HEIGHT;

  private final int threads = torch.get_num_threads();
  @TempDir private Path folder;
  private Detector detector;

  @BeforeEach
  void open() {
    ComputeDevice.of(Device.CPU).setThreads(2);
    detector = Detector.open(Device.CPU);
  }

  @AfterEach
  void close() {
    detector.close();
    ComputeDevice.of(Device.CPU).setThreads(threads);
  }

  /** Fields with cells at places of their own. */
  private List<Path> fields(int count) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
      Graphics2D pen = image.createGraphics();
      pen.setColor(new Color(235, 225, 230));
      pen.fillRect(0, 0, WIDTH, HEIGHT);
      pen.setColor(new Color(200, 140, 150));
      pen.fillOval(8 + 3 * number, 10, 28, 28);
      pen.fillOval(70, 20 + 2 * number, 28, 28);
      pen.dispose();
      Path file = folder.resolve(number + ".png");
      ImageIO.write(image, "png", file.toFile());
      files.add(file);
    }
    return files;
  }

  private FirstLooks looks(long room) {
    return new FirstLooks(detector, DecodedFields.looks(1), room);
  }

  private static int known(FirstLooks looks, List<Path> files) throws IOException {
    int known = 0;
    for (Path file : files) {
      Files.delete(file);
      try {
        looks.of(file, note -> {});
        known++;
      } catch (InputException e) {
        assertThat(e).hasMessageContaining(file.toString());
      }
    }
    return known;
  }

  @Test
  void prepare_manyFields_looksAtFourForEachThread() throws IOException {
    List<Path> files = fields(10);
    FirstLooks looks = looks(1 << 20);

    looks.prepare(files);

    assertThat(known(looks, files)).isEqualTo(8);
  }

  @Test
  void prepare_littleRoom_looksAtAsManyAsFit() throws IOException {
    List<Path> files = fields(4);
    FirstLooks looks = looks(2 * BYTES + 1);

    looks.prepare(files);

    assertThat(known(looks, files)).isEqualTo(2);
  }

  @Test
  void prepare_oneThread_looksAtNone() throws IOException {
    ComputeDevice.of(Device.CPU).setThreads(1);
    List<Path> files = fields(3);
    FirstLooks looks = looks(1 << 20);

    looks.prepare(files);

    assertThat(known(looks, files)).isZero();
  }

  @Test
  void of_preparedFields_showWhatTheyShowAlone() throws IOException {
    List<Path> files = fields(3);
    FirstLooks looks = looks(1 << 20);

    looks.prepare(files);

    for (Path file : files) {
      FirstLooks.Look ahead = looks.of(file, note -> {});
      FirstLooks.Look alone = looks(0).of(file, note -> {});
      assertThat(ahead.image().rgb()).isEqualTo(alone.image().rgb());
      assertThat(ahead.monolayer()).isEqualTo(alone.monolayer());
      assertThat(ahead.cells()).hasSameSizeAs(alone.cells());
      for (int i = 0; i < ahead.cells().size(); i++) {
        Detection cell = ahead.cells().get(i);
        assertThat(cell.score()).isCloseTo(alone.cells().get(i).score(), within(1e-6));
        assertThat(cell.box().iou(alone.cells().get(i).box())).isGreaterThan(1 - 1e-6);
      }
    }
  }

  /** What is wrong with a field is told when it is its turn. */
  @Test
  void of_preparedFieldThatIsBroken_failsInItsTurn() throws IOException {
    List<Path> files = fields(3);
    byte[] whole = Files.readAllBytes(files.get(1));
    Files.write(files.get(1), java.util.Arrays.copyOf(whole, 60));
    FirstLooks looks = looks(1 << 20);

    looks.prepare(files);

    assertThat(looks.of(files.get(0), note -> {}).image().width()).isEqualTo(WIDTH);
    assertThatThrownBy(() -> looks.of(files.get(1), note -> {}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1.png");
    assertThat(looks.of(files.get(2), note -> {}).image().width()).isEqualTo(WIDTH);
  }
}
