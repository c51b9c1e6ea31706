package org.allnet.inference.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ObjIntConsumer;
import org.allnet.data.InputException;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FilePlace;
import org.allnet.data.file.Json;
import org.allnet.data.file.JsonFault;
import org.jspecify.annotations.Nullable;

/**
 * The header of a safetensors file: which tensors lie where, and the metadata.
 *
 * @param entries the tensors in the order of their bytes
 * @param metadata text by name
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {

  /** Longest header that is read, in bytes. */
  static final int MAX_BYTES = 16 << 20;

  private static final String METADATA = "__metadata__";

  /** The text with the description of a model of ALLNet. */
  static final String DESCRIPTION = "allnet";

  /** Refuses what is said twice and numbers that are not said: a 0 would pass for a promise. */
  private static final ObjectMapper JSON = Json.strict(8, MAX_BYTES);

  /**
   * Refuses a file of ALLNet of another format than this program reads. What is no text of ALLNet
   * or can't be read passes.
   *
   * @param name the file, for the message
   * @throws InputException if a model or a training state says a version that is not read, or none
   */
  void requireKnownFormat(String name) {
    requireKnownFormat(DESCRIPTION, FileFormat.MODEL, name);
    if (metadata.containsKey(Safetensors.CHECKSUM)) { // other programs may use the plain word too
      requireKnownFormat(Safetensors.TRAINING, FileFormat.TRAINING_STATE, name);
    }
  }

  private void requireKnownFormat(String text, FileFormat format, String name) {
    JsonNode said;
    try {
      said = JSON.readTree(metadata.getOrDefault(text, ""));
    } catch (JsonProcessingException e) {
      return; // altered, as the checksum says
    }
    if (said.isObject()) {
      format.take(said, new FilePlace(name, 0));
    }
  }

  /** The element types that are read. */
  enum Type {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    U8(1);

    final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    /** {@return whether it holds numbers that weights can be} */
    boolean isFloat() {
      return this == F64 || this == F32 || this == F16 || this == BF16;
    }

    static @Nullable Type named(String name) {
      return Arrays.stream(values())
          .filter(type -> type.name().equals(name))
          .findFirst()
          .orElse(null);
    }
  }

  /**
   * A tensor's place.
   *
   * @param name its name
   * @param dtype its element type as it is in the file
   * @param shape its shape
   * @param start first byte in the data section
   * @param end byte after the last
   */
  record Entry(String name, String dtype, List<Long> shape, long start, long end) {

    /** A tensor of a type that is read. */
    Entry(String name, Type type, List<Long> shape, long start, long end) {
      this(name, type.name(), shape, start, end);
    }

    /** {@return its element type; null if it is none that is read} */
    @Nullable Type known() {
      return Type.named(dtype);
    }

    /** {@return its element type, which is one that is read} */
    Type type() {
      return Objects.requireNonNull(known(), name);
    }

    /**
     * Refuses a type that is not read.
     *
     * @param file the file, for the message
     */
    void requireRead(String file) {
      if (known() == null) {
        throw InputException.in(
            file,
            "tensor %s has type '%s'; F64, F32, F16, BF16, I64 and U8 are read"
                .formatted(name, dtype));
      }
    }
  }

  /** The header as it is in a file, without its length. */
  byte[] toBytes() {
    ObjectNode root = Json.object();
    ObjectNode texts = root.putObject(METADATA);
    metadata.forEach(texts::put);
    for (Entry entry : entries) {
      ObjectNode node = root.putObject(entry.name());
      node.put("dtype", entry.dtype());
      var shape = node.putArray("shape");
      entry.shape().forEach(shape::add);
      node.putArray("data_offsets").add(entry.start()).add(entry.end());
    }
    StringBuilder text = new StringBuilder(root.toString());
    while (text.toString().getBytes(StandardCharsets.UTF_8).length % 8 != 0) {
      text.append(' ');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a header.
   *
   * @param bytes the header without its length
   * @param dataBytes how long the data section is
   * @param name the file, for messages
   */
  static SafetensorsHeader parse(byte[] bytes, long dataBytes, String name) {
    JsonNode root;
    try {
      root = JSON.readTree(bytes);
    } catch (java.io.IOException e) {
      throw InputException.in(name, "its header is no JSON; the file is altered or foreign", e);
    }
    if (root == null || !root.isObject()) {
      throw InputException.in(name, "its header is no JSON object; the file is foreign");
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals(METADATA)) {
        for (Map.Entry<String, JsonNode> text : field.getValue().properties()) {
          metadata.put(text.getKey(), text.getValue().asText());
        }
      } else {
        entries.add(entry(field.getKey(), field.getValue(), name));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::start).thenComparingLong(Entry::end));
    long at = 0;
    for (Entry entry : entries) {
      if (entry.start() != at) {
        throw InputException.in(
            name, "tensor " + entry.name() + " leaves a gap or overlaps; the file is altered");
      }
      at = entry.end();
    }
    if (at != dataBytes) {
      throw InputException.in(
          name,
          "its tensors take %d bytes but %d are there; the file is cut short or altered, copy it again"
              .formatted(at, dataBytes));
    }
    return new SafetensorsHeader(List.copyOf(entries), metadata);
  }

  private static Entry entry(String tensor, JsonNode node, String name) {
    String dtype = node.path("dtype").asText();
    Type type = Type.named(dtype);
    List<Long> shape = new ArrayList<>();
    JsonNode offsets = node.path("data_offsets");
    try {
      long elements = 1;
      long strides = 1;
      for (JsonNode size : node.path("shape")) {
        if (!size.canConvertToLong() || size.asLong() < 0) {
          throw InputException.in(name, "tensor " + tensor + " has a shape that is none");
        }
        shape.add(size.asLong());
        elements = Math.multiplyExact(elements, size.asLong());
        strides = Math.multiplyExact(strides, Math.max(1, size.asLong()));
      }
      long start = offsets.path(0).asLong(-1);
      long end = offsets.path(1).asLong(-1);
      if (offsets.size() != 2
          || start < 0
          || end < start
          || (type != null && end - start != Math.multiplyExact(elements, (long) type.bytes))) {
        throw InputException.in(
            name, "tensor " + tensor + " has bytes that do not fit its shape " + shape);
      }
      return new Entry(tensor, dtype, List.copyOf(shape), start, end);
    } catch (ArithmeticException e) {
      throw InputException.in(name, "tensor " + tensor + " has an absurd shape " + shape, e);
    }
  }

  /** Returns a description as it is written, with the version of its format. */
  static String json(Object value) {
    return Json.line(FileFormat.MODEL.mark(Json.object(value)));
  }

  /**
   * Reads a description.
   *
   * @param upgrade makes of the content of a version, which it is told, one of the newest
   */
  static <T extends Record> T read(
      String text,
      FileFormat format,
      Class<T> type,
      String name,
      ObjIntConsumer<ObjectNode> upgrade) {
    try {
      JsonNode node = JSON.readTree(text);
      if (node == null || !node.isObject()) {
        throw InputException.in(name, "its description is empty; the file is altered");
      }
      upgrade.accept((ObjectNode) node, format.take(node, new FilePlace(name, 0)));
      DescriptionParts.check(node, type);
      return JSON.treeToValue(node, type);
    } catch (InputException e) {
      throw e.file().filter(name::equals).isPresent() ? e : unreadable(name, e.getMessage(), e);
    } catch (JsonProcessingException e) {
      throw unreadable(name, JsonFault.words(e), e);
    }
  }

  private static InputException unreadable(String name, @Nullable String reason, Exception e) {
    return InputException.in(
        name,
        "its description can't be read (%s); the file is altered: train anew".formatted(reason),
        e);
  }
}
