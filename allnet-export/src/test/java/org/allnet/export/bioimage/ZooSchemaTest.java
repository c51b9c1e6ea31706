package org.allnet.export.bioimage;

import static org.allnet.export.bioimage.ZooRule.by;
import static org.allnet.export.bioimage.ZooRule.closed;
import static org.allnet.export.bioimage.ZooRule.list;
import static org.allnet.export.bioimage.ZooRule.matching;
import static org.allnet.export.bioimage.ZooRule.number;
import static org.allnet.export.bioimage.ZooRule.open;
import static org.allnet.export.bioimage.ZooRule.text;
import static org.allnet.export.bioimage.ZooRule.whole;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.allnet.data.image.SegmentationMode;
import org.allnet.export.program.ModelProgram;
import org.allnet.export.program.TinyModel;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.view.Views;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code rdf.yaml} keeps the rules of the JSON schema that the BioImage Model Zoo publishes for
 * models of format 0.5.7. The rules are written here as they are there, for the keys that ALLNet
 * writes; a key that it begins to write has no rule yet and is told.
 */
final class ZooSchemaTest {

  private static final int ANY_LENGTH = Integer.MAX_VALUE;
  private static final ZooRule TEXT = text(0, ANY_LENGTH);
  private static final ZooRule NUMBER = number(-Double.MAX_VALUE, Double.MAX_VALUE);
  private static final ZooRule TYPE = matching("float32|float64|u?int8|u?int16|u?int32|u?int64");

  private static final ZooRule FILE =
      closed(List.of("source"), Map.of("source", text(1, ANY_LENGTH), "sha256", text(64, 64)));

  private static final ZooRule BATCH = closed(List.of("type"), Map.of("type", TEXT, "size", one()));

  private static final ZooRule CHANNEL =
      closed(
          List.of("type", "channel_names"),
          Map.of("type", TEXT, "channel_names", list(1, text(1, ANY_LENGTH))));

  private static final ZooRule SPACE =
      closed(List.of("type", "size"), Map.of("type", TEXT, "id", text(1, 16), "size", whole(1)));

  private static final ZooRule STEP =
      by(
          "id",
          Map.of(
              "ensure_dtype",
              step(closed(List.of("dtype"), Map.of("dtype", TYPE))),
              "scale_linear",
              step(closed(List.of(), Map.of("gain", NUMBER, "offset", NUMBER))),
              "clip",
              step(closed(List.of(), Map.of("min", NUMBER, "max", NUMBER)))));

  private static final ZooRule DATA =
      closed(List.of(), Map.of("type", TYPE, "range", list(2, NUMBER)));

  private static final ZooRule CONFIG =
      open(
          List.of(),
          Map.of(
              "bioimageio",
              open(
                  List.of(),
                  Map.of(
                      "architecture_description",
                      TEXT,
                      "modality",
                      TEXT,
                      "target_structure",
                      list(0, TEXT),
                      "task",
                      TEXT,
                      "out_of_scope_use",
                      TEXT,
                      "model_parameter_count",
                      whole(0),
                      "bias_risks_limitations",
                      open(
                          List.of(),
                          Map.of("known_biases", TEXT, "risks", TEXT, "recommendations", TEXT)),
                      "training",
                      open(List.of(), Map.of("training_epochs", NUMBER))))));

  private static final ZooRule MODEL =
      closed(
          List.of("name", "format_version", "type", "inputs", "outputs", "weights"),
          Map.ofEntries(
              Map.entry("format_version", matching("0\\.5\\.7")),
              Map.entry("type", matching("model")),
              // Longer than 64 is allowed, and other characters are not.
              Map.entry("name", matching("[A-Za-z0-9_\\-() +]{5,128}")),
              Map.entry("description", text(0, 1024)),
              Map.entry(
                  "timestamp",
                  matching("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d.*)?(Z|[+-].*)")),
              Map.entry("authors", list(0, closed(List.of("name"), Map.of("name", TEXT)))),
              Map.entry(
                  "cite",
                  list(
                      0,
                      closed(
                          List.of("text", "doi"),
                          Map.of("text", TEXT, "doi", matching("10\\.[0-9]{4}.+"))))),
              Map.entry("documentation", matching(".+\\.md")),
              Map.entry("covers", list(0, matching(".+\\.(gif|jpe?g|png|svg)"))),
              Map.entry("tags", list(0, TEXT)),
              Map.entry("id_emoji", text(1, 2)),
              Map.entry("inputs", list(1, tensor("preprocessing"))),
              Map.entry("outputs", list(1, tensor("postprocessing"))),
              Map.entry(
                  "weights",
                  closed(
                      List.of(),
                      Map.of(
                          "torchscript",
                          weights("pytorch_version", TEXT),
                          "onnx",
                          weights("opset_version", whole(7))))),
              Map.entry("config", CONFIG)));

  @TempDir static Path folder;

  private static JsonNode written;

  /** A batch has one image, or any number. */
  private static ZooRule one() {
    return number(1, 1);
  }

  private static ZooRule step(ZooRule words) {
    return closed(List.of("id", "kwargs"), Map.of("id", TEXT, "kwargs", words));
  }

  private static ZooRule tensor(String steps) {
    return closed(
        List.of("axes"),
        Map.of(
            "id",
            text(1, 32),
            "description",
            text(0, 128),
            "axes",
            list(1, by("type", Map.of("batch", BATCH, "channel", CHANNEL, "space", SPACE))),
            "test_tensor",
            FILE,
            "data",
            DATA,
            steps,
            list(0, STEP)));
  }

  private static ZooRule weights(String version, ZooRule rule) {
    return closed(
        List.of("source", version),
        Map.of(
            "source",
            text(1, ANY_LENGTH),
            "sha256",
            text(64, 64),
            "parent",
            matching("keras_hdf5|onnx|pytorch_state_dict|tensorflow_.*|torchscript"),
            "comment",
            TEXT,
            version,
            rule));
  }

  private static JsonNode description(Path to, ModelFile model) throws IOException {
    ModelProgram program = ModelProgram.whole(model);
    Files.createDirectories(to);
    BioimageExport.write(to, program, false);
    Map<String, Object> map = ResourceDescription.of(to, program);
    assertThat(Files.readString(to.resolve("rdf.yaml"))).isEqualTo(YamlText.of(map));
    return new ObjectMapper().valueToTree(map);
  }

  @BeforeAll
  static void write() throws IOException {
    try (ModelFile model = TinyModel.alone(SegmentationMode.STRETCHED)) {
      written = description(folder.resolve("alone"), model);
    }
  }

  @Test
  void descriptionOfAModel_keepsTheSchema() {
    assertThat(MODEL.wrong("rdf", written)).isEmpty();
  }

  @Test
  void descriptionOfAnEnsemble_keepsTheSchema() throws IOException {
    try (ModelFile model =
        TinyModel.of(
            SegmentationMode.NONE, false, Views.parse("dihedral"), true, List.of(3.0, 1.0))) {
      assertThat(MODEL.wrong("rdf", description(folder.resolve("two"), model))).isEmpty();
    }
  }

  private static void requireTold(String words, Consumer<ObjectNode> change) {
    ObjectNode changed = written.deepCopy();
    change.accept(changed);
    assertThat(MODEL.wrong("rdf", changed)).singleElement().asString().startsWith(words);
  }

  private static ObjectNode axis(ObjectNode model, int axis) {
    return (ObjectNode) model.at("/inputs/0/axes/" + axis);
  }

  /** The rules can fail. */
  @Test
  void whatTheSchemaForbids_isTold() {
    requireTold("rdf: has no weights", model -> model.remove("weights"));
    requireTold("rdf: has an unknown author", model -> model.put("author", "x"));
    requireTold("rdf.format_version: no", model -> model.put("format_version", "0.5.6"));
    requireTold(
        "rdf.inputs[0].description: no text of 0 to 128",
        model -> ((ObjectNode) model.at("/inputs/0")).put("description", "x".repeat(129)));
    requireTold("rdf.inputs[0].axes[0].size: no", model -> axis(model, 0).put("size", 2));
    requireTold("rdf.inputs[0].axes[2]: has no size", model -> axis(model, 2).remove("size"));
    requireTold("rdf.inputs[0].axes[3].size: no", model -> axis(model, 3).put("size", 40.5));
    requireTold(
        "rdf.inputs[0].preprocessing[1]: has an unknown id",
        model -> ((ObjectNode) model.at("/inputs/0/preprocessing/1")).put("id", "scale"));
    requireTold(
        "rdf.weights.onnx.sha256: no text of 64",
        model -> ((ObjectNode) model.at("/weights/onnx")).put("sha256", "f00"));
    requireTold(
        "rdf.weights.torchscript: has no pytorch_version",
        model -> ((ObjectNode) model.at("/weights/torchscript")).remove("pytorch_version"));
    requireTold(
        "rdf.outputs[0].axes[1].channel_names: no list",
        model -> ((ArrayNode) model.at("/outputs/0/axes/1/channel_names")).removeAll());
    requireTold("rdf.id_emoji: no text", model -> model.put("id_emoji", "owl"));
  }
}
