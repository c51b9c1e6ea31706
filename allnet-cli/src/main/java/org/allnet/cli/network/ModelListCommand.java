package org.allnet.cli.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.TextTable;
import org.allnet.detect.model.SegmenterDescription;
import org.allnet.inference.network.architecture.Architecture;
import org.allnet.inference.network.architecture.Architectures;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code allnet model list}: the networks that can be trained. */
@Command(
    name = "list",
    description = {
      "List the networks that can be trained, with size and paper.",
      "",
      "Networks classify cells, detectors find them in whole fields, and segmenters outline them, of",
      "three classes: ground, cytoplasm and nucleus. Operations are those of one image.",
      "Parameters are counted as in the papers, without batch norms' running statistics.",
      "They are for 1,000 classes unless --classes says otherwise, those of detectors for COCO's",
      "80; ALLNet's are for its own two classes."
    })
public final class ModelListCommand extends Subcommand {

  private static final int IMAGENET_CLASSES = 1000;
  private static final int OWN_CLASSES = 2;
  private static final int COCO_CLASSES = 80;

  @Mixin
  private ClassCountMixin classes =
      new ClassCountMixin("Number of classes. Default: 1000, 80 for detectors, and 2 for ALLNet.");

  @Mixin private JsonMixin json = new JsonMixin();

  @Override
  public Integer call() {
    List<NetworkPlan> networks =
        Architectures.all().stream()
            .map(architecture -> new NetworkPlan(options(architecture)))
            .toList();
    List<NetworkPlan> detectors =
        Architectures.detectors().stream()
            .map(architecture -> new NetworkPlan(detectorOptions(architecture)))
            .toList();
    List<NetworkPlan> segmenters =
        Architectures.segmenters().stream()
            .map(
                one ->
                    new NetworkPlan(
                        NetworkOptions.segmenter(
                            one.name(), SegmenterDescription.CLASSES, one.inputSize())))
            .toList();
    if (json.isWanted()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("networks", networks.stream().map(ModelListCommand::asMap).toList());
      map.put("detectors", detectors.stream().map(ModelListCommand::asMap).toList());
      map.put("segmenters", segmenters.stream().map(ModelListCommand::asMap).toList());
      out().println(JsonOutput.text(map));
      return GOOD;
    }
    print("name", networks);
    out().println();
    print("detector", detectors);
    out().println();
    print("segmenter", segmenters);
    return GOOD;
  }

  private void print(String head, List<NetworkPlan> plans) {
    TextTable table = new TextTable(1, head, "parameters", "GFLOP", "input", "paper");
    for (NetworkPlan plan : plans) {
      table.row(
          plan.architecture().name(),
          String.format(Locale.ROOT, "%,d", plan.trainable()),
          String.format(Locale.ROOT, "%.1f", plan.flops() / 1e9),
          String.valueOf(plan.options().inputSize()),
          plan.architecture().paper());
    }
    table.lines().forEach(out()::println);
  }

  private NetworkOptions options(Architecture architecture) {
    int usual = architecture.name().equals(Architectures.ALLNET) ? OWN_CLASSES : IMAGENET_CLASSES;
    return NetworkOptions.published(architecture.name(), classes.classes().orElse(usual));
  }

  private NetworkOptions detectorOptions(Architecture detector) {
    return NetworkOptions.detector(
        detector.name(), classes.classes().orElse(COCO_CLASSES), detector.inputSize());
  }

  private static Map<String, Object> asMap(NetworkPlan plan) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", plan.architecture().name());
    map.put("title", plan.architecture().title());
    map.put("paper", plan.architecture().paper());
    map.put("classes", plan.options().classes());
    map.put("inputSize", plan.options().inputSize());
    map.put("trainable", plan.trainable());
    map.put("parameters", plan.parameters());
    map.put("flops", plan.flops());
    return map;
  }
}
