package org.allnet.inference.model;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.allnet.inference.model.SafetensorsHeader.Entry;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.TensorSpec;
import org.jspecify.annotations.Nullable;

/**
 * Which of a file's further tensors belong to another network's answers, by their names: those
 * within the network's own parts, parts that go on with its numbers ({@code layer5} behind {@code
 * layer4}), steps in front of its layers, and tokens beside its own. Heads, decoders and other
 * copies of the weights are beside the network, and what training keeps computes nothing.
 */
final class FurtherTensors {

  /** Endings of names of what training keeps for a weight or counts for a layer. */
  private static final Pattern KEPT_BY_TRAINING =
      Pattern.compile(
          "(.*[._/])?(num_batches_tracked|total_ops|total_params|ema|shadow|momentum(_buffer)?"
              + "|velocity|exp_avg(_sq)?|max_exp_avg_sq|square_avg|ExponentialMovingAverage"
              + "|Adam(_1)?|grad|fisher)(:0)?");

  private static final Pattern NUMBER = Pattern.compile("\\d+[a-z]?");

  /** Steps that some networks have in front of the layers, or that all layers share. */
  private static final Pattern STEP =
      Pattern.compile("(norm|ln|bn)_?pre|pre_?(norm|ln|bn)|rel(ative)?_pos.*");

  /** Tokens that are of training alone. */
  private static final Pattern UNUSED_TOKEN = Pattern.compile("mask_?token|decoder.*");

  private final String prefix;
  private final Set<String> parts;
  private final Set<String> numbered;
  private final Set<Long> tokenWidths;

  /**
   * Creates the rule for a network.
   *
   * @param prefix what is before the network's names in the file
   * @param taken the names of the network's tensors that are taken
   */
  FurtherTensors(NetworkPlan plan, String prefix, Collection<String> taken) {
    this.prefix = prefix;
    this.parts = new LinkedHashSet<>();
    taken.forEach(name -> parts.add(part(name)));
    plan.heads().forEach(name -> parts.remove(part(name)));
    plan.auxiliary().forEach(name -> parts.remove(part(name)));
    this.numbered =
        parts.stream()
            .filter(part -> NUMBER.matcher(part).find())
            .map(FurtherTensors::stem)
            .collect(Collectors.toSet());
    this.tokenWidths =
        plan.tensors().stream()
            .filter(spec -> taken.contains(spec.name()) && spec.name().indexOf('.') < 0)
            .map(TensorSpec::shape)
            .filter(shape -> shape.size() > 1)
            .map(shape -> shape.get(shape.size() - 1))
            .collect(Collectors.toSet());
  }

  /**
   * Returns the tensors without which the file's network gives other answers.
   *
   * @param leftOver names in the file of the tensors that are not taken
   * @param given the file's tensors by their names
   * @return their names; empty if there is none
   */
  List<String> of(Collection<String> leftOver, Map<String, Entry> given) {
    return leftOver.stream()
        .filter(name -> name.startsWith(prefix))
        .filter(name -> changesAnswers(name.substring(prefix.length()), given.get(name)))
        .toList();
  }

  private boolean changesAnswers(String name, @Nullable Entry entry) {
    SafetensorsHeader.Type type = entry == null ? null : entry.known();
    if (entry == null
        || type == null
        || !type.isFloat()
        || KEPT_BY_TRAINING.matcher(name).matches()) {
      return false;
    }
    String part = part(name);
    return parts.contains(part)
        || numbered.contains(stem(part))
        || STEP.matcher(part).matches()
        || (part.equals(name) && isToken(name, entry.shape()));
  }

  /** Whether a tensor of no layer has the width of the network's own, such as its class token. */
  private boolean isToken(String name, List<Long> shape) {
    return shape.size() > 1
        && tokenWidths.contains(shape.get(shape.size() - 1))
        && !UNUSED_TOKEN.matcher(name).matches();
  }

  private static String stem(String part) {
    return NUMBER.matcher(part).replaceAll("#");
  }

  private static String part(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
