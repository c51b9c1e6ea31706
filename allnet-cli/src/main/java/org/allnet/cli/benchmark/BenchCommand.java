package org.allnet.cli.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.benchmark.Benchmark;
import org.allnet.benchmark.BenchmarkOptions;
import org.allnet.benchmark.BenchmarkReport;
import org.allnet.benchmark.CostPlots;
import org.allnet.benchmark.DetectorBenchmark;
import org.allnet.benchmark.Measurement;
import org.allnet.benchmark.Quartiles;
import org.allnet.benchmark.Ratio;
import org.allnet.benchmark.cluster.ClusterBenchmark;
import org.allnet.benchmark.cluster.ClusterBenchmarkOptions;
import org.allnet.benchmark.cluster.ClusterBenchmarkReport;
import org.allnet.benchmark.service.PeerBenchmark;
import org.allnet.benchmark.service.PeerOptions;
import org.allnet.benchmark.service.PeerReport;
import org.allnet.benchmark.service.ServiceBenchmark;
import org.allnet.benchmark.service.ServiceBenchmarkOptions;
import org.allnet.benchmark.service.ServiceReport;
import org.allnet.benchmark.worker.Launch;
import org.allnet.cli.cluster.WithSpark;
import org.allnet.cli.terminal.DeviceMixin;
import org.allnet.cli.terminal.InputSizeMixin;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.PrecisionMixin;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.TextTable;
import org.allnet.cli.terminal.ThreadsMixin;
import org.allnet.cli.terminal.WidthMixin;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.image.ImageFiles;
import org.allnet.inference.compute.Device;
import org.allnet.inference.network.architecture.Precision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code allnet bench}: time and memory beside what users would pick instead. */
@Command(
    name = "bench",
    description = {
      "Measure time and memory beside ONNX Runtime and DJL on the same weights.",
      "",
      "It also measures what explanations and refusal take beside answers.",
      "",
      "Each system has a process of its own. They take turns, so that only one computes at a time."
          + " Run it while nothing else computes. It takes about 25 minutes on two cores, 4 with"
          + " --quick, and 8 GB of memory."
    })
public final class BenchCommand extends Subcommand {

  private static final String METRICS = "bench.json";
  private static final int SIDE = 450;
  private static final String UNTRAINED = "untrained";

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "A data set whose cells are used, or with --detector an image of a field or a folder of"
              + " them. Default: synthetic cells.")
  private @Nullable Path data;

  @Option(
      names = "--detector",
      paramLabel = "FILE",
      description =
          "Measure this detector on at most 32 fields of --data instead, from files to boxes, beside"
              + " ONNX Runtime on the exported file. It takes a minute.")
  private @Nullable Path detector;

  @Option(
      names = "--service",
      arity = "0..1",
      fallbackValue = UNTRAINED,
      paramLabel = "MODEL",
      description =
          "Measure a service of its own on loopback instead, beside the classifier alone: answers,"
              + " refusals, uploads, judgements, pages. Default: an untrained network. It takes about"
              + " 10 minutes, 3 with --quick.")
  private @Nullable String service;

  @Option(
      names = "--peers",
      paramLabel = "DIR",
      description =
          "With --service: measure it beside FastAPI + PyTorch and fastify + ONNX Runtime on the same"
              + " weights instead. Their sources are written to DIR and run from there; the result"
              + " says what to install. It takes about 7 minutes, 1 with --quick.")
  private @Nullable Path peers;

  @Option(
      names = "--cluster",
      arity = "0..1",
      fallbackValue = UNTRAINED,
      paramLabel = "MODEL",
      description =
          "Measure two Spark executors of one core on this machine instead, beside the classifier"
              + " alone on two cores, 2,000 cells a turn. Default: an untrained network. It takes"
              + " about 8 minutes, 3 with --quick.")
  private @Nullable String cluster;

  @Mixin private DeviceMixin device = new DeviceMixin(Device.CPU, "cpu or cuda.");

  @Mixin private ThreadsMixin threads = new ThreadsMixin();

  @Option(names = "--quick", description = "Few rounds, no curves: a look, not a result.")
  private boolean quick;

  @Mixin
  private InputSizeMixin inputSize =
      new InputSizeMixin("Side of the input. Default: " + SIDE + ".");

  @Mixin private WidthMixin width = new WidthMixin("Factor on the network's channels. Default: 1.");

  @Mixin
  private PrecisionMixin precision =
      new PrecisionMixin(
          "Precision of ALLNet's training steps: fp32, tf32 or bf16. Default: fp32.");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write bench.json there, and drawings of how the cost grows.")
  private @Nullable Path out;

  @Mixin private OverwriteMixin overwrite = new OverwriteMixin();

  @Mixin private JsonMixin json = new JsonMixin();

  @Override
  public Integer call() {
    if (out == null) {
      refuse("without --out: no file is written", OverwriteMixin.OPTION);
    } else {
      List<String> names = new ArrayList<>(List.of(METRICS));
      if (detector == null && service == null && cluster == null) {
        CostPlots.ALONG.forEach(along -> names.add(drawing(along)));
      }
      overwrite.checkFiles(OptionName.OUT, out, names, List.of());
    }
    if (service != null) {
      refuse("with --service, whose service is measured alone", "--cluster");
      return service(service);
    }
    refuse("without --service, whose peers they are", "--peers");
    if (cluster != null) {
      return cluster(cluster);
    }
    int cores = Runtime.getRuntime().availableProcessors();
    if (precision() == Precision.TF32 && device.device() != Device.CUDA) {
      refuse("on a processor as tf32: it is fp32 there", "--precision");
    }
    return detector == null ? cells(cores) : fields(detector, cores);
  }

  private int service(String model) {
    refuse(
        "with --service, which is asked over the network as it is started",
        "--data",
        "--detector",
        "--precision",
        "--device",
        "--threads");
    boolean untrained = model.equals(UNTRAINED);
    if (!untrained) {
      refuse("with --service=MODEL, whose network is in its file", "--input-size", "--width");
    }
    Path file = untrained ? null : Path.of(model);
    int side = inputSize.inputSize().orElse(SIDE);
    double factor = width.width().orElse(1);
    Launch launch = Launch.fromLauncher(false);
    if (peers != null) {
      PeerReport report =
          PeerBenchmark.run(PeerOptions.of(file, side, factor, peers, quick), launch, this::step);
      return tell(report.asMap(), report.lines());
    }
    ServiceReport report =
        ServiceBenchmark.run(
            ServiceBenchmarkOptions.of(file, side, factor, quick), launch, this::step);
    return tell(report.asMap(), report.lines());
  }

  private int cluster(String model) {
    refuse(
        "with --cluster, whose executors compute on processors",
        "--data",
        "--detector",
        "--precision",
        "--device",
        "--threads");
    boolean untrained = model.equals(UNTRAINED);
    if (!untrained) {
      refuse("with --cluster=MODEL, whose network is in its file", "--input-size", "--width");
    }
    ClusterBenchmarkOptions options =
        ClusterBenchmarkOptions.of(
            untrained ? null : Path.of(model),
            inputSize.inputSize().orElse(SIDE),
            width.width().orElse(1),
            quick);
    if (!WithSpark.isHere()) {
      return WithSpark.again(words(), out()::println, this::status);
    }
    ClusterBenchmarkReport report =
        ClusterBenchmark.run(options, Launch.fromLauncher(false), this::step);
    return tell(report.asMap(), report.lines());
  }

  private int tell(Map<String, Object> report, List<String> lines) {
    String text = JsonOutput.text(report);
    if (out != null) {
      AtomicFile.writeText(out.resolve(METRICS), text + "\n");
    }
    if (json.isWanted()) {
      out().println(text);
    } else {
      lines.forEach(out()::println);
    }
    return GOOD;
  }

  private int fields(Path file, int cores) {
    refuse(
        "with --detector, whose network is in its file",
        "--input-size",
        "--width",
        "--precision",
        "--device");
    Path folder = data;
    if (folder == null) {
      throw new OptionException(
          OptionName.DETECTOR.with(file),
          Sentence.of("%s: needs %s", OptionName.DETECTOR.with(file), OptionName.DATA));
    }
    return tell(
        new DetectorBenchmark(
                file,
                ImageFiles.find(List.of(folder.toString())).images().stream()
                    .map(ImageFiles.Named::file)
                    .toList(),
                threads.threads().orElse(cores),
                quick)
            .run(Launch.fromLauncher(true), this::step));
  }

  private int cells(int cores) {
    BenchmarkOptions options =
        new BenchmarkOptions(
            data,
            device.device(),
            threads.threads().orElse(cores),
            quick,
            inputSize.inputSize().orElse(SIDE),
            width.width().orElse(1),
            precision());
    return tell(Benchmark.run(options, Launch.fromLauncher(options.withPeers()), this::step));
  }

  private Precision precision() {
    String typed = precision.precision();
    return typed == null ? Precision.FP32 : Precision.of(typed);
  }

  private int tell(BenchmarkReport report) {
    String text = JsonOutput.text(report.asMap());
    if (out != null) {
      AtomicFile.writeText(out.resolve(METRICS), text + "\n");
      CostPlots.draw(report.costs())
          .forEach((along, svg) -> AtomicFile.writeText(out.resolve(drawing(along)), svg));
    }
    if (json.isWanted()) {
      out().println(text);
    } else {
      describe(report).forEach(out()::println);
    }
    report.failures().forEach(failure -> status("failed: " + failure));
    return report.failures().isEmpty() ? GOOD : FAILED;
  }

  private static String drawing(String along) {
    return "cost-" + along + ".svg";
  }

  /** Every step to a person who watches or asks for it. */
  private void step(String line) {
    if (isInteractive() || verbose()) {
      status(line);
    }
  }

  private static List<String> describe(BenchmarkReport report) {
    List<String> lines = new ArrayList<>(List.of(report.device() + "; " + report.data(), ""));
    TextTable results =
        new TextTable(
            2, "task", "system", "batch", "width", "ms/image", "quartiles", "peak MB", "img/s");
    for (Measurement result : report.results()) {
      double median = result.secondsPerImage().median();
      results.row(
          result.task().key(),
          result.system().key(),
          String.valueOf(result.batch()),
          result.widthText(),
          number("%.1f", 1000 * median),
          number("%.1f", 1000 * result.secondsPerImage().low())
              + " to "
              + number("%.1f", 1000 * result.secondsPerImage().high()),
          result.peakBytes() == 0 ? "-" : number("%.0f", result.peakBytes() / 1e6),
          number("%.1f", 1 / median));
    }
    lines.addAll(results.lines());
    lines.add("");
    TextTable ratios = new TextTable(1, "ratio", "value", "quartiles", "target", "");
    for (Ratio ratio : report.ratios()) {
      ratios.row(
          ratio.name(),
          number("%.2f", ratio.value()),
          spread(ratio.rounds()),
          (ratio.atLeast() ? ">= " : "<= ") + number("%.2f", ratio.target()),
          ratio.met() ? "met" : "missed");
    }
    lines.addAll(ratios.lines());
    lines.add("");
    report
        .agreement()
        .forEach(
            (system, difference) ->
                lines.add(
                    "%s: probabilities within %s of allnet's"
                        .formatted(system.key(), number("%.1e", difference))));
    report.notes().forEach(note -> lines.add("note: " + note));
    return lines;
  }

  private static String spread(@Nullable Quartiles rounds) {
    return rounds == null
        ? ""
        : number("%.2f", rounds.low()) + " to " + number("%.2f", rounds.high());
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
