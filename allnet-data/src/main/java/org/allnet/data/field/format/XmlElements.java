package org.allnet.data.field.format;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.file.FilePlace;

/**
 * An XML file read element by element, never as a whole. A document type is refused, so that there
 * are no entities: nothing outside of the file is ever read, and nothing in it grows.
 */
final class XmlElements {

  private static final long MAX_BYTES = 1L << 30;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_TEXT = 1 << 24;

  /** Is told of elements. */
  interface Visitor {

    /**
     * An element begins.
     *
     * @param path its name behind those of the elements around it, such as {@code
     *     annotation/object}
     * @param attributes its attributes
     * @param place where it is
     */
    default void begin(String path, Map<String, String> attributes, FilePlace place) {}

    /**
     * An element ends.
     *
     * @param path as for its begin
     * @param text the text right in it, without blanks around
     * @param place where its end is
     */
    default void end(String path, String text, FilePlace place) {}
  }

  private XmlElements() {}

  /**
   * Reads a file.
   *
   * @param file the file
   * @param visitor is told of each element
   * @throws InputException if it can't be read, is too large, has a document type or is no
   *     well-formed XML
   */
  static void read(Path file, Visitor visitor) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw InputException.in(file, "is larger than 1 GiB; split it into smaller files");
      }
      try (Reader text = XmlText.open(file)) {
        visit(file, factory().createXMLStreamReader(text), visitor);
      }
    } catch (XMLStreamException e) {
      throw broken(file, e);
    } catch (CharacterCodingException e) {
      throw XmlText.wrongEncoding(file, e);
    } catch (IOException e) {
      throw InputException.in(
          file, "can't be read (" + ForeignFailure.words(e) + "); check its name and rights", e);
    }
  }

  /**
   * Returns the name of a file's outermost element.
   *
   * @param file the file
   * @return its name; empty if it is no XML
   */
  static String root(Path file) {
    try (Reader text = XmlText.openAny(file)) {
      XMLStreamReader reader = factory().createXMLStreamReader(text);
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.START_ELEMENT) {
          return reader.getLocalName();
        }
      }
      return "";
    } catch (IOException | XMLStreamException | InputException e) {
      return ""; // no file of labels that this reads; if it is chosen, reading says what is wrong
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  private static void visit(Path file, XMLStreamReader reader, Visitor visitor)
      throws XMLStreamException {
    Deque<String> paths = new ArrayDeque<>();
    Deque<StringBuilder> texts = new ArrayDeque<>();
    while (reader.hasNext()) {
      FilePlace place = FilePlace.at(file, Math.max(1, reader.getLocation().getLineNumber()));
      switch (reader.next()) {
        case XMLStreamConstants.DTD ->
            throw place.failure("has a document type (DOCTYPE), which is not read; delete it");
        case XMLStreamConstants.START_ELEMENT -> {
          String path =
              paths.isEmpty()
                  ? reader.getLocalName()
                  : paths.getLast() + "/" + reader.getLocalName();
          if (paths.size() == MAX_DEPTH) {
            throw place.failure("has more than 64 elements in each other; it is no label file");
          }
          paths.addLast(path);
          texts.addLast(new StringBuilder());
          visitor.begin(path, attributes(reader), place);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          StringBuilder text = texts.getLast();
          if (text.length() + reader.getTextLength() > MAX_TEXT) {
            throw place.failure("has a text of more than 16 million characters");
          }
          text.append(reader.getText());
        }
        case XMLStreamConstants.END_ELEMENT ->
            visitor.end(paths.removeLast(), texts.removeLast().toString().strip(), place);
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw place.failure("has an entity, which is not read; write the character itself");
        default -> {
          // comments and instructions say nothing
        }
      }
    }
  }

  private static Map<String, String> attributes(XMLStreamReader reader) {
    Map<String, String> attributes = new HashMap<>();
    for (int index = 0; index < reader.getAttributeCount(); index++) {
      attributes.put(reader.getAttributeLocalName(index), reader.getAttributeValue(index));
    }
    return attributes;
  }

  private static InputException broken(Path file, XMLStreamException e) {
    if (e.getNestedException() instanceof CharacterCodingException coding) {
      return XmlText.wrongEncoding(file, coding);
    }
    String words = ForeignFailure.words(e);
    int message = words.indexOf("Message: ");
    String reason = message < 0 ? words : words.substring(message + 9);
    if (reason.startsWith("ParseError")) {
      String whole = String.valueOf(e.getMessage());
      int at = whole.indexOf("Message: ");
      reason = at < 0 ? "it breaks off" : whole.substring(at + 9).strip();
    }
    long line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
    return InputException.at(
        file, line, "is no well-formed XML (" + reason + "); export the labels again", e);
  }
}
