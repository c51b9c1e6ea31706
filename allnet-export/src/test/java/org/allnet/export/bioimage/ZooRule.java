package org.allnet.export.bioimage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a published schema says of a value: enough of JSON Schema for the zoo's. */
@FunctionalInterface
interface ZooRule {

  /** {@return what is wrong with a value, a line each} */
  List<String> wrong(String at, JsonNode value);

  private static ZooRule that(String what, java.util.function.Predicate<JsonNode> holds) {
    return (at, value) -> holds.test(value) ? List.of() : List.of(at + ": no " + what);
  }

  /** A text of some characters, as JSON Schema counts them. */
  static ZooRule text(int least, int most) {
    return that(
        "text of %d to %d characters".formatted(least, most),
        value ->
            value.isTextual()
                && value.textValue().codePointCount(0, value.textValue().length()) >= least
                && value.textValue().codePointCount(0, value.textValue().length()) <= most);
  }

  static ZooRule matching(String pattern) {
    Pattern whole = Pattern.compile(pattern);
    return that(pattern, value -> value.isTextual() && whole.matcher(value.textValue()).matches());
  }

  static ZooRule number(double least, double most) {
    return that(
        "number of %s to %s".formatted(least, most),
        value -> value.isNumber() && value.doubleValue() >= least && value.doubleValue() <= most);
  }

  static ZooRule whole(long least) {
    return that(
        "whole number from " + least,
        value -> value.isIntegralNumber() && value.longValue() >= least);
  }

  static ZooRule list(int least, ZooRule each) {
    return (at, value) -> {
      if (!value.isArray() || value.size() < least) {
        return List.of(at + ": no list of " + least + " or more");
      }
      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < value.size(); i++) {
        wrong.addAll(each.wrong(at + "[" + i + "]", value.get(i)));
      }
      return wrong;
    };
  }

  /** A map of these keys and no others. */
  static ZooRule closed(List<String> required, Map<String, ZooRule> keys) {
    return map(required, keys, false);
  }

  /** A map of these keys and perhaps others. */
  static ZooRule open(List<String> required, Map<String, ZooRule> keys) {
    return map(required, keys, true);
  }

  private static ZooRule map(List<String> required, Map<String, ZooRule> keys, boolean others) {
    return (at, value) -> {
      if (!value.isObject()) {
        return List.of(at + ": no map");
      }
      List<String> wrong = new ArrayList<>();
      required.stream()
          .filter(key -> !value.has(key))
          .forEach(key -> wrong.add(at + ": has no " + key));
      value
          .fields()
          .forEachRemaining(
              one -> {
                ZooRule rule = keys.get(one.getKey());
                if (rule != null) {
                  wrong.addAll(rule.wrong(at + "." + one.getKey(), one.getValue()));
                } else if (!others) {
                  wrong.add(at + ": has an unknown " + one.getKey());
                }
              });
      return wrong;
    };
  }

  /** A map whose rule is that of the value of a key. */
  static ZooRule by(String key, Map<String, ZooRule> kinds) {
    return (at, value) -> {
      ZooRule rule = kinds.get(value.path(key).asText());
      return rule == null
          ? List.of(at + ": has an unknown " + key + " " + value.path(key))
          : rule.wrong(at, value);
    };
  }
}
