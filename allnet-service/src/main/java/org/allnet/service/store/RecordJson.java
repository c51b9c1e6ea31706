package org.allnet.service.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.allnet.data.InputException;
import org.allnet.data.file.Json;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON and back: components by their names, and of a sealed type which record it is
 * ({@code "is"}). So a decision with all its numbers is one column. Renaming a component or a
 * record of a stored type needs a migration; {@code RecordJsonTest} has a stored text of each.
 */
final class RecordJson {

  private static final String WHICH = "is";

  private RecordJson() {}

  static String text(Object value) {
    return Json.line(node(value));
  }

  static <T> T read(String text, Class<T> type) {
    try {
      return type.cast(required(true, value(Json.read(text), type)));
    } catch (JsonProcessingException | ReflectiveOperationException | ClassCastException e) {
      throw new InputException("database: a stored " + type.getSimpleName() + " can't be read", e);
    }
  }

  private static JsonNode node(@Nullable Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value == null) {
      return nodes.nullNode();
    } else if (value instanceof Optional<?> optional) {
      return node(optional.orElse(null));
    } else if (value instanceof String || value instanceof UUID || value instanceof Instant) {
      return nodes.textNode(value.toString());
    } else if (value instanceof Integer number) {
      return nodes.numberNode(number);
    } else if (value instanceof Long number) {
      return nodes.numberNode(number);
    } else if (value instanceof Double number) {
      return nodes.numberNode(number);
    } else if (value instanceof Boolean truth) {
      return nodes.booleanNode(truth);
    } else if (value instanceof Enum<?> constant) {
      return nodes.textNode(constant.name());
    } else if (value instanceof Collection<?> list) {
      ArrayNode array = nodes.arrayNode();
      list.forEach(one -> array.add(node(one)));
      return array;
    } else if (value instanceof Record) {
      ObjectNode object = nodes.objectNode();
      if (isOneOfSeveral(value.getClass())) {
        object.put(WHICH, key(value.getClass()));
      }
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        object.set(component.getName(), node(component(value, component)));
      }
      return object;
    }
    throw new IllegalArgumentException("is never stored: " + value.getClass());
  }

  private static @Nullable Object component(Object of, RecordComponent component) {
    try {
      return component.getAccessor().invoke(of);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("the component " + component + " can't be read", e);
    }
  }

  private static boolean isOneOfSeveral(Class<?> type) {
    return Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
  }

  private static @Nullable Object value(JsonNode node, Type type)
      throws ReflectiveOperationException {
    if (type instanceof ParameterizedType generic) {
      Type of = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == Optional.class) {
        return node.isNull() ? Optional.empty() : Optional.ofNullable(value(node, of));
      }
      List<Object> list = new ArrayList<>();
      for (JsonNode one : node) {
        Object read = value(one, of);
        if (read != null) {
          list.add(read);
        }
      }
      return list;
    }
    Class<?> plain = (Class<?>) type;
    if (node.isNull() && !plain.isPrimitive()) {
      return null;
    } else if (plain == String.class) {
      return required(node.isTextual(), node.textValue());
    } else if (plain == UUID.class) {
      return UUID.fromString(node.textValue());
    } else if (plain == Instant.class) {
      return Instant.parse(node.textValue());
    } else if (plain == int.class || plain == Integer.class) {
      return required(node.isInt(), node.intValue());
    } else if (plain == long.class || plain == Long.class) {
      return required(node.isIntegralNumber(), node.longValue());
    } else if (plain == double.class || plain == Double.class) {
      return number(node);
    } else if (plain == boolean.class || plain == Boolean.class) {
      return required(node.isBoolean(), node.booleanValue());
    } else if (plain.isEnum()) {
      return constant(plain, node.textValue());
    }
    return record(node, plain.isRecord() ? plain : which(plain, node.path(WHICH).asText()));
  }

  private static Object number(JsonNode node) {
    // JSON has no infinity: Jackson writes it in quotes
    return node.isTextual()
        ? Double.valueOf(node.textValue())
        : required(node.isNumber(), node.doubleValue());
  }

  private static Object required(boolean is, @Nullable Object value) {
    if (!is || value == null) {
      throw new InputException("database: a stored value is of another kind");
    }
    return value;
  }

  private static Object constant(Class<?> type, @Nullable String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(one -> ((Enum<?>) one).name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "database: there is no " + type.getSimpleName() + " '" + name + "'"));
  }

  /** By which a record of a sealed type is known in the database. */
  private static String key(Class<?> type) {
    return type.getSimpleName();
  }

  private static Class<?> which(Class<?> sealed, String name) {
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      if (permitted.isSealed()) {
        for (Class<?> inner : permitted.getPermittedSubclasses()) {
          if (key(inner).equals(name)) {
            return inner;
          }
        }
      } else if (key(permitted).equals(name)) {
        return permitted;
      }
    }
    throw new InputException("database: there is no " + sealed.getSimpleName() + " '" + name + "'");
  }

  private static Object record(JsonNode node, Class<?> type) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      JsonNode part = node.get(components[i].getName());
      if (part == null) {
        throw new InputException(
            "database: a stored " + type.getSimpleName() + " has no " + components[i].getName());
      }
      types[i] = components[i].getType();
      values[i] = value(part, components[i].getGenericType());
    }
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new InputException("database: a stored " + type.getSimpleName() + " is refused", e);
    }
  }
}
