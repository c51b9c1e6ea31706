package org.allnet.network.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.AllNetException;
import org.allnet.data.InputException;
import org.allnet.evaluation.operating.DecisionRule;
import org.allnet.network.architecture.AllNet;
import org.allnet.network.architecture.AllNetPlan;
import org.allnet.network.architecture.Network;
import org.allnet.network.architecture.TensorSpec;
import org.allnet.network.device.ComputeDevice;
import org.bytedeco.pytorch.Tensor;

/**
 * A network and its description in one safetensors file.
 *
 * @param network the network; whoever has the model closes it
 * @param description what is known of it
 */
public record ModelFile(Network network, ModelDescription description) {

  private static final String DESCRIPTION = "allnet";
  private static final int MOST_DIFFERENCES = 3;

  /**
   * Writes a model atomically.
   *
   * @param file where to
   * @param network the weights
   * @param description what to say of them
   * @param half whether to store half precision
   */
  public static void write(Path file, Network network, ModelDescription description, boolean half) {
    Safetensors.write(
        file,
        network.tensors(),
        Map.of("format", "pt", DESCRIPTION, SafetensorsHeader.json(description)),
        half);
  }

  /**
   * Reads a model.
   *
   * @param file a file that {@link #write} has made
   * @param device where its weights go
   * @return the model; the caller closes its network
   * @throws InputException where the file is missing, cut short, altered, foreign, or its tensors
   *     are not those of its network
   */
  public static ModelFile read(Path file, ComputeDevice device) {
    Safetensors.Content content = Safetensors.read(file, device);
    try {
      ModelDescription description = description(content.metadata(), file);
      AllNetPlan plan = new AllNetPlan(description.options());
      return new ModelFile(
          new AllNet(plan, inOrder(plan.tensors(), content.tensors(), file)), description);
    } catch (AllNetException e) {
      content.tensors().values().forEach(Tensor::close);
      throw e instanceof InputException ? e : new InputException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads what a model file says of itself, without its weights.
   *
   * @param file a file that {@link #write} has made
   * @return the description
   * @throws InputException where the file is missing, cut short or foreign
   */
  public static ModelDescription describe(Path file) {
    return description(Safetensors.metadata(file), file);
  }

  /**
   * The same network with another rule.
   *
   * @param rule the rule
   * @return a model that shares this one's network
   */
  public ModelFile with(DecisionRule rule) {
    return new ModelFile(network, description.with(rule));
  }

  private static ModelDescription description(Map<String, String> metadata, Path file) {
    String text = metadata.get(DESCRIPTION);
    if (text == null) {
      throw new InputException(
          file + ": is a safetensors file but no model of ALLNet; give one that 'train' has made");
    }
    ModelDescription description =
        SafetensorsHeader.read(text, ModelDescription.class, file.toString());
    if (!ModelDescription.ALLNET.equals(description.architecture())) {
      throw new InputException(
          file + ": holds the network '" + description.architecture() + "', which is unknown here");
    }
    return description;
  }

  private static Map<String, Tensor> inOrder(
      List<TensorSpec> specs, Map<String, Tensor> tensors, Path file) {
    List<String> differences = new ArrayList<>();
    Map<String, Tensor> ordered = new LinkedHashMap<>();
    for (TensorSpec spec : specs) {
      Tensor tensor = tensors.get(spec.name());
      if (tensor == null) {
        differences.add(spec.name() + " is missing");
        continue;
      }
      List<Long> shape = new ArrayList<>();
      for (int axis = 0; axis < tensor.dim(); axis++) {
        shape.add(tensor.size(axis));
      }
      if (!shape.equals(spec.shape())) {
        differences.add(spec.name() + " is " + shape + " instead of " + spec.shape());
      }
      ordered.put(spec.name(), tensor);
    }
    for (String name : tensors.keySet()) {
      if (!ordered.containsKey(name)) {
        differences.add(name + " is not of this network");
      }
    }
    if (!differences.isEmpty()) {
      String more =
          differences.size() > MOST_DIFFERENCES
              ? " and " + (differences.size() - MOST_DIFFERENCES) + " more"
              : "";
      throw new InputException(
          file
              + ": its tensors are not those of its network: "
              + String.join(
                  ", ", differences.subList(0, Math.min(MOST_DIFFERENCES, differences.size())))
              + more);
    }
    return ordered;
  }
}
