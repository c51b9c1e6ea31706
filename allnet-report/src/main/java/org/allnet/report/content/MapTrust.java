package org.allnet.report.content;

import java.util.List;
import org.allnet.evaluation.explanation.MapCheck;
import org.jspecify.annotations.Nullable;

/**
 * What a reader has to know of maps before believing them.
 *
 * @param check what was measured; absent if nothing was
 * @param words one line without a full stop
 */
public record MapTrust(@Nullable MapCheck check, String words) {

  /** Nothing was measured, and nothing has to be said. */
  private static final MapTrust UNKNOWN = new MapTrust(null, "");

  /**
   * Returns what was measured now.
   *
   * @param check what was measured
   */
  public static MapTrust of(MapCheck check) {
    return new MapTrust(check, check.verdict());
  }

  /**
   * Returns what was measured at the end of the training.
   *
   * @param check what was measured
   */
  public static MapTrust ofTraining(MapCheck check) {
    return new MapTrust(check, check.verdict() + " (measured at the end of its training)");
  }

  /**
   * Returns the gravest of several.
   *
   * @param trusts what is known of the same maps
   * @return the first that fails, else the last; nothing to say if there is none
   */
  public static MapTrust gravest(List<MapTrust> trusts) {
    return trusts.stream()
        .filter(MapTrust::fails)
        .findFirst()
        .orElse(trusts.isEmpty() ? UNKNOWN : trusts.get(trusts.size() - 1));
  }

  /** {@return whether something was measured} */
  public boolean isChecked() {
    return check != null;
  }

  /** {@return whether the maps are not to be believed} */
  public boolean fails() {
    return check != null && check.fails();
  }

  /** {@return what is added to the line of a map; empty if nothing is known against it} */
  public String mark() {
    return fails() ? "; the method fails for this model" : "";
  }
}
