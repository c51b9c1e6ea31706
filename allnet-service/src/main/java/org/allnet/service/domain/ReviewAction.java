package org.allnet.service.domain;

import java.util.Locale;
import java.util.Optional;

/** What a key does in a review, and which key it is unless its reader wants another. */
public enum ReviewAction {
  CLASS_1("1", "the first class"),
  CLASS_2("2", "the second class"),
  CLASS_3("3", "the third class"),
  CLASS_4("4", "the fourth class"),
  CLASS_5("5", "the fifth class"),
  CLASS_6("6", "the sixth class"),
  CLASS_7("7", "the seventh class"),
  CLASS_8("8", "the eighth class"),
  CLASS_9("9", "the ninth class"),
  CONFIRM("Enter", "confirm the proposal"),
  CONFIRM_REST("r", "confirm the rest of the shown class"),
  UNSURE("u", "unsure: somebody else shall look"),
  ARTEFACT("x", "artefact: no cell"),
  SMUDGE("s", "smudge: a crushed cell"),
  NOT_CLASSED("d", "not classed: does not count"),
  UNDO("z", "take back"),
  MARK("Space", "mark, or take the mark away"),
  NEXT("n", "next cell that is not reviewed"),
  HEAT_MAP("h", "heat map on or off"),
  MAGNIFY("m", "magnifier on or off"),
  COMPARE("c", "compare with confirmed cells"),
  FILTER("/", "go to the filter"),
  HELP("?", "show the keys");

  private final String usual;
  private final String words;

  ReviewAction(String usual, String words) {
    this.usual = usual;
    this.words = words;
  }

  /** {@return the name in files, in the database and in pages, such as {@code heat-map}} */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@return the key unless its reader wants another} */
  public String usual() {
    return usual;
  }

  /** {@return what it does, in a few words} */
  public String words() {
    return words;
  }

  /**
   * Returns the action of a name.
   *
   * @param key what {@link #key} gives
   * @return absent if there is none
   */
  public static Optional<ReviewAction> of(String key) {
    for (ReviewAction action : values()) {
      if (action.key().equals(key)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }
}
