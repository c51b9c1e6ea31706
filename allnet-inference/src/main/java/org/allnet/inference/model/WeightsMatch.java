package org.allnet.inference.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.allnet.data.InputException;
import org.allnet.inference.model.SafetensorsHeader.Entry;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.TensorSpec;
import org.jspecify.annotations.Nullable;

/**
 * Which tensor of a file goes where in a network, told by names and shapes alone.
 *
 * @param prefix what is before the network's names in the file; mostly nothing
 * @param taken the name in the file of each of the network's tensors that is taken, by its name in
 *     the network
 * @param adapted names of those that have to be repeated or interpolated to fit
 * @param fresh names of the network's tensors that keep their fresh values
 * @param leftOver names of the file's tensors that the network has no place for
 */
record WeightsMatch(
    String prefix,
    Map<String, String> taken,
    List<String> adapted,
    List<String> fresh,
    List<String> leftOver) {

  /** Ending of names that training keeps and inference has no use for. */
  private static final String COUNTER = "num_batches_tracked";

  private static final String POSITIONS = "pos_embed";

  private static final int MOST_NAMED = 3;

  /**
   * Matches the names of a file with those of a network.
   *
   * @param file the file, for messages
   * @param header its header
   * @param plan the network
   * @throws InputException if the file holds the weights of another network, or of one that has
   *     further layers among this one's, this network's more than once, or numbers that are no
   *     weights
   */
  static WeightsMatch of(Path file, SafetensorsHeader header, NetworkPlan plan) {
    Map<String, Entry> given = PublishedNames.of(header, plan);
    List<TensorSpec> needed = needed(plan);
    String prefix = prefix(file, needed, given.keySet(), plan);
    Set<String> fresh = new LinkedHashSet<>(plan.heads());
    if (plan.auxiliary().stream().noneMatch(name -> given.containsKey(prefix + name))) {
      fresh.addAll(plan.auxiliary());
    }
    List<String> adapted = new ArrayList<>();
    List<String> differences = new ArrayList<>();
    Map<String, String> taken = new LinkedHashMap<>();
    for (TensorSpec spec : plan.tensors()) {
      if (fresh.contains(spec.name())) {
        continue;
      }
      Entry entry = given.get(prefix + spec.name());
      String difference = difference(spec, entry);
      if (difference != null) {
        differences.add(spec.name() + difference);
        continue;
      }
      if (entry != null) {
        taken.put(spec.name(), entry.name());
        if (!entry.shape().equals(spec.shape())) {
          adapted.add(spec.name());
        }
      }
    }
    if (!differences.isEmpty()) {
      refuseMixed(file, plan, prefix, fresh, given.keySet());
      throw refused(file, plan, prefix, differences, given);
    }
    Set<String> leftOver = new TreeSet<>(given.keySet());
    taken.keySet().forEach(name -> leftOver.remove(prefix + name));
    plan.heads().forEach(name -> leftOver.remove(prefix + name));
    leftOver.removeIf(name -> name.endsWith(COUNTER));
    refuseRicher(file, plan, prefix, taken, leftOver, given);
    return new WeightsMatch(
        prefix,
        taken,
        adapted,
        plan.tensors().stream().map(TensorSpec::name).filter(fresh::contains).toList(),
        leftOver.stream().map(name -> ownName(given, name)).toList());
  }

  /** The name that a tensor has in the file itself. */
  private static String ownName(Map<String, Entry> given, String name) {
    Entry entry = given.get(name);
    return entry == null ? name : entry.name();
  }

  /**
   * Returns the names in the file of the network's heads, which are not taken.
   *
   * @param header the file's header
   * @param plan the network
   * @return those that are there as numbers that are read
   */
  List<String> heads(SafetensorsHeader header, NetworkPlan plan) {
    Map<String, Entry> given = PublishedNames.of(header, plan);
    return plan.heads().stream()
        .map(head -> given.get(prefix + head))
        .filter(Objects::nonNull)
        .filter(entry -> entry.known() != null && entry.known().isFloat())
        .map(Entry::name)
        .toList();
  }

  /** The tensors that a file has to have. */
  private static List<TensorSpec> needed(NetworkPlan plan) {
    Set<String> optional = new LinkedHashSet<>(plan.heads());
    optional.addAll(plan.auxiliary());
    return plan.tensors().stream().filter(spec -> !optional.contains(spec.name())).toList();
  }

  /** What is before most of the needed names; nothing if there is no better. */
  private static String prefix(
      Path file, List<TensorSpec> needed, Set<String> given, NetworkPlan plan) {
    Map<String, Integer> counts = new TreeMap<>();
    counts.put("", 0);
    for (TensorSpec spec : needed) {
      for (String name : given) {
        if (name.endsWith(spec.name())) {
          counts.merge(name.substring(0, name.length() - spec.name().length()), 1, Integer::sum);
        }
      }
    }
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    List<String> best =
        counts.entrySet().stream()
            .filter(count -> count.getValue() == most)
            .map(Map.Entry::getKey)
            .toList();
    if (best.contains("")) {
      return "";
    }
    if (best.size() > 1 && most == needed.size()) {
      throw InputException.in(
          file,
          "holds the weights of %s %d times, under '%s'; save those that you want in a file of their own"
              .formatted(plan.architecture().name(), best.size(), String.join("' and '", best)));
    }
    return best.get(0);
  }

  /** What is wrong with an entry for a tensor, in words that go on its name; null if nothing is. */
  private static @Nullable String difference(TensorSpec spec, @Nullable Entry entry) {
    if (entry == null) {
      return " is missing";
    }
    SafetensorsHeader.Type type = entry.known();
    if (type == null || !type.isFloat()) {
      return " has type '" + entry.dtype() + "', and weights are F64, F32, F16 or BF16";
    }
    boolean fits =
        entry.shape().equals(spec.shape())
            || isRepeated(spec, entry.shape())
            || isInterpolated(spec, entry.shape());
    return fits ? null : " is " + entry.shape() + " instead of " + spec.shape();
  }

  /** Whether a first convolution of three channels is to be one of six. */
  static boolean isRepeated(TensorSpec spec, List<Long> has) {
    List<Long> wants = spec.shape();
    return has.size() == 4
        && wants.size() == 4
        && wants.get(1) == 2 * has.get(1)
        && has.get(1) == 3
        && has.get(0).equals(wants.get(0))
        && has.subList(2, 4).equals(wants.subList(2, 4));
  }

  /** Whether positions of a square grid behind the class token's are to be those of another. */
  private static boolean isInterpolated(TensorSpec spec, List<Long> has) {
    List<Long> wants = spec.shape();
    return spec.name().equals(POSITIONS)
        && has.size() == 3
        && has.get(0) == 1
        && has.get(2).equals(wants.get(2))
        && isSquare(has.get(1) - 1)
        && isSquare(wants.get(1) - 1);
  }

  private static boolean isSquare(long count) {
    long side = Math.round(Math.sqrt(count));
    return count > 0 && side * side == count;
  }

  /** Refuses a file in which a part of the network's names has another prefix than the rest. */
  private static void refuseMixed(
      Path file, NetworkPlan plan, String prefix, Set<String> fresh, Set<String> given) {
    List<String> like = new ArrayList<>();
    List<String> unlike = new ArrayList<>();
    Set<String> placed = new LinkedHashSet<>();
    plan.tensors().forEach(spec -> placed.add(prefix + spec.name()));
    for (TensorSpec spec : plan.tensors()) {
      if (given.contains(prefix + spec.name())) {
        like.add(prefix + spec.name());
      } else if (!fresh.contains(spec.name())) {
        given.stream()
            .filter(name -> !placed.contains(name))
            .filter(name -> name.equals(spec.name()) || name.endsWith("." + spec.name()))
            .findFirst()
            .ifPresent(unlike::add);
      }
    }
    if (!like.isEmpty() && !unlike.isEmpty()) {
      throw InputException.in(
          file,
          "names of %s do not all begin alike: %d as %s, but %d as %s; rename them alike"
              .formatted(
                  plan.architecture().name(),
                  like.size(),
                  named(like),
                  unlike.size(),
                  named(unlike)));
    }
  }

  /** Refuses a file with further tensors that its answers need. Further heads are beside them. */
  private static void refuseRicher(
      Path file,
      NetworkPlan plan,
      String prefix,
      Map<String, String> taken,
      Set<String> leftOver,
      Map<String, Entry> given) {
    List<String> further = new FurtherTensors(plan, prefix, taken.keySet()).of(leftOver, given);
    if (!further.isEmpty()) {
      throw InputException.in(
          file,
          "holds the weights of a deeper or richer network than %s, whose answers need what %s has no place for: %s; give a file of %s"
              .formatted(
                  plan.architecture().name(),
                  plan.architecture().name(),
                  named(further),
                  plan.architecture().name()));
    }
  }

  private static InputException refused(
      Path file,
      NetworkPlan plan,
      String prefix,
      List<String> differences,
      Map<String, Entry> given) {
    Set<String> known = new LinkedHashSet<>();
    plan.tensors().forEach(spec -> known.add(prefix + spec.name()));
    List<String> others =
        given.entrySet().stream()
            .filter(one -> !known.contains(one.getKey()) && !one.getKey().endsWith(COUNTER))
            .map(one -> one.getValue().name())
            .toList();
    return InputException.in(
        file,
        "holds no weights of %s at width %s: %s%s%s; give a file of that network"
            .formatted(
                plan.architecture().name(),
                plan.options().width(),
                named(differences),
                others.isEmpty() ? "" : "; the file has " + named(others) + " besides",
                prefix.isEmpty() ? "" : " ('" + prefix + "' left off)"));
  }

  /** {@return the first of some names, and how many more there are} */
  static String named(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())))
        + (names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "");
  }
}
