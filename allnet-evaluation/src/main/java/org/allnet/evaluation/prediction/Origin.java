package org.allnet.evaluation.prediction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.allnet.data.split.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * Where a prediction comes from, which every metric that is made of it has to say again.
 *
 * @param protocol how the image was kept apart from those that the system was trained on; null if
 *     unknown
 * @param role what the image was to the system
 * @param synthetic whether cells are synthetic, those of the image or those of training
 * @param transductive whether the answer depends on the other images that were asked about
 * @param augmented whether the image is one of several that were made of one original
 * @param ruleChosenAnew whether the system's decision rule was chosen anew after its training, so
 *     that whoever chose it may have seen what it does on the images that are evaluated
 * @param foreignWeights whether the system began with weights of another program, which don't say
 *     which images they were trained on
 */
public record Origin(
    @Nullable Protocol protocol,
    Role role,
    boolean synthetic,
    boolean transductive,
    boolean augmented,
    boolean ruleChosenAnew,
    boolean foreignWeights) {

  /** Nothing is known, as of a foreign system. */
  public static final Origin UNKNOWN =
      new Origin(null, Role.UNKNOWN, false, false, false, false, false);

  private static final String SYNTHETIC = "synthetic";
  private static final String TRANSDUCTIVE = "transductive";
  private static final String AUGMENTED = "augmented";
  private static final String RULE_CHOSEN_ANEW = "rule-chosen-anew";
  private static final String FOREIGN_WEIGHTS = "foreign-weights";

  /**
   * What has to be said of metrics that are made of several predictions.
   *
   * @param origins of the predictions
   * @return the weakest protocol, the role if it is the same for all, and every mark of any
   */
  public static Origin together(Collection<Origin> origins) {
    List<@Nullable Protocol> protocols = new ArrayList<>();
    origins.forEach(origin -> protocols.add(origin.protocol()));
    List<Role> roles = origins.stream().map(Origin::role).distinct().toList();
    return new Origin(
        Protocol.weakest(protocols),
        roles.size() == 1 ? roles.get(0) : Role.UNKNOWN,
        origins.stream().anyMatch(Origin::synthetic),
        origins.stream().anyMatch(Origin::transductive),
        origins.stream().anyMatch(Origin::augmented),
        origins.stream().anyMatch(Origin::ruleChosenAnew),
        origins.stream().anyMatch(Origin::foreignWeights));
  }

  /** {@return the same origin, of an augmented image} */
  public Origin ofAugmented() {
    return new Origin(
        protocol, role, synthetic, transductive, true, ruleChosenAnew, foreignWeights);
  }

  /** {@return the same origin, of a system whose decision rule was chosen anew} */
  public Origin ofRuleChosenAnew() {
    return new Origin(protocol, role, synthetic, transductive, augmented, true, foreignWeights);
  }

  /** {@return the same origin, of metrics in which the system's decision rule has no part} */
  public Origin withoutRule() {
    return new Origin(protocol, role, synthetic, transductive, augmented, false, foreignWeights);
  }

  /** {@return the same origin in another role} */
  public Origin as(Role other) {
    return new Origin(
        protocol, other, synthetic, transductive, augmented, ruleChosenAnew, foreignWeights);
  }

  /** {@return the same origin under another protocol, null if it is unknown} */
  public Origin by(@Nullable Protocol other) {
    return new Origin(
        other, role, synthetic, transductive, augmented, ruleChosenAnew, foreignWeights);
  }

  /**
   * {@return what has to be said beside every metric, in words: the protocol if it is not by
   * subject, and each mark of the images and the system; mostly empty}
   */
  public List<String> limits() {
    List<String> limits = new ArrayList<>();
    if (protocol != null && protocol.marked()) {
      limits.add(protocol.label());
    }
    if (synthetic) {
      limits.add("synthetic data");
    }
    if (transductive) {
      limits.add("transductive");
    }
    if (augmented) {
      limits.add("augmented images");
    }
    if (ruleChosenAnew) {
      limits.add("rule chosen anew");
    }
    if (foreignWeights) {
      limits.add("weights of another program");
    }
    return limits;
  }

  /** {@return the marks in files, a blank between two; empty if there is none} */
  public String marks() {
    List<String> marks = new ArrayList<>();
    if (synthetic) {
      marks.add(SYNTHETIC);
    }
    if (transductive) {
      marks.add(TRANSDUCTIVE);
    }
    if (augmented) {
      marks.add(AUGMENTED);
    }
    if (ruleChosenAnew) {
      marks.add(RULE_CHOSEN_ANEW);
    }
    if (foreignWeights) {
      marks.add(FOREIGN_WEIGHTS);
    }
    return String.join(" ", marks);
  }

  /**
   * An origin as it is written in files.
   *
   * @param protocol the protocol's key, null or empty if unknown
   * @param role the role's key, null or empty if unknown
   * @param marks as {@link #marks} gives them, null for none
   * @return the origin
   * @throws IllegalArgumentException if one of them is unknown, or the image is augmented, so that
   *     no metric can be made of it; the message says which and what to use
   */
  static Origin read(@Nullable String protocol, @Nullable String role, @Nullable String marks) {
    Protocol known = null;
    if (protocol != null && !protocol.isEmpty()) {
      known =
          Protocol.ofKey(protocol)
              .orElseThrow(
                  () ->
                      unknown(
                          "protocol",
                          protocol,
                          "subject, presumed-subject, image or image-augmented-before-split"));
    }
    Role what =
        Role.ofKey(role == null ? "" : role)
            .orElseThrow(
                () ->
                    unknown(
                        "role",
                        String.valueOf(role),
                        "training, validation, hold-out or external"));
    boolean synthetic = false;
    boolean transductive = false;
    boolean ruleChosenAnew = false;
    boolean foreignWeights = false;
    for (String mark : marks == null ? List.<String>of() : List.of(marks.strip().split("\\s+"))) {
      switch (mark) {
        case SYNTHETIC -> synthetic = true;
        case TRANSDUCTIVE -> transductive = true;
        case RULE_CHOSEN_ANEW -> ruleChosenAnew = true;
        case FOREIGN_WEIGHTS -> foreignWeights = true;
        case AUGMENTED ->
            throw new IllegalArgumentException(
                "the image is augmented, one of several of one original, and the original may have been trained on; predict and evaluate the originals");
        case "" -> {}
        default ->
            throw unknown(
                "marks",
                mark,
                String.join(", ", SYNTHETIC, TRANSDUCTIVE, RULE_CHOSEN_ANEW)
                    + " or "
                    + FOREIGN_WEIGHTS);
      }
    }
    return new Origin(known, what, synthetic, transductive, false, ruleChosenAnew, foreignWeights);
  }

  private static IllegalArgumentException unknown(String column, String text, String use) {
    return new IllegalArgumentException(
        "column '%s': '%s' is unknown; use %s, or leave the column out"
            .formatted(column, Columns.shorten(text), use));
  }
}
