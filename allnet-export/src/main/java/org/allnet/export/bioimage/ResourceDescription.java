package org.allnet.export.bioimage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.data.ForeignFailure;
import org.allnet.data.RunException;
import org.allnet.data.file.Sha256;
import org.allnet.export.onnx.OnnxExport;
import org.allnet.export.program.ExportCard;
import org.allnet.export.program.ExportFacts;
import org.allnet.export.program.ModelProgram;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.Provenance;

/** What the BioImage Model Zoo wants to know of a model: the content of {@code rdf.yaml}. */
final class ResourceDescription {

  /** The version of the zoo's format of models. */
  static final String FORMAT = "0.5.7";

  /** Who trained a model is in none of its files, and neither is a licence for its weights. */
  private static final String AUTHOR = "To be named by who publishes the model";

  private static final String TORCHSCRIPT = "torchscript";

  private static final List<String> ADJECTIVES =
      List.of("calm", "careful", "gentle", "patient", "quiet", "steady", "watchful", "wise");

  private static final List<String[]> ANIMALS =
      List.of(
          new String[] {"owl", "🦉"},
          new String[] {"otter", "🦦"},
          new String[] {"hedgehog", "🦔"},
          new String[] {"turtle", "🐢"},
          new String[] {"dolphin", "🐬"},
          new String[] {"badger", "🦡"},
          new String[] {"penguin", "🐧"},
          new String[] {"whale", "🐋"});

  private ResourceDescription() {}

  /**
   * Returns the description of a model whose other files are written.
   *
   * @param folder where they are
   * @param program the model's steps
   */
  static Map<String, Object> of(Path folder, ModelProgram program) {
    ModelDescription model = program.description();
    String created = model.provenance().created();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format_version", FORMAT);
    map.put("type", "model");
    map.put("name", ExportCard.title(program));
    map.put(
        "description",
        "Tells %s apart in microscope images of single cells on black. %s"
            .formatted(String.join(", ", model.classes()), ExportFacts.NOTICE));
    map.put("timestamp", created.isEmpty() ? Instant.EPOCH.toString() : created);
    map.put("authors", List.of(Map.of("name", AUTHOR)));
    map.put(
        "cite",
        List.of(
            ordered(
                "text", "Sampathila et al. 2022, ALLNet", "doi", "10.3390/healthcare10101812")));
    map.put("documentation", BioimageExport.CARD);
    map.put("covers", List.of(BioimageExport.COVER));
    map.put(
        "tags",
        List.of("classification", "cell", "leukemia", "2d", "pytorch", "onnx", "light-microscopy"));
    map.put("id_emoji", animal(model)[1]);
    map.put("inputs", List.of(input(folder, program)));
    map.put("outputs", List.of(output(folder, program)));
    map.put("weights", weights(folder));
    map.put("config", ordered("bioimageio", config(program), "allnet", ExportFacts.of(program)));
    return map;
  }

  private static Map<String, Object> input(Path folder, ModelProgram program) {
    return ordered(
        "id",
        OnnxExport.INPUT,
        "description",
        "one cell, red, green and blue from 0 to 255, black around it",
        "axes",
        List.of(
            ordered("type", "batch", "size", 1),
            ordered("type", "channel", "channel_names", List.of("red", "green", "blue")),
            ordered("type", "space", "id", "y", "size", program.side()),
            ordered("type", "space", "id", "x", "size", program.side())),
        "data",
        ordered("type", "float32", "range", List.of(0, 255)),
        "preprocessing",
        List.of(
            ordered("id", "ensure_dtype", "kwargs", Map.of("dtype", "float32")),
            ordered("id", "scale_linear", "kwargs", ordered("gain", 1 / 255.0, "offset", 0.0)),
            ordered("id", "clip", "kwargs", ordered("min", 0.0, "max", 1.0)),
            ordered("id", "ensure_dtype", "kwargs", Map.of("dtype", "float32"))),
        "test_tensor",
        file(folder, BioimageExport.TEST_INPUT));
  }

  private static Map<String, Object> output(Path folder, ModelProgram program) {
    return ordered(
        "id",
        OnnxExport.LOGITS,
        "description",
        "logits; softmax of logits / %s gives probabilities".formatted(program.temperature()),
        "axes",
        List.of(
            ordered("type", "batch", "size", 1),
            ordered("type", "channel", "channel_names", identifiers(program.classes()))),
        "data",
        ordered("type", "float32"),
        "postprocessing",
        List.of(ordered("id", "ensure_dtype", "kwargs", Map.of("dtype", "float32"))),
        "test_tensor",
        file(folder, BioimageExport.TEST_OUTPUT));
  }

  /** TorchScript is the parent of ONNX: the zoo wants one kind of weights that others come from. */
  private static Map<String, Object> weights(Path folder) {
    Map<String, Object> script = file(folder, BioimageExport.SCRIPT);
    script.put("pytorch_version", "2.10.0");
    script.put("comment", "operations of PyTorch 1.13 and before");
    Map<String, Object> onnx = file(folder, BioimageExport.ONNX);
    onnx.put("parent", TORCHSCRIPT);
    onnx.put("opset_version", OnnxExport.OPSET);
    onnx.put("comment", "also gives calibrated probabilities");
    return ordered(TORCHSCRIPT, script, "onnx", onnx);
  }

  private static Map<String, Object> config(ModelProgram program) {
    ModelDescription model = program.description();
    String[] animal = animal(model);
    int adjective = Math.floorMod(print(model) / ANIMALS.size(), ADJECTIVES.size());
    return ordered(
        "nickname",
        ADJECTIVES.get(adjective) + "-" + animal[0],
        "nickname_icon",
        animal[1],
        "architecture_description",
        model.makeUp(),
        "modality",
        "bright-field light microscopy, stained",
        "target_structure",
        List.of("white blood cells"),
        "task",
        "classification",
        "model_parameter_count",
        model.parameters(),
        "out_of_scope_use",
        ExportFacts.NOTICE + " Do not decide about a patient by it.",
        "bias_risks_limitations",
        ordered(
            "known_biases",
            "It knows the stain, microscope and magnification of its training images alone.",
            "risks",
            "It answers about every image, also about one that shows no cell of its classes.",
            "recommendations",
            "Measure it on labelled images of your own before you trust it."),
        "training",
        ordered("training_epochs", model.provenance().epoch()));
  }

  /** The same number for the same training, today and elsewhere. */
  private static int print(ModelDescription model) {
    Provenance from = model.provenance();
    return List.of(model.recipe(), from.fingerprint(), from.seed(), from.fold(), from.created())
        .toString()
        .hashCode();
  }

  private static String[] animal(ModelDescription model) {
    return ANIMALS.get(Math.floorMod(print(model), ANIMALS.size()));
  }

  /** Names of classes as the zoo wants channels to be called: letters, digits and underscores. */
  static List<String> identifiers(List<String> classes) {
    List<String> names = new ArrayList<>();
    for (String name : classes) {
      String plain = name.replaceAll("[^A-Za-z0-9_]", "_").toLowerCase(Locale.ROOT);
      String begun = plain.matches("[a-z].*") ? plain : "class_" + plain;
      names.add(names.contains(begun) ? begun + "_" + names.size() : begun);
    }
    return names;
  }

  private static Map<String, Object> file(Path folder, String name) {
    return ordered("source", name, "sha256", sha256(folder.resolve(name)));
  }

  /** Of the content alone, as other programs hash a file. */
  private static String sha256(Path file) {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw RunException.in(file, "can't be read again (" + ForeignFailure.words(e) + ")", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Keys and values in turn, in that order. */
  private static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
