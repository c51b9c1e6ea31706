package org.allnet.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.allnet.benchmark.engine.Competitor;
import org.allnet.benchmark.engine.WorkOrder;
import org.allnet.benchmark.engine.Workload;
import org.allnet.benchmark.worker.Launch;
import org.allnet.benchmark.worker.WorkerProcess;
import org.allnet.data.Counted;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.inference.compute.Device;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.Precision;

/**
 * Measures a detector beside ONNX Runtime on the same weights, from image files to boxes: both
 * decode, scale and leave out hidden boxes by the same code, so that only the network differs.
 * ALLNet works on fields side by side. ONNX Runtime works on one after the other with all threads,
 * and then side by side too.
 *
 * @param detector the detector's file
 * @param fields the image files
 * @param threads threads of the tensor engines, 1 to 1024
 * @param quick whether few rounds are done
 */
public record DetectorBenchmark(Path detector, List<Path> fields, int threads, boolean quick) {

  /** Fields a second that a laboratory's machine with two cores should reach. */
  private static final double GOAL = 12;

  private static final int MOST = 32;

  /**
   * Copies the list, so that it can't be changed from outside, and checks.
   *
   * @throws OptionException if there is no field, or {@code threads} is not 1 to 1024
   */
  public DetectorBenchmark {
    if (fields.isEmpty()) {
      throw new OptionException(
          OptionName.DATA,
          Sentence.text("there is no field to measure on; name a folder of images"));
    }
    if (threads < 1 || threads > 1024) {
      throw OptionException.outOfRange(OptionName.THREADS.with(threads), "1 to 1024");
    }
    int all = fields.size();
    int count = Math.min(MOST, all);
    List<Path> given = List.copyOf(fields);
    fields =
        IntStream.range(0, count).mapToObj(i -> given.get((int) ((long) i * all / count))).toList();
  }

  /**
   * Measures the detector, from files to boxes.
   *
   * @param launch how child processes are started
   * @param status is told what is going on, a line each
   * @return what was found
   * @throws org.allnet.data.AllNetException if the detector or a field can't be used; ONNX Runtime
   *     is left out and told of if it fails
   */
  public BenchmarkReport run(Launch launch, Consumer<String> status) {
    try (BenchmarkFolder folder = BenchmarkFolder.create()) {
      WorkOrder own = order(Competitor.DETECTOR, folder.path());
      lay(own);
      status.accept("the detector as an ONNX file");
      String device = WorkerProcess.prepare(launch, own);
      Turns turns = new Turns(launch, status);
      turns.compare(
          quick ? new Rounds(1, 3) : new Rounds(3, 12),
          List.of(
              own,
              order(Competitor.ONNX_DETECTOR, folder.path()),
              order(Competitor.ONNX_SIDE_BY_SIDE, folder.path())),
          true);
      return new BenchmarkReport(
          device,
          Counted.of(fields.size(), "field").toString(),
          turns.results(),
          ratios(turns.results()),
          List.of(),
          turns.agreement(),
          List.of("a round is all fields, from their files to boxes"),
          turns.failures());
    }
  }

  private void lay(WorkOrder order) {
    try {
      Files.copy(detector, order.model());
      order.writeImages(fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private WorkOrder order(Competitor system, Path folder) {
    return new WorkOrder(
        system,
        Workload.DETECTION,
        1,
        threads,
        Device.CPU,
        folder,
        NetworkOptions.ALLNET,
        Precision.FP32);
  }

  private static List<Ratio> ratios(List<Measurement> results) {
    List<Ratio> ratios = new ArrayList<>();
    beside(results, Competitor.ONNX_DETECTOR, "onnxruntime").ifPresent(ratios::add);
    beside(results, Competitor.ONNX_SIDE_BY_SIDE, "onnxruntime side by side")
        .ifPresent(ratios::add);
    List<Double> fieldsPerSecond =
        results.get(0).rounds().stream().map(seconds -> 1 / seconds).toList();
    ratios.add(ratio("detection: fields a second, from files to boxes", fieldsPerSecond, GOAL));
    return ratios;
  }

  private static Optional<Ratio> beside(List<Measurement> results, Competitor other, String name) {
    List<Double> pairs =
        BenchmarkReport.pairs(results, other, Competitor.DETECTOR, Workload.DETECTION);
    return pairs.isEmpty()
        ? Optional.empty()
        : Optional.of(ratio("detection: %s / allnet".formatted(name), pairs, 1));
  }

  private static Ratio ratio(String name, List<Double> rounds, double target) {
    Quartiles spread = Quartiles.of(rounds);
    return new Ratio(name, spread.median(), true, target, spread);
  }
}
