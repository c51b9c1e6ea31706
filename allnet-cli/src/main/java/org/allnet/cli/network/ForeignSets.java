package org.allnet.cli.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.data.OptionException;
import org.allnet.data.image.ImageFiles;
import org.allnet.evaluation.foreign.ForeignResult;
import org.allnet.inference.evaluation.ForeignSet;

/** Sets of images that a model is not for, as one types them. */
final class ForeignSets {

  private static final String OPTION = "foreign";

  private ForeignSets() {}

  /**
   * Finds the images.
   *
   * @param options for each set NAME=PATH, near:NAME=PATH or far:NAME=PATH; paths of the same name
   *     are one set
   * @return the sets: near ones, far ones, then the others
   * @throws OptionException if one is not written so, or has no image
   */
  static List<ForeignSet> find(List<String> options) {
    Map<String, List<String>> paths = new LinkedHashMap<>();
    for (String option : options) {
      int equals = option.indexOf('=');
      if (equals < 1 || equals == option.length() - 1) {
        throw OptionException.ofSetting(
            OPTION,
            option,
            "--foreign %s: write NAME=PATH, such as --foreign near:pbc=cells/pbc"
                .formatted(option));
      }
      paths
          .computeIfAbsent(option.substring(0, equals), name -> new ArrayList<>())
          .add(option.substring(equals + 1));
    }
    List<ForeignSet> sets = new ArrayList<>();
    for (ForeignResult.Kind kind : ForeignResult.Kind.values()) {
      paths.forEach(
          (name, of) -> {
            if (kind(name) == kind) {
              sets.add(set(name, kind, of));
            }
          });
    }
    return sets;
  }

  private static ForeignResult.Kind kind(String name) {
    return Arrays.stream(ForeignResult.Kind.values())
        .filter(kind -> kind != ForeignResult.Kind.UNSAID)
        .filter(kind -> name.toLowerCase(Locale.ROOT).startsWith(kind.key() + ":"))
        .findFirst()
        .orElse(ForeignResult.Kind.UNSAID);
  }

  private static ForeignSet set(String name, ForeignResult.Kind kind, List<String> paths) {
    String bare =
        kind == ForeignResult.Kind.UNSAID ? name : name.substring(kind.key().length() + 1);
    ImageFiles images = ImageFiles.find(paths);
    if (images.images().isEmpty()) {
      String given = name + "=" + String.join(" ", paths);
      throw OptionException.ofSetting(
          OPTION,
          given,
          "--foreign %s: no image is there; name files, folders or globs".formatted(given));
    }
    return new ForeignSet(bare, kind, images);
  }
}
