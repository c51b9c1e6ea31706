package org.allnet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.allnet.data.InputException;
import org.allnet.data.image.SegmentationMode;
import org.allnet.evaluation.baseline.AreaModel;
import org.allnet.evaluation.baseline.Baselines;
import org.allnet.evaluation.baseline.MajorityClass;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.decision.ConformalSets;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.OperatingPoint;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.image.feature.HandcraftedFeatures;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.learner.FittedLearner;
import org.allnet.inference.learner.Learner;
import org.allnet.inference.learner.LearnerOptions;
import org.allnet.inference.learner.LeftOutRows;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.Normalisation;
import org.allnet.inference.prediction.Predictor;
import org.allnet.inference.transductive.NeighbourhoodOptions;
import org.allnet.inference.view.Views;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Model files of every kind whose description lacks a part, has null for it, has something else, or
 * contradicts itself: each is refused in one line that names the part, and nothing stays behind.
 */
class HostileDescriptionTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Parts that may be null; none may be missing. */
  private static final Set<String> NULLABLE =
      Set.of(
          "rule.point",
          "rule.band",
          "rule.band.error",
          "rule.sets",
          "baselines",
          "baselines.area",
          "pipeline.correction",
          "provenance.split",
          "provenance.scale",
          "provenance.scale.micrometres",
          "provenance.ruleChosen");

  /** Tables whose entries may be any. */
  private static final Set<String> FREE =
      Set.of(
          "provenance.software", "provenance.metrics", "provenance.images", "provenance.begunWith");

  private enum Kind {
    NETWORK,
    ENSEMBLE,
    LEARNER,
    TWO_CHANNEL,
    CORRECTION
  }

  private static NetworkOptions network(Kind kind) {
    return kind == Kind.CORRECTION
        ? new NetworkOptions("resnet18", 2, 32, 0.07, 0, 3, Normalisation.UNIT, false)
        : new NetworkOptions(
            "allnet",
            2,
            27,
            0.0625,
            0.5,
            kind == Kind.TWO_CHANNEL ? 6 : 3,
            Normalisation.UNIT,
            false);
  }

  private static ModelDescription description(Kind kind) {
    NetworkOptions network = network(kind);
    return new ModelDescription(
        "own",
        switch (kind) {
          case LEARNER -> List.of();
          case ENSEMBLE ->
              List.of(new EnsembleMember(network, 0.5), new EnsembleMember(network, 0.7));
          default -> List.of(EnsembleMember.alone(network));
        },
        new InputOptions(SegmentationMode.STRETCHED, 0, kind == Kind.TWO_CHANNEL),
        new PredictionPipeline(
            Views.SINGLE,
            false,
            kind == Kind.LEARNER ? List.of(LearnerOptions.Logistic.DEFAULTS) : List.of(),
            kind == Kind.LEARNER,
            kind == Kind.CORRECTION
                ? new PredictionPipeline.Correction(NeighbourhoodOptions.published(7), 0.5, false)
                : null),
        List.of("all", "hem"),
        "all",
        new DecisionRule(
            new TemperatureScaling(1.5),
            new OperatingPoint(PointRule.Known.YOUDEN, 0.4, 0.9, 0.8),
            new ReferBand(0.3, 0.6, 0.1, 0.7, 0.05),
            new ConformalSets(0.1, List.of(0.5, 0.6))),
        new Baselines(
            new MajorityClass(List.of(0.75, 0.25)),
            new AreaModel(100, 10, List.of(0.1), List.of(1.0))),
        ModelFileTest.description(45).provenance());
  }

  private static Path write(Kind kind, Path folder) {
    Path file = folder.resolve("valid.safetensors");
    ModelDescription description = description(kind);
    List<Network> networks = new ArrayList<>();
    List<FittedLearner> learners = new ArrayList<>();
    try {
      for (EnsembleMember member : description.members()) {
        networks.add(Network.fresh(new NetworkPlan(member.network()), 5, CPU));
      }
      if (kind == Kind.LEARNER) {
        Random random = new Random(3);
        double[][] rows = new double[20][HandcraftedFeatures.names().size()];
        for (double[] row : rows) {
          Arrays.setAll(row, i -> random.nextGaussian());
        }
        int[] labels = new int[rows.length];
        Arrays.setAll(labels, i -> i % 2);
        LeftOutRows leftOut = new LeftOutRows.Beside(rows, labels);
        learners.add(
            Learner.fit(LearnerOptions.Logistic.DEFAULTS, null, rows, labels, 2, leftOut, 7));
      }
      new ModelFile(networks, learners, SeenImages.NONE, description).write(file, false);
    } finally {
      networks.forEach(Network::close);
    }
    return file;
  }

  /** The file with another description and the checksum that goes with it. */
  private static void rewrite(Path valid, JsonNode description, Path hostile) throws IOException {
    byte[] bytes = Files.readAllBytes(valid);
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    ObjectNode header = (ObjectNode) JSON.readTree(Arrays.copyOfRange(bytes, 8, 8 + length));
    ObjectNode texts = NODES.objectNode().put("format", "pt").put("allnet", description.toString());
    CRC32C sum = new CRC32C();
    sum.update(bytes, 8 + length, bytes.length - 8 - length);
    SafetensorsHeader read =
        SafetensorsHeader.parse(
            Arrays.copyOfRange(bytes, 8, 8 + length), bytes.length - 8 - length, "valid");
    Map<String, String> said = Map.of("format", "pt", "allnet", description.toString());
    texts.put(
        Safetensors.CHECKSUM,
        Safetensors.checksum(sum, new SafetensorsHeader(read.entries(), said)));
    header.set("__metadata__", texts);
    byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(8 + text.length + bytes.length - 8 - length);
    out.order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text);
    out.put(bytes, 8 + length, bytes.length - 8 - length);
    Files.write(hostile, out.array());
  }

  private static JsonNode text(Path valid) throws IOException {
    return JSON.readTree(Safetensors.metadata(valid).get("allnet"));
  }

  /** One change of a description: where, to what, and what the refusal has to name. */
  private record BatchTransform(String path, JsonNode changed, String names) {}

  private static List<BatchTransform> changes(JsonNode root) {
    List<BatchTransform> changes = new ArrayList<>();
    walk(root, root, "", "", changes);
    return changes;
  }

  private static void walk(
      JsonNode root, JsonNode here, String pointer, String path, List<BatchTransform> changes) {
    List<String> keys = new ArrayList<>();
    if (here.isObject()) {
      here.fieldNames().forEachRemaining(keys::add);
    } else {
      for (int i = 0; i < here.size(); i++) {
        keys.add(String.valueOf(i));
      }
    }
    for (String key : keys) {
      JsonNode part = here.isObject() ? here.get(key) : here.get(Integer.parseInt(key));
      String at = pointer + "/" + key;
      String name =
          here.isObject() ? (path.isEmpty() ? key : path + "." + key) : path + "[" + key + "]";
      boolean free = FREE.contains(path);
      if (!free) {
        changes.add(
            new BatchTransform(
                "no " + name, without(root, at), here.isObject() ? name : leaf(path)));
      }
      if (!NULLABLE.contains(name)) {
        changes.add(new BatchTransform(name + " null", with(root, at, NODES.nullNode()), name));
      }
      for (JsonNode other : others(part)) {
        changes.add(new BatchTransform(name + " " + other, with(root, at, other), name));
      }
      walk(root, part, at, name, changes);
    }
  }

  private static String leaf(String path) {
    return path.equals("members") ? "" : path.replaceFirst(".*\\.", "");
  }

  /** What is not of the part's kind. */
  private static List<JsonNode> others(JsonNode part) {
    if (part.isNull()) {
      return List.of(NODES.numberNode(3), NODES.booleanNode(true));
    }
    List<JsonNode> all = new ArrayList<>();
    all.add(part.isObject() ? NODES.arrayNode() : NODES.objectNode());
    all.add(part.isArray() ? NODES.textNode("x") : NODES.arrayNode());
    if (part.isNumber()) {
      all.add(NODES.textNode(part.asText()));
      all.add(NODES.textNode("NaN"));
      all.add(NODES.booleanNode(true));
      if (part.isIntegralNumber()) {
        all.add(NODES.numberNode(new java.math.BigInteger("99999999999999999999")));
      }
    } else if (part.isTextual() || part.isBoolean()) {
      all.add(NODES.numberNode(1.5));
      if (part.isTextual()) {
        all.add(NODES.textNode(part.asText() + "\nsecond line"));
      }
    } else {
      all.add(NODES.numberNode(1));
    }
    return all;
  }

  private static JsonNode with(JsonNode root, String pointer, JsonNode value) {
    JsonNode copy = root.deepCopy();
    int cut = pointer.lastIndexOf('/');
    JsonNode parent = copy.at(pointer.substring(0, cut));
    String key = pointer.substring(cut + 1);
    if (parent instanceof ObjectNode object) {
      object.set(key, value);
    } else {
      ((ArrayNode) parent).set(Integer.parseInt(key), value);
    }
    return copy;
  }

  private static JsonNode without(JsonNode root, String pointer) {
    JsonNode copy = root.deepCopy();
    int cut = pointer.lastIndexOf('/');
    JsonNode parent = copy.at(pointer.substring(0, cut));
    String key = pointer.substring(cut + 1);
    if (parent instanceof ObjectNode object) {
      object.remove(key);
    } else {
      ((ArrayNode) parent).remove(Integer.parseInt(key));
    }
    return copy;
  }

  /** Parts that are each of their kind and can't be true together. */
  private static Stream<String[]> contradictions(Kind kind) {
    Stream<String[]> all =
        Stream.of(
            new String[] {"/classes", "[\"all\",\"hem\",\"x\"]", "classes"},
            new String[] {"/classes", "[\"all\",\"all\"]", "classes"},
            new String[] {"/classes", "[\"all\"]", "classes"},
            new String[] {"/positive", "\"blast\"", "positive"},
            new String[] {"/rule/scaling/temperature", "0", "temperature"},
            new String[] {"/rule/scaling/temperature", "-1", "temperature"},
            new String[] {"/rule/point/threshold", "1.5", "threshold"},
            new String[] {"/rule/point/threshold", "-0.1", "threshold"},
            new String[] {"/rule/point/threshold", "0.9", "operating point"},
            new String[] {"/rule/point/rule", "\"\"", "rule"},
            new String[] {"/rule/band/low", "0.9", "band"},
            new String[] {"/rule/band/high", "7", "band"},
            new String[] {"/rule/band/maxError", "2", "band"},
            new String[] {"/rule/band/error", "-3", "band"},
            new String[] {"/rule/sets/alpha", "1", "sets"},
            new String[] {"/rule/sets/maxScores", "[0.5]", "sets"},
            new String[] {"/rule/sets/maxScores", "[0.5,9]", "sets"},
            new String[] {"/baselines/majority/fractions", "[1]", "majority"},
            new String[] {"/baselines/majority/fractions", "[0.9,0.9]", "majority"},
            new String[] {"/baselines/area/slopes", "[]", "area"},
            new String[] {"/baselines/area/deviation", "0", "area"},
            new String[] {"/input/segmentation", "\"knife\"", "segmentation"},
            new String[] {"/provenance/images", "{\"zzz\":1}", "images"},
            new String[] {"/provenance/images", "{\"training\":-1}", "images"},
            new String[] {"/provenance/created", "\"soon\"", "created"},
            new String[] {"/input/crop", "-4", "crop"},
            new String[] {"/pipeline/views", "\"many\"", "views"},
            new String[] {"/pipeline/learners", "[\"oracle\"]", "learner"},
            new String[] {"/provenance/fold", "9", "fold"},
            new String[] {"/provenance/folds", "0", "folds"},
            new String[] {"/provenance/epoch", "-1", "epoch"},
            new String[] {"/provenance/protocol", "\"\"", "protocol"},
            new String[] {"/provenance/protocol", "\"subjects\"", "protocol"},
            new String[] {"/classes", "[\"all\",\"\"]", "classes"},
            new String[] {"/classes", "[\"all\",\" \"]", "classes"},
            new String[] {"/classes", "[\"all\",\"he\\nm\"]", "classes"},
            new String[] {"/provenance/protocol", "\"none\"", "protocol"},
            new String[] {"/provenance/split", "null", "split"},
            new String[] {"/provenance/split", "\"\"", "split"},
            new String[] {"/provenance/scale/side", "-1", "scale.side"},
            new String[] {"/provenance/scale/micrometres", "0", "scale.micrometres"},
            new String[] {"/provenance/scale/micrometres", "null", "scale"},
            new String[] {"/provenance/scale/source", "\"\"", "scale"},
            new String[] {"/provenance/ruleChosen", "\"\"", "ruleChosen"},
            new String[] {"/provenance/ruleChosen", "\"yesterday\"", "ruleChosen"},
            new String[] {"/provenance/begunWith/0/file", "\"\"", "begunWith"},
            new String[] {"/provenance/begunWith/0/sha256", "\"x\"", "begunWith"},
            new String[] {"/unheardOf", "1", "unheardOf"});
    Stream<String[]> ofNetworks =
        Stream.of(
            new String[] {"/members", "[]", "members"},
            new String[] {"/members/0/weight", "0", "weight"},
            new String[] {"/members/0/weight", "-2", "weight"},
            new String[] {"/members/0/network/classes", "3", "classes"},
            new String[] {"/members/0/network/architecture", "\"skynet\"", "network"},
            new String[] {"/members/0/network/inputSize", "5", "network"},
            new String[] {"/members/0/network/width", "0", "network"},
            new String[] {"/members/0/network/width", "0.5", "tensors"},
            new String[] {"/members/0/network/dropout", "1", "network"},
            new String[] {"/members/0/network/channels", "4", "network"},
            new String[] {
              "/members/0/network/channels", kind == Kind.TWO_CHANNEL ? "3" : "6", "channels"
            },
            new String[] {"/members/0/network/normalisation", "\"odd\"", "normalisation"},
            new String[] {"/members/0/network/boxHead", "true", "box"},
            new String[] {
              "/input/stacked", kind == Kind.TWO_CHANNEL ? "false" : "true", "channels"
            },
            new String[] {"/pipeline/handcrafted", "true", "handcrafted"},
            new String[] {"/pipeline/learners", "[\"logistic\"]", "learner1"});
    Stream<String[]> ofLearners =
        Stream.of(
            new String[] {"/pipeline/learners", "[]", "members"},
            new String[] {"/pipeline/learners", "[\"logistic\",\"logistic\"]", "learner2"},
            new String[] {"/pipeline/handcrafted", "false", "handcrafted"});
    Stream<String[]> ofCorrection =
        Stream.of(
            new String[] {"/pipeline/correction/prevalence", "2", "prevalence"},
            new String[] {"/pipeline/correction/options/words", "0", "words"},
            new String[] {"/pipeline/correction/options/blastVotes", "9", "blast votes"},
            new String[] {"/pipeline/correction/options/passes", "-1", "passes"});
    return Stream.concat(
        all,
        kind == Kind.LEARNER
            ? ofLearners
            : kind == Kind.CORRECTION ? Stream.concat(ofNetworks, ofCorrection) : ofNetworks);
  }

  @ParameterizedTest
  @EnumSource
  void read_hostileDescription_isRefusedByName(Kind kind, @TempDir Path folder) throws IOException {
    Path valid = write(kind, folder);
    Path hostile = folder.resolve("hostile.safetensors");
    JsonNode root = text(valid);
    rewrite(valid, root, hostile);
    Predictor.load(hostile, CPU).close();
    List<BatchTransform> changes = changes(root);
    for (String[] said : contradictions(kind).toList()) {
      changes.add(
          new BatchTransform(
              said[0] + " " + said[1], with(root, said[0], JSON.readTree(said[1])), said[2]));
    }
    assertThat(changes).hasSizeGreaterThan(200);
    long pointers = Pointer.totalCount();
    long handles = handles();
    List<String> wrong = new ArrayList<>();
    for (BatchTransform change : changes) {
      rewrite(valid, change.changed(), hostile);
      try {
        Predictor.load(hostile, CPU).close();
        wrong.add(change.path() + ": is taken");
      } catch (InputException e) {
        String line = String.valueOf(e.getMessage());
        if (line.contains("\n")
            || line.contains("Cannot ") // the parser's words, for programmers
            || line.contains("deserial")
            || !line.startsWith(hostile.toString())
            || !line.substring(hostile.toString().length()).contains(change.names())) {
          wrong.add(change.path() + ": " + line);
        }
      } catch (RuntimeException | Error e) {
        wrong.add(change.path() + ": " + e);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers);
    // Java opens a file of its own now and then; one for each of the changes would be hundreds.
    assertThat(handles()).isLessThan(handles + 10);
  }

  private static long handles() throws IOException {
    Path own = Path.of("/proc/self/fd");
    if (!Files.isDirectory(own)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(own)) {
      return all.count();
    }
  }
}
