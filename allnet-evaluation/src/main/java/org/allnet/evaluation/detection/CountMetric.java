package org.allnet.evaluation.detection;

/** What a detector that keeps boxes from a score on finds, misses and counts, of one class. */
public enum CountMetric {
  /** The fraction of labelled cells that are found. */
  RECALL("recall", "recall", "no cell is labelled"),
  /** The fraction of found cells that are labelled. */
  PRECISION("precision", "precision", "no cell was found"),
  /** The harmonic mean of recall and precision. */
  F1("f1", "F1", "no cell is labelled or found"),
  /** How many found cells of a field are none, on average. */
  FALSE_PER_FIELD("falsePerField", "false cells per field", "there is no field"),
  /** By how many cells the count of a field is off, on average. */
  COUNT_ERROR("countError", "mean count error", "there is no field"),
  /** By how many cells the counts of fields are too high, on average; negative if too low. */
  COUNT_BIAS("countBias", "mean count bias", "there is no field"),
  /** The fraction of fields whose count is right. */
  EXACT_COUNTS("exactCounts", "fields counted right", "there is no field");

  private final String key;
  private final String title;
  private final String undefined;

  CountMetric(String key, String title, String undefined) {
    this.key = key;
    this.title = title;
    this.undefined = undefined;
  }

  /** {@return the key in JSON} */
  public String key() {
    return key;
  }

  /** {@return its name for a reader} */
  public String title() {
    return title;
  }

  /** {@return why it has no value if it has none} */
  String undefined() {
    return undefined;
  }
}
