package org.allnet.cli.network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.allnet.cli.terminal.InputSizeMixin;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.TextTable;
import org.allnet.cli.terminal.WidthMixin;
import org.allnet.data.OptionException;
import org.allnet.detect.model.DetectorDescription;
import org.allnet.detect.model.DetectorFile;
import org.allnet.detect.model.SegmenterDescription;
import org.allnet.detect.model.SegmenterFile;
import org.allnet.evaluation.decision.RefusedBatch;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.prediction.Role;
import org.allnet.inference.model.EnsembleMember;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.model.Safetensors;
import org.allnet.inference.network.architecture.Architectures;
import org.allnet.inference.network.architecture.LayerRow;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.refusal.RefusalModel;
import org.allnet.report.content.MarkWarnings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code allnet model describe}: the layers of an architecture, or what a model file says. */
@Command(
    name = "describe",
    description = {
      "Show the layers of a network, or what the file of a model or detector says.",
      "",
      "A model file says what it was trained on, how it classifies cells and what it promises; a",
      "detector's file says how it finds them. The size options are then the file's own."
    })
public final class ModelDescribeCommand extends Subcommand {

  private static final int CLASSES = 2;

  @Parameters(
      paramLabel = "NAME|MODEL",
      description =
          "The network ('model list' names them all), or a file of a model, detector or segmenter.")
  private String name = "";

  @Mixin
  private InputSizeMixin inputSize =
      new InputSizeMixin("Side of the input. Default: the published network's.");

  @Mixin
  private ClassCountMixin classes =
      new ClassCountMixin("Number of classes. Default: " + CLASSES + ".");

  @Mixin private WidthMixin width = new WidthMixin("Factor on the network's channels. Default: 1.");

  @Mixin private JsonMixin json = new JsonMixin();

  @Override
  public Integer call() {
    // The name of the architecture comes first: the launcher is a file of that name.
    String key = name.toLowerCase(Locale.ROOT);
    boolean known =
        Architectures.all().stream().anyMatch(architecture -> architecture.name().equals(key));
    if (!known && (name.endsWith(Safetensors.ENDING) || Files.isRegularFile(Path.of(name)))) {
      refuse("with a model file, which has its own", "--input-size", "--classes", "--width");
      Path file = Path.of(name);
      if (DetectorFile.isOne(file)) {
        print(DetectorFile.describe(file));
        return GOOD;
      }
      if (SegmenterFile.isOne(file)) {
        print(SegmenterFile.describe(file));
        return GOOD;
      }
      describeFile(
          ModelFile.describe(file),
          ModelFile.refusal(file).map(RefusalModel::describe).orElse(List.of()));
      return GOOD;
    }
    if (!known && Files.isDirectory(Path.of(name))) {
      throw OptionException.ofSetting(
          "model",
          name,
          "model describe: %s is a folder; name a model file, such as %s"
              .formatted(name, Path.of(name, "fold-1", ModelFile.NAME)));
    }
    NetworkOptions published = NetworkOptions.published(key, classes.classes().orElse(CLASSES));
    NetworkPlan plan =
        new NetworkPlan(
            published.with(
                inputSize.inputSize().orElse(published.inputSize()),
                width.width().orElse(1),
                published.dropout()));
    if (json.isWanted()) {
      out().println(JsonOutput.text(asMap(plan)));
    } else {
      describe(plan).forEach(out()::println);
    }
    return GOOD;
  }

  private void print(DetectorDescription detector) {
    if (json.isWanted()) {
      out().println(JsonOutput.text(DetectorText.map(detector)));
    } else {
      DetectorText.lines(detector).forEach(out()::println);
    }
  }

  private void print(SegmenterDescription segmenter) {
    if (json.isWanted()) {
      out().println(JsonOutput.text(SegmenterText.map(segmenter)));
    } else {
      SegmenterText.lines(segmenter).forEach(out()::println);
    }
  }

  private void describeFile(ModelDescription model, List<String> refusal) {
    if (json.isWanted()) {
      Map<String, Object> map = asMap(model);
      map.put("refusal", refusal);
      out().println(JsonOutput.text(map));
      return;
    }
    Provenance from = model.provenance();
    if (from.synthetic()) {
      out().println("SYNTHETIC: trained on synthetic cells; it knows nothing of blood");
    }
    out().printf(Locale.ROOT, "recipe %s, %,d parameters%n", model.recipe(), model.parameters());
    model.members().forEach(member -> out().println(text(member)));
    out().println("sees: " + model.inputText());
    PredictionPipeline pipeline = model.pipeline();
    if (!pipeline.equals(PredictionPipeline.PLAIN)) {
      out()
          .println(
              "answers: %s; views %s, mean of %s"
                  .formatted(
                      model.makeUp(),
                      pipeline.views().text(),
                      pipeline.meanOfLogits() ? "logits" : "probabilities"));
    }
    out()
        .println(
            "classes: " + String.join(", ", model.classes()) + "; positive: " + model.positive());
    out().println("segmentation: " + model.segmentation().key());
    model.rule().describe(model.classSet()).forEach(out()::println);
    refusal.forEach(out()::println);
    if (refusal.isEmpty()) {
      out().println(RefusedBatch.CANT_TELL);
    }
    out()
        .printf(
            Locale.ROOT,
            "trained on %s (fingerprint %s), split by %s, fold model %d of %d, epoch %d, seed %d%n",
            from.dataset(),
            from.fingerprint(),
            from.protocol().key(),
            from.fold(),
            from.folds(),
            from.epoch(),
            from.seed());
    from.splitProtocol().map(MarkWarnings::ofProtocol).ifPresent(out()::println);
    from.begunWith()
        .forEach(one -> out().println(one.note() + " (weights sha256 " + one.sha256() + ")"));
    from.earlierWarning().ifPresent(out()::println);
    if (model.transductive()) {
      out().println(Setting.TRANSDUCTIVE_WARNING);
    }
    out().println(images(from));
    if (from.scale() != null) {
      out().println("training images: " + from.scale().text());
    }
    out().println(from.made());
    if (from.ruleChosen() != null) {
      out().println("decision rule chosen anew " + from.ruleChosen() + ", after training");
    }
    if (!from.metrics().isEmpty()) {
      out()
          .println(
              "on its validation fold, by the most probable class: "
                  + ValidationText.rounded(from.metrics()));
    }
  }

  private static String images(Provenance from) {
    return from.images().isEmpty()
        ? "images: the file does not say which it was trained on"
        : "images by content: %d trained on, %d validated and fitted on, %d held out (split %s)"
            .formatted(
                from.images().getOrDefault(Role.TRAINING.key(), 0),
                from.images().getOrDefault(Role.VALIDATION.key(), 0),
                from.images().getOrDefault(Role.HOLD_OUT.key(), 0),
                from.split() == null ? "unknown" : from.split());
  }

  private static String text(EnsembleMember member) {
    NetworkOptions network = member.network();
    return "network: %s, input %d x %d x %d, width %s, pixels %s, weight %s"
        .formatted(
            network.architecture(),
            network.inputSize(),
            network.inputSize(),
            network.channels(),
            network.width(),
            network.normalisation().key(),
            member.weight());
  }

  private static Map<String, Object> asMap(ModelDescription model) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("recipe", model.recipe());
    map.put("members", model.members());
    map.put("input", model.input());
    map.put("pipeline", model.pipeline());
    map.put("parameters", model.parameters());
    map.put("classes", model.classes());
    map.put("positive", model.positive());
    map.put("segmentation", model.segmentation());
    map.put("rule", model.rule().toJson());
    map.put("provenance", model.provenance());
    return map;
  }

  private List<String> describe(NetworkPlan plan) {
    TextTable table = new TextTable(1, "layer", "output", "parameters");
    for (LayerRow row : plan.table()) {
      table.row(row.layer(), shape(row.shape()), count(row.parameters()));
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    lines.add(plan.architecture().title() + ": " + plan.architecture().paper());
    lines.add("total          " + count(plan.parameters()));
    lines.add("trainable      " + count(plan.trainable()));
    lines.add("not trainable  " + count(plan.parameters() - plan.trainable()));
    lines.add(String.format(Locale.ROOT, "computing      %.1f GFLOP an image", plan.flops() / 1e9));
    return lines;
  }

  private Map<String, Object> asMap(NetworkPlan plan) {
    List<Map<String, Object>> layers = new ArrayList<>();
    for (LayerRow row : plan.table()) {
      Map<String, Object> layer = new LinkedHashMap<>();
      layer.put("layer", row.layer());
      layer.put("shape", row.shape());
      layer.put("parameters", row.parameters());
      layer.put("trainable", row.trainable());
      layer.put("flops", row.flops());
      layers.add(layer);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("architecture", plan.architecture().name());
    map.put("paper", plan.architecture().paper());
    map.put("inputSize", plan.options().inputSize());
    map.put("classes", classes.classes().orElse(CLASSES));
    map.put("width", width.width().orElse(1));
    map.put("parameters", plan.parameters());
    map.put("trainable", plan.trainable());
    map.put("flops", plan.flops());
    map.put("layers", layers);
    return map;
  }

  private static String shape(List<Integer> shape) {
    if (shape.size() == 3) {
      return shape.get(1) + " x " + shape.get(2) + " x " + shape.get(0);
    }
    return shape.stream().map(String::valueOf).collect(Collectors.joining(" x "));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
