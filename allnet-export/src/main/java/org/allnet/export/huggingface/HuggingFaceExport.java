package org.allnet.export.huggingface;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.RunException;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.file.Json;
import org.allnet.export.program.ExportCard;
import org.allnet.export.program.ExportFacts;
import org.allnet.export.program.ExportRule;
import org.allnet.export.program.ModelProgram;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.Safetensors;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.view.Views;

/**
 * Writes a network's weights as a folder of the Hugging Face Hub: {@code model.safetensors} in the
 * names that torchvision or timm give to its parameters, {@code config.json} and a model card.
 */
public final class HuggingFaceExport {

  private static final String WEIGHTS = "model" + Safetensors.ENDING;
  private static final String CONFIGURATION = "config.json";
  private static final String CARD = "README.md";

  /** The files of the folder. */
  public static final List<String> FILES = List.of(WEIGHTS, CONFIGURATION, CARD);

  private HuggingFaceExport() {}

  /**
   * Writes a model, each file atomically.
   *
   * @param folder where to
   * @param program the model's steps
   * @param half whether weights are kept in float16
   * @throws RunException if {@link ExportRule} refuses the model, several networks or views answer,
   *     or a file can't be written
   */
  public static void write(Path folder, ModelProgram program, boolean half) {
    ModelDescription description = program.description();
    ExportRule.require(folder, description);
    if (description.members().size() != 1 || !description.pipeline().views().equals(Views.SINGLE)) {
      throw RunException.in(
          folder,
          "the model is %s, views %s, and a file of weights holds one network that looks once; export torchscript or onnx"
              .formatted(description.makeUp(), description.pipeline().views().text()));
    }
    Network network = program.model().networks().get(0);
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("format", "pt");
    ExportFacts.of(program).forEach((key, value) -> texts.put("allnet." + key, value));
    Safetensors.write(folder.resolve(WEIGHTS), network.tensors(), texts, half);
    AtomicFile.writeText(
        folder.resolve(CONFIGURATION),
        Json.indented(configuration(program, network.plan().options())) + "\n");
    AtomicFile.writeText(folder.resolve(CARD), frontMatter(program) + card(program));
  }

  private static Map<String, Object> configuration(ModelProgram program, NetworkOptions options) {
    Map<String, Object> pretrained = new LinkedHashMap<>();
    pretrained.put("input_size", List.of(options.channels(), program.side(), program.side()));
    pretrained.put("fixed_input_size", true);
    pretrained.put("interpolation", "bilinear");
    pretrained.put("crop_pct", 1.0);
    pretrained.put("mean", options.normalisation().meansOfRgb());
    pretrained.put("std", options.normalisation().deviationsOfRgb());
    pretrained.put("num_classes", program.classes().size());
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("architecture", options.architecture().replace('-', '_'));
    configuration.put("num_classes", program.classes().size());
    configuration.put("label_names", program.classes());
    configuration.put("pretrained_cfg", pretrained);
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("width", options.width());
    own.put("normalisation", options.normalisation().key());
    own.putAll(ExportFacts.of(program));
    // The weights alone are here: whoever loads them segments and normalises.
    own.put("segmentation_in_graph", "none");
    own.put("normalisation_in_graph", "false");
    configuration.put("allnet", own);
    return configuration;
  }

  private static String frontMatter(ModelProgram program) {
    List<String> lines = new ArrayList<>();
    lines.add("---");
    lines.add("pipeline_tag: image-classification");
    lines.add("tags:");
    for (String tag :
        List.of("image-classification", "pytorch", "safetensors", "leukemia", "allnet")) {
      lines.add("- " + tag);
    }
    lines.add("---");
    return String.join("\n", lines) + "\n";
  }

  private static String card(ModelProgram program) {
    return ExportCard.of(
        ModelProgram.bare(program.model()),
        List.of(
            "`%s`: the weights, in the names of torchvision or timm if the network has them; a training in ALLNet can begin with them"
                .formatted(WEIGHTS),
            "`%s`: the network, its input and the names of its classes. Here segmentation and normalisation are yours to do: they are no weights"
                .formatted(CONFIGURATION)));
  }
}
