package org.allnet.inference.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.allnet.inference.model.SafetensorsHeader.Entry;
import org.allnet.inference.network.architecture.NetworkPlan;

/**
 * Names under which weights of some networks are published and which torchvision renames while it
 * loads them, or which torchvision gives to a network that has timm's names here. The numbers are
 * the same, in the same order.
 */
final class PublishedNames {

  /** A dot or the beginning in front, so that a wrapper's prefix may be there. */
  private static final String BEGINS = "(?<![^.])";

  /** The files of torchvision's DenseNets are older than its names without these dots. */
  private static final Map<Pattern, String> DENSE =
      Map.of(Pattern.compile("(denselayer\\d+\\.(?:norm|conv))\\.([12])\\."), "$1$2.");

  private static final Map<Pattern, String> TRANSFORMER = transformer();

  private PublishedNames() {}

  /**
   * Returns a file's tensors by the names that a network has for them.
   *
   * @param header the file's header
   * @param plan the network
   * @return each tensor; under its own name if the network has no other for it, or if that is in
   *     the file too
   */
  static Map<String, Entry> of(SafetensorsHeader header, NetworkPlan plan) {
    Map<String, Entry> own = new LinkedHashMap<>();
    header.entries().forEach(entry -> own.put(entry.name(), entry));
    Map<Pattern, String> renames = renames(plan.architecture().name());
    if (renames.isEmpty()) {
      return own;
    }
    Map<String, Entry> renamed = new LinkedHashMap<>();
    own.forEach(
        (name, entry) -> {
          String other = name;
          for (Map.Entry<Pattern, String> rename : renames.entrySet()) {
            other = rename.getKey().matcher(other).replaceFirst(rename.getValue());
          }
          renamed.put(own.containsKey(other) || renamed.containsKey(other) ? name : other, entry);
        });
    return renamed;
  }

  private static Map<Pattern, String> renames(String architecture) {
    return architecture.startsWith("densenet")
        ? DENSE
        : architecture.startsWith("vit-") ? TRANSFORMER : Map.of();
  }

  private static Map<Pattern, String> transformer() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("class_token$", "cls_token");
    names.put("conv_proj\\.", "patch_embed.proj.");
    names.put("encoder\\.pos_embedding$", "pos_embed");
    names.put("encoder\\.ln\\.", "norm.");
    names.put("heads\\.head\\.", "head.");
    String layer = "encoder\\.layers\\.encoder_layer_(\\d+)\\.";
    names.put(layer + "ln_([12])\\.", "blocks.$1.norm$2.");
    names.put(layer + "self_attention\\.in_proj_", "blocks.$1.attn.qkv.");
    names.put(layer + "self_attention\\.out_proj\\.", "blocks.$1.attn.proj.");
    names.put(layer + "mlp\\.(?:0|linear_1)\\.", "blocks.$1.mlp.fc1.");
    names.put(layer + "mlp\\.(?:3|linear_2)\\.", "blocks.$1.mlp.fc2.");
    Map<Pattern, String> patterns = new LinkedHashMap<>();
    names.forEach((name, other) -> patterns.put(Pattern.compile(BEGINS + name), other));
    return patterns;
  }
}
