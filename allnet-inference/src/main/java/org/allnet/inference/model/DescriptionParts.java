package org.allnet.inference.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.allnet.data.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Holds a description in JSON against the record that it is to become, before anything is made of
 * it: every part is there, none is null that may not be, each is of its kind and none is unknown.
 * So a record never meets a null that its types forbid, and the refusal names the part.
 */
final class DescriptionParts {

  private static final Set<Class<?>> WHOLE =
      Set.of(int.class, long.class, Integer.class, Long.class);
  private static final Set<Class<?>> NUMBERS = Set.of(double.class, Double.class);
  private static final Set<Class<?>> TRUTHS = Set.of(boolean.class, Boolean.class);

  private DescriptionParts() {}

  /**
   * Checks a description.
   *
   * @param node what was read
   * @param type the record that it is to become
   * @throws InputException if a part is missing, null, unknown or of another kind; the message
   *     begins with its path, such as {@code members[0].network.width}
   */
  static void check(JsonNode node, Class<?> type) {
    record(node, type, "");
  }

  private static void record(JsonNode node, Class<?> type, String path) {
    if (!node.isObject()) {
      throw wrong(path, "is no object with parts");
    }
    Set<String> unknown = new HashSet<>();
    node.fieldNames().forEachRemaining(unknown::add);
    for (RecordComponent part : type.getRecordComponents()) {
      unknown.remove(part.getName());
      value(
          node.path(part.getName()),
          part.getAnnotatedType(),
          path.isEmpty() ? part.getName() : path + "." + part.getName());
    }
    for (String name : unknown) {
      throw wrong(path.isEmpty() ? name : path + "." + name, "is not known");
    }
  }

  private static void value(JsonNode node, AnnotatedType type, String path) {
    Class<?> kind = raw(type.getType());
    if (node.isMissingNode()) {
      throw wrong(path, "is missing");
    }
    if (node.isNull()) {
      if (mayBeNull(type)) {
        return;
      }
      throw wrong(path, "is missing");
    }
    require(
        !node.isTextual() || isLine(node.asText()),
        path,
        "has a line break or another control character");
    if (WHOLE.contains(kind)) {
      boolean fits =
          node.isIntegralNumber()
              && (longer(kind) ? node.canConvertToLong() : node.canConvertToInt());
      require(fits, path, "is no whole number in range");
    } else if (NUMBERS.contains(kind)) {
      require(node.isNumber() && Double.isFinite(node.doubleValue()), path, "is no number");
    } else if (TRUTHS.contains(kind)) {
      require(node.isBoolean(), path, "is neither true nor false");
    } else if (kind == String.class) {
      require(node.isTextual(), path, "is no text");
    } else if (kind.isEnum() && !readsItself(kind)) {
      require(node.isTextual() && hasName(kind, node.asText()), path, "is none of the known words");
    } else if (List.class.isAssignableFrom(kind)) {
      require(node.isArray(), path, "is no list");
      for (int i = 0; i < node.size(); i++) {
        value(node.get(i), argument(type, 0), path + "[" + i + "]");
      }
    } else if (Map.class.isAssignableFrom(kind)) {
      require(node.isObject(), path, "is no table");
      node.properties()
          .forEach(
              entry -> {
                require(isLine(entry.getKey()), path, "has a key with a control character");
                value(entry.getValue(), argument(type, 1), path + "." + entry.getKey());
              });
    } else if (kind.isRecord() && !readsItself(kind)) {
      record(node, kind, path);
    } else {
      require(node.isTextual() || !(kind.isEnum() || readsText(kind)), path, "is no text");
    }
  }

  private static boolean isLine(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }

  private static boolean longer(Class<?> kind) {
    return kind == long.class || kind == Long.class;
  }

  private static boolean hasName(Class<?> kind, String name) {
    return Arrays.stream(kind.getEnumConstants()).anyMatch(c -> ((Enum<?>) c).name().equals(name));
  }

  private static boolean mayBeNull(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  private static AnnotatedType argument(AnnotatedType type, int index) {
    return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[index];
  }

  private static Class<?> raw(Type type) {
    return type instanceof ParameterizedType generic
        ? (Class<?>) generic.getRawType()
        : (Class<?>) type;
  }

  /** A type with words of its own for files checks them itself. */
  private static boolean readsItself(Class<?> kind) {
    return Stream.of(kind.getDeclaredMethods(), kind.getDeclaredConstructors())
        .flatMap(Stream::of)
        .map(AnnotatedElement.class::cast)
        .anyMatch(
            member ->
                member.isAnnotationPresent(JsonCreator.class)
                    || member.isAnnotationPresent(JsonValue.class));
  }

  /** Whether a type is made of a text. */
  private static boolean readsText(Class<?> kind) {
    return Stream.of(kind.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(JsonCreator.class))
        .anyMatch(method -> List.of(String.class).equals(List.of(method.getParameterTypes())));
  }

  private static void require(boolean good, String path, String what) {
    if (!good) {
      throw wrong(path, what);
    }
  }

  private static InputException wrong(String path, String what) {
    return new InputException((path.isEmpty() ? "it" : path) + " " + what);
  }
}
