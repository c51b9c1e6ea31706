package org.allnet.inference.network.architecture;

import static org.allnet.inference.network.architecture.TrainedPart.error;
import static org.allnet.inference.network.architecture.TrainedPart.largestGradient;
import static org.allnet.inference.network.architecture.TrainedPart.plan;
import static org.allnet.inference.network.architecture.TrainedPart.trained;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.allnet.inference.engine.group.BatchPart;
import org.allnet.inference.engine.group.ProcessGroup;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Gradients, losses and statistics of two or three parts of a batch are those of the batch. Float64
 * shows whether the formulas are right, since rounding is far below any error of them. Gradients
 * are measured by the largest of all: that of a bias in front of a batch norm is zero but for
 * rounding, so that it can't be measured by itself.
 */
class SharedNormsTest {

  /**
   * Of the largest gradient, and of the largest entry of a statistic: 2<sup>-52</sup>, times ten
   * million for the sums and the depth. An error of a formula is of the order of 1 / images.
   */
  private static final double EXACT = 2e-9;

  /**
   * How much farther than the batch the parts may be from the exact gradients in float32. The bound
   * of a sum's rounding is the same in any order (Higham 2002, section 4.2), so that neither error
   * is expected to be the larger one. Each is the largest of some ten thousand: of so many that are
   * normally distributed the largest lies between 3.4 and 5.3 standard deviations in 998 of 1,000
   * cases. So their ratio is at most 1.6, and this leaves a quarter for what is not normal. Of 14
   * batches of three to eleven images in ALLNet the largest ratio was 1.55.
   */
  private static final double ROUNDS_AS_MUCH = 2;

  private static List<Map<String, double[]>> together(
      Function<BatchPart, Map<String, double[]>> training, int parts, int images) throws Exception {
    List<Future<Map<String, double[]>>> all = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(parts);
    try {
      for (ProcessGroup group : GroupOfThreads.of(parts)) {
        all.add(threads.submit(() -> training.apply(BatchPart.of(group, images))));
      }
      List<Map<String, double[]>> given = new ArrayList<>();
      for (Future<Map<String, double[]>> one : all) {
        given.add(one.get());
      }
      return given;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void requireExact(String architecture, int size, int images) throws Exception {
    requireExact(architecture, size, images, 2);
  }

  private static void requireExact(String architecture, int size, int images, int parts)
      throws Exception {
    NetworkPlan plan = plan(architecture, size, 0);
    Map<String, double[]> whole = trained(plan, BatchPart.whole(images), ScalarType.Double);
    assertThat(whole.keySet()).anyMatch(name -> name.contains("running"));
    assertThat(largestGradient(whole)).isGreaterThan(1e-3);
    List<Map<String, double[]>> given =
        together(part -> trained(plan, part, ScalarType.Double), parts, images);
    assertThat(error(whole, given.get(0))).isLessThan(EXACT);
    for (Map<String, double[]> other : given) {
      whole
          .keySet()
          .forEach(name -> assertThat(other.get(name)).as(name).isEqualTo(given.get(0).get(name)));
    }
  }

  /** Of one image each process computes all. */
  @ParameterizedTest
  @CsvSource({
    "allnet, 45, 8",
    "allnet, 45, 5",
    "allnet, 45, 2",
    "allnet, 141, 1",
    "resnet18, 45, 5",
    "mobilenet-v2, 64, 5",
    "densenet121, 64, 5",
    "compact-attention, 64, 5"
  })
  void parts_giveWhatTheBatchGives(String architecture, int size, int images) throws Exception {
    requireExact(architecture, size, images);
  }

  /** Parts of two and three images, of one and two, and of two images each computes all. */
  @ParameterizedTest
  @CsvSource({"allnet, 45, 8", "allnet, 45, 5", "allnet, 45, 2", "resnet18, 45, 8"})
  void threeParts_giveWhatTheBatchGives(String architecture, int size, int images)
      throws Exception {
    requireExact(architecture, size, images, 3);
  }

  /** What draws is compared by {@link SharedDrawsTest}: two threads draw from one generator. */
  @ParameterizedTest
  @Tag("nightly")
  @CsvSource({
    "resnet18, 64, 8",
    "resnet18, 64, 2",
    "mobilenet-v2, 64, 8",
    "mobilenet-v2, 64, 2",
    "densenet121, 64, 8",
    "densenet121, 64, 2",
    "resnet50, 64, 5",
    "se-resnext50, 64, 5",
    "resnet50-v2, 64, 5",
    "mobilenet-v3, 64, 5",
    "densenet201, 64, 5",
    "xception, 96, 5",
    "inception-v3, 299, 3",
    "inception-resnet-v2, 96, 5",
    "resnext50, 64, 5",
    "resnet101, 64, 5"
  })
  void partsOfAnyNetwork_giveWhatTheBatchGives(String architecture, int size, int images)
      throws Exception {
    requireExact(architecture, size, images);
  }

  /**
   * With float32 the parts round as much as the batch does, other numbers otherwise: both are as
   * far from the exact gradients.
   */
  @ParameterizedTest
  @CsvSource({"allnet, 45, 8", "allnet, 45, 5", "resnet18, 45, 5"})
  void partsInFloat32_areAsNearAsTheBatch(String architecture, int size, int images)
      throws Exception {
    NetworkPlan plan = plan(architecture, size, 0);
    Map<String, double[]> exact = trained(plan, BatchPart.whole(images), ScalarType.Double);
    double alone = error(exact, trained(plan, BatchPart.whole(images), ScalarType.Float));
    double shared =
        error(exact, together(part -> trained(plan, part, ScalarType.Float), 2, images).get(0));
    assertThat(shared).isLessThan(ROUNDS_AS_MUCH * alone);
  }

  /** What the tests above would see if each half had statistics of its own. */
  @Test
  void ownStatistics_giveOtherGradients() throws Exception {
    NetworkPlan plan = plan("allnet", 45, 0);
    Map<String, double[]> whole = trained(plan, BatchPart.whole(8), ScalarType.Double);
    Map<String, double[]> half = trained(plan, BatchPart.whole(4), ScalarType.Double);
    assertThat(error(whole, half)).isGreaterThan(1e6 * EXACT);
  }

  @Test
  void fewerImagesThanProcesses_areComputedByAll() {
    ProcessGroup group = GroupOfThreads.of(2).get(1);
    assertThat(BatchPart.of(group, 1)).isEqualTo(new BatchPart(group, 0, 1, 1));
    assertThat(BatchPart.of(group, 1).fraction()).isEqualTo(0.5);
    assertThat(BatchPart.of(group, 7)).isEqualTo(new BatchPart(group, 3, 4, 7));
    assertThat(BatchPart.of(group, 7).fraction()).isEqualTo(4 / 7.0);
    assertThat(BatchPart.of(group, 7).rows(List.of(0, 1, 2, 3, 4, 5, 6)))
        .containsExactly(3, 4, 5, 6);
  }
}
