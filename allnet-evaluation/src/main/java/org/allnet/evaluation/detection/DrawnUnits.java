package org.allnet.evaluation.detection;

import java.util.LinkedHashMap;
import java.util.Map;
import org.allnet.data.Counted;

/**
 * What the resamples of an evaluation draw: people or slides with all their fields, and each field
 * by itself of which those are unknown.
 *
 * @param source what the known ones are, in one word, such as {@code slide}
 * @param known how many people or slides there are
 * @param fieldsAlone how many fields are drawn by themselves
 */
public record DrawnUnits(String source, int known, int fieldsAlone) {

  /**
   * Returns so many of these units in words.
   *
   * @param count how many
   */
  Counted some(long count) {
    if (known == 0) {
      return Counted.of(count, "field (people unknown)", "fields (people unknown)");
    }
    return fieldsAlone == 0
        ? Counted.of(count, source)
        : Counted.of(count, source + " or field", source + "s and fields");
  }

  /** {@return which and how many, such as {@code 3 slides}} */
  @Override
  public String toString() {
    return known == 0 || fieldsAlone == 0
        ? some(known + fieldsAlone).toString()
        : "%s and %s without one"
            .formatted(Counted.of(known, source), Counted.of(fieldsAlone, "field"));
  }

  /** {@return which and how many, for programs} */
  public Map<String, Object> toJson() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("unit", known == 0 ? "field" : source);
    map.put("count", known == 0 ? fieldsAlone : known);
    map.put("fieldsOfUnknown", known == 0 ? 0 : fieldsAlone);
    return map;
  }
}
