package org.allnet.report.content;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.evaluation.explanation.MapCheck;
import org.jspecify.annotations.Nullable;

/**
 * What the system looked at, as pictures, and whether these can be believed. Immutable, apart from
 * the bytes of its pictures.
 *
 * @param absent why there are no maps, the end of a sentence; empty if there are some
 * @param method how answers were explained, in print
 * @param limits what else has to be known of the maps, a sentence each
 * @param pictures the maps of example cells, by the image's name
 * @param means the mean map of each class
 * @param checks what was measured of the maps of each model, by the model's name in print; models
 *     that were not checked are left out
 * @param unchecked the models that were not checked
 */
public record ReportedMaps(
    String absent,
    String method,
    List<String> limits,
    Map<String, Picture> pictures,
    List<MeanMap> means,
    Map<String, MapCheck> checks,
    List<String> unchecked) {

  /** Copies its lists and maps, so that nothing changes them from outside. */
  public ReportedMaps {
    limits = List.copyOf(limits);
    pictures = new LinkedHashMap<>(pictures);
    means = List.copyOf(means);
    checks = new LinkedHashMap<>(checks);
    unchecked = List.copyOf(unchecked);
  }

  /**
   * Returns that there are no maps.
   *
   * @param reason why, the end of a sentence
   */
  public static ReportedMaps none(String reason) {
    return new ReportedMaps(reason, "", List.of(), Map.of(), List.of(), Map.of(), List.of());
  }

  /** {@return whether the maps of some model are not to be believed} */
  public boolean anyFails() {
    return checks.values().stream().anyMatch(MapCheck::fails);
  }

  /**
   * A map of an example cell.
   *
   * @param png the map on the cell, a PNG file; treat it as read-only
   * @param found where its heat is, a line
   * @param doubt why it is not to be believed; absent if nothing is known against it
   */
  public record Picture(byte[] png, String found, @Nullable String doubt) {}

  /**
   * The mean map of a class.
   *
   * @param label the class
   * @param png the mean map on the mean image, a PNG file; treat it as read-only
   * @param found of how many images it is and where its heat is, a line each
   */
  public record MeanMap(String label, byte[] png, List<String> found) {

    /** Copies {@code found}, so that nothing changes it from outside. */
    public MeanMap {
      found = List.copyOf(found);
    }
  }
}
