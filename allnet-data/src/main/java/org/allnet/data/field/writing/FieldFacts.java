package org.allnet.data.field.writing;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;

/** What is written of a field beside its labels, such as how large cells appear in it. */
final class FieldFacts {

  private FieldFacts() {}

  /**
   * Writes facts into an object that is open.
   *
   * @param json the generator
   * @param facts texts, numbers, null, or such facts in turn, by key
   */
  static void write(JsonGenerator json, Map<?, ?> facts) throws IOException {
    for (Map.Entry<?, ?> fact : facts.entrySet()) {
      json.writeFieldName(fact.getKey().toString());
      if (fact.getValue() instanceof Map<?, ?> inner) {
        json.writeStartObject();
        write(json, inner);
        json.writeEndObject();
      } else {
        json.writeObject(fact.getValue());
      }
    }
  }
}
