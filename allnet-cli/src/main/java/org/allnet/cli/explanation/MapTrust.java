package org.allnet.cli.explanation;

import java.util.List;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.explain.Explainer;
import org.jspecify.annotations.Nullable;

/**
 * What a reader has to know of maps before believing them.
 *
 * @param check what was measured; absent if nothing was
 * @param words one line without a full stop
 */
record MapTrust(@Nullable MapCheck check, String words) {

  /** Nothing was measured, and nothing has to be said. */
  static final MapTrust UNKNOWN = new MapTrust(null, "");

  /** The first that fails, else the last. */
  static MapTrust gravest(List<MapTrust> trusts) {
    return trusts.stream()
        .filter(MapTrust::fails)
        .findFirst()
        .orElse(trusts.isEmpty() ? UNKNOWN : trusts.get(trusts.size() - 1));
  }

  /** What the model file says of the method. */
  static MapTrust ofTraining(Explainer explainer) {
    return explainer
        .check()
        .map(
            check ->
                new MapTrust(check, check.verdict() + " (measured at the end of its training)"))
        .orElseGet(
            () ->
                new MapTrust(
                    null,
                    explainer.method().title()
                        + " is not checked for this model; --check does it"));
  }

  /** What was measured now. */
  static MapTrust of(MapCheck check) {
    return new MapTrust(check, check.verdict());
  }

  boolean isChecked() {
    return check != null;
  }

  boolean fails() {
    return check != null && check.fails();
  }

  /** What is added to the line of a map. */
  String mark() {
    return fails() ? "; the method fails for this model" : "";
  }
}
