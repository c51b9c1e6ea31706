package org.allnet.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.allnet.detect.box.FieldPixels;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fields that are looked at at the same time, by the detector that comes with ALLNet. */
final class SideBySideTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final List<Double> ALL = List.of(0.05, 0.05, 0.05);

  private final int threads = torch.get_num_threads();
  private Detector detector;

  @BeforeEach
  void open() {
    CPU.setThreads(2);
    detector = Detector.open(Device.CPU);
  }

  @AfterEach
  void close() {
    detector.close();
    CPU.setThreads(threads);
  }

  /** Fields of several sizes with round cells of several colours on a pale ground. */
  private static List<FieldPixels> fields(int count) {
    List<FieldPixels> fields = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      int width = 160 + 40 * number;
      int height = 140;
      byte[] rgb = new byte[3 * width * height];
      Random random = new Random(number);
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = (byte) (220 + random.nextInt(20));
      }
      for (int cell = 0; cell < 3 + number; cell++) {
        round(rgb, width, 20 + random.nextInt(width - 40), 20 + random.nextInt(100), random);
      }
      fields.add(new FieldPixels(width, height, rgb));
    }
    return fields;
  }

  private static void round(byte[] rgb, int width, int x, int y, Random random) {
    int red = 120 + random.nextInt(80);
    for (int dy = -16; dy <= 16; dy++) {
      for (int dx = -16; dx <= 16; dx++) {
        if (dx * dx + dy * dy <= 256) {
          int at = 3 * ((y + dy) * width + x + dx);
          rgb[at] = (byte) red;
          rgb[at + 1] = 80;
          rgb[at + 2] = (byte) 150;
        }
      }
    }
  }

  @Test
  void sideBySide_fields_areThoseOneByOne() {
    List<FieldPixels> fields = fields(7);
    List<List<Detection>> expected = fields.stream().map(one -> detector.detect(one, ALL)).toList();

    List<List<Detection>> found = detector.sideBySide(fields, field -> detector.detect(field, ALL));

    assertThat(expected).noneMatch(List::isEmpty).doesNotHaveDuplicates();
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).hasSameSizeAs(expected.get(i));
      for (int cell = 0; cell < found.get(i).size(); cell++) {
        assertSame(found.get(i).get(cell), expected.get(i).get(cell));
      }
    }
  }

  private static void assertSame(Detection found, Detection expected) {
    assertThat(found.classIndex()).isEqualTo(expected.classIndex());
    assertThat(found.score()).isCloseTo(expected.score(), within(1e-6));
    assertThat(found.box().left()).isCloseTo(expected.box().left(), within(1e-3));
    assertThat(found.box().top()).isCloseTo(expected.box().top(), within(1e-3));
    assertThat(found.box().right()).isCloseTo(expected.box().right(), within(1e-3));
    assertThat(found.box().bottom()).isCloseTo(expected.box().bottom(), within(1e-3));
  }

  /** Each piece waits for the other, so that it ends only if both are at work. */
  @Test
  void sideBySide_twoThreads_workAtOnceOnOneEach() {
    assertThat(detector.atOnce()).isEqualTo(2);
    CountDownLatch both = new CountDownLatch(2);
    Set<Thread> workers = ConcurrentHashMap.newKeySet();

    List<Integer> engine =
        detector.sideBySide(
            List.of("a", "b"),
            piece -> {
              workers.add(Thread.currentThread());
              both.countDown();
              await(both);
              return torch.get_num_threads();
            });

    assertThat(both.getCount()).isZero();
    assertThat(workers).hasSize(2).contains(Thread.currentThread());
    assertThat(engine).containsExactly(1, 1);
    assertThat(torch.get_num_threads()).isEqualTo(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void sideBySide_results_areInTheOrderOfTheWork() {
    List<Integer> work = IntStream.range(0, 100).boxed().toList();

    assertThat(detector.sideBySide(work, number -> 3 * number))
        .isEqualTo(work.stream().map(number -> 3 * number).toList());
    assertThat(detector.sideBySide(List.of(), number -> number)).isEmpty();
  }

  @Test
  void sideBySide_pieceThatThrows_isThrown() {
    assertThatThrownBy(
            () ->
                detector.sideBySide(
                    List.of(1, 2, 3),
                    number -> {
                      if (number == 2) {
                        throw new IllegalStateException("two");
                      }
                      return number;
                    }))
        .hasMessage("two");
    assertThat(torch.get_num_threads()).isEqualTo(2);
  }
}
