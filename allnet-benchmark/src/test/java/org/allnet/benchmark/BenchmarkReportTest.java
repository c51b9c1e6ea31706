package org.allnet.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.allnet.benchmark.engine.Competitor;
import org.allnet.benchmark.engine.Workload;
import org.allnet.data.OptionException;
import org.allnet.inference.compute.Device;
import org.allnet.inference.network.architecture.Precision;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class BenchmarkReportTest {

  private static Measurement measured(Competitor system, Workload task, int batch, double seconds) {
    return new Measurement(system, task, batch, 1, 2, Device.CPU, List.of(seconds), 7L << 29);
  }

  private static Measurement rounds(
      Competitor system, Workload task, double width, Double... seconds) {
    return new Measurement(system, task, 8, width, 2, Device.CPU, List.of(seconds), 0);
  }

  @Test
  void ratios_ofTurns_areMediansRoundByRound() {
    List<Ratio> ratios =
        BenchmarkReport.ratios(
            List.of(
                rounds(Competitor.ANSWERS, Workload.EXPLANATION, 1, 1.0, 2.0, 10.0),
                rounds(Competitor.HIRES_CAM, Workload.EXPLANATION, 1, 2.0, 5.0, 40.0),
                rounds(Competitor.ONE_IMAGE, Workload.EXPLANATION, 1, 2.0),
                rounds(Competitor.SHAP, Workload.EXPLANATION, 1, 2.5)));

    assertThat(ratios)
        .containsExactly(
            new Ratio(
                "explanation batch 8: hirescam / classification",
                2.5,
                false,
                3,
                new Quartiles(2.5, 2.25, 3.25)),
            new Ratio(
                "explanation of one image: shap of 512 samples / 512 classifications",
                1.25,
                false,
                1.2,
                new Quartiles(1.25, 1.25, 1.25)));
    assertThat(ratios).extracting(Ratio::met).containsExactly(true, false);
  }

  @Test
  void ratios_ofRefusal_areAPartForEachWidth() {
    List<Ratio> ratios =
        BenchmarkReport.ratios(
            List.of(
                rounds(Competitor.ANSWERS, Workload.REFUSAL, 1, 4.0),
                rounds(Competitor.REFUSING, Workload.REFUSAL, 1, 4.125),
                rounds(Competitor.ANSWERS, Workload.REFUSAL, 0.25, 1.0),
                rounds(Competitor.REFUSING, Workload.REFUSAL, 0.25, 1.125)));

    assertThat(ratios)
        .extracting(Ratio::name)
        .containsExactly(
            "refusal batch 8, width 1: part of a classification",
            "refusal batch 8, width 0.25: part of a classification");
    assertThat(ratios).extracting(Ratio::value).containsExactly(0.03125, 0.125);
    assertThat(ratios).extracting(Ratio::met).containsExactly(true, false);
  }

  @Test
  void ratios_holdTheMeasuredAgainstTheTargets() {
    List<Ratio> ratios =
        BenchmarkReport.ratios(
            List.of(
                measured(Competitor.ALLNET, Workload.INFERENCE, 8, 0.1),
                measured(Competitor.ONNX_RUNTIME, Workload.INFERENCE, 8, 0.3),
                measured(Competitor.GEMM_FLOOR, Workload.INFERENCE, 8, 0.16),
                measured(Competitor.ALLNET, Workload.TRAINING, 16, 1)));

    assertThat(ratios)
        .extracting(Ratio::name)
        .containsExactly(
            "inference batch 8: onnxruntime / allnet",
            "inference batch 8: allnet / gemm floor",
            "training step: peak memory of allnet, GiB");
    assertThat(ratios).extracting(Ratio::met).containsExactly(true, false, true);
    assertThat(ratios.get(0).value()).isCloseTo(3, Offset.offset(1e-9));
    assertThat(ratios.get(2).value()).isEqualTo(3.5);
  }

  @Test
  void spread_isMedianAndQuartiles() {
    assertThat(Quartiles.of(List.of(5.0, 1.0, 3.0, 2.0, 4.0))).isEqualTo(new Quartiles(3, 2, 4));
    assertThat(Quartiles.of(List.of(2.0))).isEqualTo(new Quartiles(2, 2, 2));
  }

  @Test
  void plots_drawBothSystems() {
    List<CostPoint> costs =
        List.of(
            new CostPoint(Competitor.ALLNET, "window", 45, 0.01),
            new CostPoint(Competitor.ALLNET, "window", 450, 0.2),
            new CostPoint(Competitor.EXACT, "window", 45, 0.2),
            new CostPoint(Competitor.EXACT, "window", 450, 0.2));

    assertThat(CostPlots.draw(costs)).containsOnlyKeys("window");
    assertThat(CostPlots.draw(costs).get("window")).contains("<style>", "allnet exact", "line s2");
  }

  @Test
  void options_outOfRange_areRefused() {
    Assertions.assertThatThrownBy(
            () -> new BenchmarkOptions(null, Device.AUTO, 1, true, 450, 1, Precision.FP32))
        .isInstanceOf(OptionException.class);
    Assertions.assertThatThrownBy(
            () -> new BenchmarkOptions(null, Device.CPU, 0, true, 450, 1, Precision.FP32))
        .isInstanceOf(OptionException.class);
  }
}
