package org.allnet.cli.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.TextTable;
import org.allnet.inference.network.architecture.Architecture;
import org.allnet.inference.network.architecture.Architectures;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code allnet model list}: the networks that can be trained. */
@Command(
    name = "list",
    description = {
      "List the networks that can be trained, with parameters, operations and paper.",
      "",
      "Operations are those of one image. Parameters are counted as in the papers, without batch",
      "norms' running statistics. They are for 1,000 classes unless --classes says otherwise;",
      "ALLNet's are for its own two classes."
    })
public final class ModelListCommand extends Subcommand {

  private static final int IMAGENET_CLASSES = 1000;
  private static final int OWN_CLASSES = 2;

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Number of classes. Default: 1000, and 2 for ALLNet.")
  private int classes;

  @Mixin private JsonMixin json = new JsonMixin();

  @Override
  public Integer call() {
    List<NetworkPlan> plans =
        Architectures.all().stream()
            .map(architecture -> new NetworkPlan(options(architecture)))
            .toList();
    if (json.isWanted()) {
      List<Map<String, Object>> rows = new ArrayList<>();
      plans.forEach(plan -> rows.add(asMap(plan)));
      out().println(JsonOutput.text(Map.of("networks", rows)));
      return GOOD;
    }
    TextTable table = new TextTable(1, "name", "parameters", "GFLOP", "input", "paper");
    for (NetworkPlan plan : plans) {
      table.row(
          plan.architecture().name(),
          String.format(Locale.ROOT, "%,d", plan.trainable()),
          String.format(Locale.ROOT, "%.1f", plan.flops() / 1e9),
          String.valueOf(plan.options().inputSize()),
          plan.architecture().paper());
    }
    table.lines().forEach(out()::println);
    return GOOD;
  }

  private NetworkOptions options(Architecture architecture) {
    int usual = architecture.name().equals(Architectures.ALLNET) ? OWN_CLASSES : IMAGENET_CLASSES;
    return NetworkOptions.published(architecture.name(), classes == 0 ? usual : classes);
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
