package org.allnet.benchmark.worker;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.allnet.benchmark.engine.Competitor;
import org.allnet.benchmark.engine.Engine;
import org.allnet.benchmark.engine.Engines;
import org.allnet.benchmark.engine.LabelledCell;
import org.allnet.benchmark.engine.RefusingModel;
import org.allnet.benchmark.engine.WorkOrder;
import org.allnet.benchmark.engine.Workload;
import org.allnet.data.AllNetException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.SegmentationMode;
import org.allnet.detect.model.DetectorFile;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.export.onnx.OnnxDetector;
import org.allnet.export.onnx.OnnxExport;
import org.allnet.export.program.ModelProgram;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkPlan;

/**
 * A child process that does what it is told line by line, so that only one of several computes at a
 * time. Every line of its answers begins with {@value #MARK}; whatever else a library prints is
 * ignored.
 */
public final class Worker {

  /** What an answer begins with. */
  static final String MARK = "@bench ";

  /** What the reason begins with for which a worker can't do what it is told. */
  static final String REFUSAL = "@refused ";

  /** The first word of a worker that makes the model. */
  static final String PREPARE = "prepare";

  private static final long SEED = 1;

  private final WorkOrder order;
  private final PrintWriter out;
  private List<LabelledCell> cells = List.of();

  private Worker(WorkOrder order, PrintWriter out) {
    this.order = order;
    this.out = out;
  }

  /**
   * Serves until its input ends.
   *
   * @param arguments {@link WorkOrder#words}, after {@code prepare} where the model is to be made
   * @throws IOException if its input can't be read
   */
  public static void main(String[] arguments) throws IOException {
    PrintWriter out =
        new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    boolean prepare = arguments[0].equals(PREPARE);
    WorkOrder order =
        WorkOrder.of(
            prepare
                ? List.of(arguments).subList(1, arguments.length).toArray(String[]::new)
                : arguments);
    Worker worker = new Worker(order, out);
    try {
      if (prepare && order.task() == Workload.DETECTION) {
        worker.prepareDetector();
      } else if (prepare) {
        worker.prepare();
      } else if (order.task() == Workload.START) {
        worker.once();
      } else {
        worker.serve();
      }
    } catch (AllNetException e) {
      out.println(REFUSAL + e.getMessage());
      throw e; // a start that is timed is told by the exit code alone
    }
  }

  private void say(String answer) {
    out.println(MARK + answer);
  }

  /** Makes the model of everyone, with weights from a fixed seed. */
  private void prepare() {
    ComputeDevice device = ComputeDevice.of(order.device());
    device.setThreads(order.threads());
    ModelDescription description =
        ModelDescription.alone(
            order.network(),
            List.of("hem", "all"),
            "all",
            SegmentationMode.NONE,
            DecisionRule.NONE,
            null,
            Provenance.untrained(SEED));
    try (Network network =
        Network.fresh(new NetworkPlan(order.network()), SEED, ComputeDevice.of(Device.CPU))) {
      ModelFile model = new ModelFile(List.of(network), description);
      model.write(order.model(), false);
      OnnxExport.write(order.onnx(), ModelProgram.bare(model), false);
    }
    RefusingModel.write(order, CellFile.read(order.cells()), device);
    say(device.describe());
  }

  /** Makes the ONNX file of a detector. */
  private void prepareDetector() {
    ComputeDevice device = ComputeDevice.of(order.device());
    device.setThreads(order.threads());
    try (DetectorFile detector = DetectorFile.read(order.model())) {
      OnnxDetector.write(order.onnx(), detector.network(), null, Map.of());
    }
    say(device.describe());
  }

  /** Decodes the first image, answers, ends. */
  private void once() {
    Path file = order.images().get(0);
    int side = order.network().inputSize();
    CellPixels pixels = new ImageDecoder(DecodeLimits.DEFAULTS).decode(file).centreCrop(side, side);
    try (Engine engine = Engines.start(order)) {
      engine.load(List.of(new LabelledCell(pixels, 0)));
      say(text(engine.run()));
    }
  }

  private void serve() throws IOException {
    cells = order.task() == Workload.DETECTION ? List.of() : CellFile.read(order.cells());
    try (Engine engine = Engines.start(order);
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(
                    new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8))) {
      if (order.system() == Competitor.DJL) {
        System.gc();
      }
      ResidentMemory.forgetPeak();
      say("ready");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ");
        switch (words[0]) {
          case "run" -> say(String.valueOf(timed(engine, Integer.parseInt(words[1]))));
          case "answers" -> {
            engine.load(batch(0));
            say(text(engine.run()));
          }
          case "peak" -> say(String.valueOf(ResidentMemory.peak("self")));
          case "window" -> cells = windows(Integer.parseInt(words[1]));
          default -> throw new IllegalArgumentException(line);
        }
      }
    }
  }

  private double timed(Engine engine, int round) {
    engine.load(batch(round));
    long start = System.nanoTime();
    engine.run();
    return engine.secondsPerImage((System.nanoTime() - start) / 1e9, order.batch());
  }

  /**
   * The batch of a round: the next cells, from the first again after the last; none of whole
   * fields, which are read from files.
   */
  private List<LabelledCell> batch(int round) {
    List<LabelledCell> batch = new ArrayList<>();
    for (int i = 0; i < order.batch() && !cells.isEmpty(); i++) {
      batch.add(cells.get(Math.floorMod(round * order.batch() + i, cells.size())));
    }
    return batch;
  }

  /** Grey squares in the middle of the frame. */
  private List<LabelledCell> windows(int side) {
    int frame = order.network().inputSize();
    byte[] rgb = new byte[side * side * 3];
    java.util.Arrays.fill(rgb, (byte) 150);
    int corner = (frame - side) / 2;
    say("window");
    return List.of(
        new LabelledCell(new CellPixels(frame, frame, corner, corner, side, side, rgb), 0));
  }

  private static String text(List<double[]> rows) {
    return rows.stream()
        .map(
            row ->
                java.util.Arrays.stream(row)
                    .mapToObj(Double::toString)
                    .collect(Collectors.joining(",")))
        .collect(Collectors.joining(";"));
  }
}
