package org.allnet.data.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * JSON, read and written in one way. Files of ALLNet are read strictly: a key that is said twice,
 * text behind the value, and a null in place of a number are refused, since each could pass for a
 * promise that nobody made. Files of other programs are read as they are. Thread-safe.
 */
public final class Json {

  private static final ObjectMapper OWN =
      strict(StreamReadConstraints.defaults()); // never changed: mappers are shared
  private static final ObjectMapper FOREIGN = new ObjectMapper();
  private static final ObjectMapper EXACT =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));
  private static final ObjectWriter INDENTED = OWN.writer(printer());

  private Json() {}

  private static DefaultPrettyPrinter printer() {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    return printer;
  }

  private static ObjectMapper strict(StreamReadConstraints limits) {
    return new ObjectMapper(
            JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(limits)
                .build())
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /**
   * Returns a strict reader with limits of its own, for what may be hostile.
   *
   * @param depth how many objects and lists may be in each other
   * @param length how many characters a text may have
   * @return a new mapper, which its caller may set further
   */
  public static ObjectMapper strict(int depth, int length) {
    return strict(
        StreamReadConstraints.builder().maxNestingDepth(depth).maxStringLength(length).build());
  }

  /** {@return a new strict reader, which its caller may set further} */
  public static ObjectMapper strict() {
    return OWN.copy();
  }

  /**
   * Reads a file of ALLNet.
   *
   * @param file the file
   * @throws IOException if it can't be read or is no JSON as described above
   */
  public static JsonNode read(Path file) throws IOException {
    return OWN.readTree(file.toFile());
  }

  /**
   * Reads a text of ALLNet.
   *
   * @param text the text
   * @throws JsonProcessingException if it is no JSON as described above
   */
  public static JsonNode read(String text) throws JsonProcessingException {
    return OWN.readTree(text);
  }

  /**
   * Makes a record of what was read.
   *
   * @param node what was read
   * @param type the record's type
   * @throws JsonProcessingException if it is no such record
   */
  public static <T> T as(JsonNode node, Class<T> type) throws JsonProcessingException {
    return OWN.treeToValue(node, type);
  }

  /**
   * Opens a file of another program.
   *
   * @param file the file
   * @return its parser, whose {@code readValueAsTree} works; the caller closes it
   * @throws IOException if the file can't be read
   */
  public static JsonParser foreign(Path file) throws IOException {
    return FOREIGN.getFactory().createParser(file.toFile());
  }

  /**
   * Opens a file of another program whose numbers keep each of their digits.
   *
   * @param file the file
   * @return its parser; the caller closes it
   * @throws IOException if the file can't be read
   */
  public static JsonParser exact(Path file) throws IOException {
    return EXACT.getFactory().createParser(file.toFile());
  }

  /**
   * Writes piece by piece, numbers with each of their digits.
   *
   * @param out where to; stays open
   * @return the generator; the caller closes it
   * @throws IOException if nothing can be written
   */
  public static JsonGenerator generator(OutputStream out) throws IOException {
    return EXACT.getFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  /** {@return a new object without a key} */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * Returns a record as an object, whose keys are the names of its parts.
   *
   * @param content the record
   */
  public static ObjectNode object(Object content) {
    return OWN.valueToTree(content);
  }

  /**
   * Writes a value as one line.
   *
   * @param value a record, a tree, or maps, lists, texts and numbers
   * @return the text, without a newline at its end
   */
  public static String line(Object value) {
    return text(OWN.writer(), value);
  }

  /**
   * Writes a value with two spaces of indent, and the same newlines on every system.
   *
   * @param value a record, a tree, or maps, lists, texts and numbers
   * @return the text, without a newline at its end
   */
  public static String indented(Object value) {
    return text(INDENTED, value);
  }

  private static String text(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not writable as JSON: " + e.getOriginalMessage(), e);
    }
  }
}
