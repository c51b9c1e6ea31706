package org.allnet.inference.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.data.Invocation;
import org.allnet.data.OptionException;
import org.allnet.data.Sentence;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FilePlace;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.evaluation.explanation.MapCheckJson;
import org.allnet.evaluation.prediction.Role;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.layer.Layers;
import org.allnet.inference.image.feature.HandcraftedFeatures;
import org.allnet.inference.learner.FittedLearner;
import org.allnet.inference.learner.LearnerLibrary;
import org.allnet.inference.model.ForeignFile.Wanted;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.TensorSpec;
import org.allnet.inference.refusal.RefusalModel;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Networks, learners and their description in one safetensors file. The tensors of a network that
 * is one of several have {@code member1.}, {@code member2.} and so on before their names; a learner
 * is a row of bytes, {@code learner1} and so on, what refuses images another, {@code refusal}, and
 * whether maps of the model can be believed a third, {@code explanation}; the images that were
 * there when it was made are rows of 32 bytes, {@code images.training}, {@code images.validation}
 * and {@code images.hold-out}.
 *
 * @param networks the networks, in the order of the description; whoever has the model closes them
 * @param learners the learners on features, in the order of the description
 * @param seen the images that were there when it was made
 * @param refusal what refuses images that are unlike these or poor; absent if nothing does
 * @param mapCheck whether maps of it can be believed; absent if that was not checked
 * @param description what is known of them
 */
public record ModelFile(
    List<Network> networks,
    List<FittedLearner> learners,
    SeenImages seen,
    @Nullable RefusalModel refusal,
    @Nullable MapCheck mapCheck,
    ModelDescription description)
    implements AutoCloseable {

  /** What a model is called in the folder that it is trained into. */
  public static final String NAME = "model" + Safetensors.ENDING;

  private static final String LEARNER = "learner";
  private static final String REFUSAL = "refusal";
  private static final String EXPLANATION = "explanation";
  private static final String IMAGES = "images.";
  private static final int MOST_DIFFERENCES = 3;

  /** Copies {@code networks} and {@code learners}, so that nothing changes them from outside. */
  public ModelFile {
    networks = List.copyOf(networks);
    learners = List.copyOf(learners);
  }

  /** A model without learners, of which it is not known what it was trained on. */
  public ModelFile(List<Network> networks, ModelDescription description) {
    this(networks, List.of(), SeenImages.NONE, description);
  }

  /** A model that refuses no image, and whose maps are not checked. */
  public ModelFile(
      List<Network> networks,
      List<FittedLearner> learners,
      SeenImages seen,
      ModelDescription description) {
    this(networks, learners, seen, null, null, description);
  }

  /**
   * Writes a model atomically.
   *
   * @param file where to
   * @param half whether to store half precision
   */
  public void write(Path file, boolean half) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < networks.size(); i++) {
      String prefix = prefix(i, networks.size());
      networks.get(i).tensors().forEach((name, tensor) -> tensors.put(prefix + name, tensor));
    }
    try (PointerScope scope = new PointerScope()) {
      for (int i = 0; i < learners.size(); i++) {
        tensors.put(LEARNER + (i + 1), Tensors.ofBytes(learners.get(i).toBytes()));
      }
      if (refusal != null) {
        tensors.put(REFUSAL, Tensors.ofBytes(refusal.toBytes()));
      }
      if (mapCheck != null) {
        byte[] text = MapCheckJson.of(mapCheck).toString().getBytes(StandardCharsets.UTF_8);
        tensors.put(EXPLANATION, Tensors.ofBytes(text));
      }
      for (Role role : SeenImages.ROLES) {
        byte[] rows = seen.bytes(role);
        if (rows.length > 0) {
          tensors.put(IMAGES + role.key(), Tensors.ofBytes(rows));
        }
      }
      Safetensors.write(
          file,
          tensors,
          Map.of(
              "format", "pt", SafetensorsHeader.DESCRIPTION, SafetensorsHeader.json(description)),
          half);
    }
  }

  private static String prefix(int member, int members) {
    return members == 1 ? "" : "member" + (member + 1) + ".";
  }

  /**
   * Reads a model.
   *
   * @param file a file that {@link #write} has made
   * @param device where its weights go
   * @return the model; the caller closes it
   * @throws InputException if the file is missing, cut short, altered, foreign, or its tensors are
   *     not those of its networks and images
   */
  public static ModelFile read(Path file, ComputeDevice device) {
    Safetensors.Content content = Safetensors.read(file, device);
    try {
      ModelDescription description = description(content.metadata(), file);
      List<NetworkPlan> plans =
          description.members().stream().map(member -> new NetworkPlan(member.network())).toList();
      List<FittedLearner> learners = learners(description, content.tensors(), file);
      SeenImages seen = seen(description, content.tensors());
      RefusalModel refusal = refusal(description, content.tensors(), file);
      MapCheck mapCheck = mapCheck(content.tensors(), file);
      check(plans, content, file);
      List<Network> networks = new ArrayList<>();
      for (int i = 0; i < plans.size(); i++) {
        networks.add(network(plans.get(i), prefix(i, plans.size()), content.tensors()));
      }
      return new ModelFile(networks, learners, seen, refusal, mapCheck, description);
    } catch (InputException e) {
      content.tensors().values().forEach(Tensor::close);
      throw e.within(file);
    } catch (OptionException e) {
      content.tensors().values().forEach(Tensor::close);
      throw InputException.in(file, e.sentence(), e);
    } catch (RuntimeException | Error e) {
      content.tensors().values().forEach(Tensor::close);
      throw e;
    }
  }

  /**
   * Tells a model of ALLNet from weights of other programs.
   *
   * @param file a safetensors file
   * @return whether it describes itself as {@link #write} does
   * @throws InputException if the file is missing, cut short or foreign
   */
  public static boolean isOne(Path file) {
    return Safetensors.header(file, Wanted.WEIGHTS)
        .metadata()
        .containsKey(SafetensorsHeader.DESCRIPTION);
  }

  /**
   * Reads what a model file says of itself, without its weights.
   *
   * @param file a file that {@link #write} has made
   * @return the description
   * @throws InputException if the file is missing, cut short or foreign
   */
  public static ModelDescription describe(Path file) {
    return description(Safetensors.metadata(file), file);
  }

  /**
   * Reads the images that were there when a model was made, without its weights.
   *
   * @param file a file that {@link #write} has made
   * @return the images
   * @throws InputException if the file is missing, cut short or foreign, or its images are not as
   *     many as it says
   */
  public static SeenImages seen(Path file) {
    Safetensors.Content content =
        Safetensors.read(
            file, ComputeDevice.of(Device.CPU), Wanted.MODEL, name -> name.startsWith(IMAGES));
    try {
      return seen(description(content.metadata(), file), content.tensors());
    } catch (InputException e) {
      throw e.within(file);
    } finally {
      content.tensors().values().forEach(Tensor::close);
    }
  }

  /**
   * Reads what refuses images, without the weights.
   *
   * @param file a file that {@link #write} has made
   * @return what refuses images; empty if nothing does, as of an earlier version
   * @throws InputException if the file is missing, cut short or foreign, or the part is damaged
   */
  public static Optional<RefusalModel> refusal(Path file) {
    Safetensors.Content content =
        Safetensors.read(file, ComputeDevice.of(Device.CPU), Wanted.MODEL, REFUSAL::equals);
    try {
      return Optional.ofNullable(
          refusal(description(content.metadata(), file), content.tensors(), file));
    } finally {
      content.tensors().values().forEach(Tensor::close);
    }
  }

  /**
   * Reads whether maps of a model can be believed, without its weights.
   *
   * @param file a file that {@link #write} has made
   * @return what was measured; empty if nothing was, as by an earlier version
   * @throws InputException if the file is missing, cut short or foreign, or the part is damaged
   */
  public static Optional<MapCheck> mapCheck(Path file) {
    Safetensors.Content content =
        Safetensors.read(file, ComputeDevice.of(Device.CPU), Wanted.MODEL, EXPLANATION::equals);
    try {
      return Optional.ofNullable(mapCheck(content.tensors(), file));
    } finally {
      content.tensors().values().forEach(Tensor::close);
    }
  }

  /**
   * Refuses a model whose content does not match its checksum, as an interrupted copy's does not.
   *
   * @param file a model file
   * @throws InputException if it is missing, cut short, foreign or altered
   */
  public static void requireUnaltered(Path file) {
    Safetensors.read(file, ComputeDevice.of(Device.CPU)).tensors().values().forEach(Tensor::close);
  }

  /**
   * The same networks with another rule.
   *
   * @param rule the rule
   * @return a model that shares this one's networks
   */
  public ModelFile with(DecisionRule rule) {
    return new ModelFile(networks, learners, seen, refusal, mapCheck, description.with(rule));
  }

  /**
   * The same networks with another rule, which was chosen after the training.
   *
   * @param rule the rule
   * @param time when it was chosen, ISO 8601
   * @return a model that shares this one's networks and says so
   */
  public ModelFile with(DecisionRule rule, String time) {
    return new ModelFile(networks, learners, seen, refusal, mapCheck, description.with(rule, time));
  }

  /**
   * The same model that refuses other images.
   *
   * @param other what refuses them; null if nothing does
   * @return a model that shares this one's networks
   */
  public ModelFile refusing(@Nullable RefusalModel other) {
    return new ModelFile(networks, learners, seen, other, mapCheck, description);
  }

  /**
   * The same model with what was measured of its maps.
   *
   * @param measured whether they can be believed; null if that was not checked
   * @return a model that shares this one's networks
   */
  public ModelFile checked(@Nullable MapCheck measured) {
    return new ModelFile(networks, learners, seen, refusal, measured, description);
  }

  @Override
  public void close() {
    networks.forEach(Network::close);
  }

  /**
   * Returns what tells a model's weights and description from all others.
   *
   * @param file a model file
   * @return its checksum
   * @throws InputException if it is missing, foreign or altered
   */
  public static String checksum(Path file) {
    Map<String, String> texts = Safetensors.metadata(file);
    description(texts, file);
    return Objects.requireNonNull(texts.get(Safetensors.CHECKSUM));
  }

  private static ModelDescription description(Map<String, String> metadata, Path file) {
    String text = metadata.get(SafetensorsHeader.DESCRIPTION);
    if (text == null && metadata.containsKey(Safetensors.DETECTOR)) {
      throw InputException.in(
          file,
          Sentence.of(
              "is a detector, which finds cells in whole fields; ask it by %s, or give a model that %s has made",
              Invocation.of("detect run"), Invocation.of("train")));
    }
    if (text == null && metadata.containsKey(Safetensors.SEGMENTER)) {
      throw InputException.in(
          file,
          Sentence.of(
              "is a segmenter, which outlines cells that a detector has found; give a model that %s has made",
              Invocation.of("train")));
    }
    if (text == null) {
      throw InputException.in(
          file,
          Sentence.of(
              "is a safetensors file but no model of ALLNet; give one that %s has made",
              Invocation.of("train")));
    }
    if (!metadata.containsKey(Safetensors.CHECKSUM)) {
      throw InputException.in(
          file,
          "has no checksum (%s), which every model of ALLNet has; the file is altered, copy it again"
              .formatted(Safetensors.CHECKSUM));
    }
    ModelDescription description =
        SafetensorsHeader.read(
            text, FileFormat.MODEL, ModelDescription.class, file.toString(), ModelFile::upgrade);
    try {
      for (EnsembleMember member : description.members()) {
        NetworkPlan plan = new NetworkPlan(member.network());
        if (description.pipeline().correction() != null && !plan.marks(Layers.Point.LAST_MAP)) {
          throw InputException.in(
              file,
              "correction: network %s has no map that neighbours are told by"
                  .formatted(member.network().architecture()));
        }
      }
    } catch (OptionException e) {
      throw InputException.in(file, Sentence.of("members: network: %s", e.sentence()), e);
    }
    return description;
  }

  /** Version 1 does not say how large its images are, and how far their pixels are apart. */
  private static void upgrade(ObjectNode description, int version) {
    switch (version) {
      case 1 -> {
        if (description.get("provenance") instanceof ObjectNode provenance
            && !provenance.has("scale")) {
          provenance.putNull("scale");
        }
      }
      case 2 -> {
        // the newest
      }
      default -> throw FileFormat.MODEL.unread(version);
    }
  }

  private static Network network(NetworkPlan plan, String prefix, Map<String, Tensor> tensors) {
    Map<String, Tensor> own = new LinkedHashMap<>();
    for (TensorSpec spec : plan.tensors()) {
      own.put(spec.name(), Objects.requireNonNull(tensors.get(prefix + spec.name())));
    }
    return new Network(plan, own);
  }

  /** Takes the learners out of a file's tensors and frees their bytes. */
  private static List<FittedLearner> learners(
      ModelDescription description, Map<String, Tensor> tensors, Path file) {
    List<FittedLearner> learners = new ArrayList<>();
    if (!description.pipeline().learners().isEmpty()) {
      LearnerLibrary.require(file);
    }
    for (int number = 1; number <= description.pipeline().learners().size(); number++) {
      Tensor bytes = tensors.get(LEARNER + number);
      if (bytes == null) {
        throw InputException.in(file, "its " + LEARNER + number + " is missing");
      }
      FittedLearner learner =
          FittedLearner.fromBytes(Tensors.toBytes(bytes), file + ": " + LEARNER + number);
      if (learner.features() != features(description)) {
        throw InputException.in(
            file,
            "its %s%d takes %d features, and there are %d"
                .formatted(LEARNER, number, learner.features(), features(description)));
      }
      if (learner.classes() != description.classes().size()) {
        throw InputException.in(
            file,
            "its %s%d knows %d classes instead of %d"
                .formatted(LEARNER, number, learner.classes(), description.classes().size()));
      }
      learners.add(learner);
      tensors.remove(LEARNER + number);
      bytes.close();
    }
    return learners;
  }

  /** Takes the images out of a file's tensors and frees their bytes. */
  private static SeenImages seen(ModelDescription description, Map<String, Tensor> tensors) {
    Map<Role, byte[]> rows = new EnumMap<>(Role.class);
    for (Role role : SeenImages.ROLES) {
      Tensor bytes = tensors.remove(IMAGES + role.key());
      if (bytes != null) {
        try (bytes) {
          rows.put(role, Tensors.toBytes(bytes));
        }
      }
    }
    return SeenImages.of(rows, description.provenance().images());
  }

  /** Takes what refuses images out of a file's tensors and frees its bytes. */
  private static @Nullable RefusalModel refusal(
      ModelDescription description, Map<String, Tensor> tensors, Path file) {
    Tensor tensor = tensors.remove(REFUSAL);
    if (tensor == null) {
      return null;
    }
    try (Tensor bytes = tensor) {
      RefusalModel refusal = RefusalModel.fromBytes(Tensors.toBytes(bytes), file.toString());
      if (refusal.features() != features(description)) {
        throw InputException.in(
            file,
            "its part that refuses images takes %d features, and there are %d; the file is altered"
                .formatted(refusal.features(), features(description)));
      }
      if (refusal.classes() > description.classes().size()) {
        throw InputException.in(
            file,
            "its part that refuses images has means of %d classes, and there are %d; the file is altered"
                .formatted(refusal.classes(), description.classes().size()));
      }
      return refusal;
    }
  }

  /** Takes what was measured of a model's maps out of a file's tensors and frees its bytes. */
  private static @Nullable MapCheck mapCheck(Map<String, Tensor> tensors, Path file) {
    Tensor tensor = tensors.remove(EXPLANATION);
    if (tensor == null) {
      return null;
    }
    try (Tensor bytes = tensor) {
      return MapCheckJson.read(
          new String(Tensors.toBytes(bytes), StandardCharsets.UTF_8), FilePlace.of(file));
    }
  }

  /** How many numbers learners see of a cell. */
  private static int features(ModelDescription description) {
    return description.pipeline().handcrafted()
        ? HandcraftedFeatures.names().size()
        : description.members().stream()
            .map(member -> new NetworkPlan(member.network()).shape(Layers.Point.FEATURES))
            .mapToInt(shape -> (int) shape.elements())
            .sum();
  }

  private static void check(List<NetworkPlan> plans, Safetensors.Content content, Path file) {
    List<TensorSpec> specs = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      String prefix = prefix(i, plans.size());
      for (TensorSpec spec : plans.get(i).tensors()) {
        specs.add(new TensorSpec(prefix + spec.name(), spec.shape(), spec.trainable()));
      }
    }
    List<String> differences = differences(specs, content);
    if (!differences.isEmpty()) {
      String more =
          differences.size() > MOST_DIFFERENCES
              ? " and " + (differences.size() - MOST_DIFFERENCES) + " more"
              : "";
      throw InputException.in(
          file,
          "its tensors are not those of its network: "
              + String.join(
                  ", ", differences.subList(0, Math.min(MOST_DIFFERENCES, differences.size())))
              + more);
    }
  }

  private static List<String> differences(List<TensorSpec> specs, Safetensors.Content content) {
    Map<String, Tensor> tensors = content.tensors();
    List<String> differences = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (TensorSpec spec : specs) {
      known.add(spec.name());
      Tensor tensor = tensors.get(spec.name());
      if (tensor == null) {
        differences.add(spec.name() + " is missing");
      } else if (!Tensors.shape(tensor).equals(spec.shape())) {
        differences.add(
            spec.name() + " is " + Tensors.shape(tensor) + " instead of " + spec.shape());
      } else if (content.whole().contains(spec.name())) {
        differences.add(spec.name() + " is of whole numbers");
      }
    }
    for (String name : tensors.keySet()) {
      if (!known.contains(name)) {
        differences.add(name + " is not of this network");
      }
    }
    return differences;
  }
}
