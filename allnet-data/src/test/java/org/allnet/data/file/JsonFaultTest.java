package org.allnet.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFaultTest {

  record Inner(int count) {}

  record Outer(String name, List<Inner> parts) {

    Outer {
      if (name != null && name.isEmpty()) {
        throw new IllegalArgumentException("the name is empty");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\": \"a\", \"parts\": [{\"count\": 1}, {\"cou | it breaks off",
        "{\"name\": \"a\", \"name\": \"b\"} | the key 'name' is there twice",
        "{\"name\": \"\"} | the name is empty",
        "{\"name\": \"a\"} {} | something stands behind its end",
        "{\"name\": NaN} | NaN is no number in JSON",
        "{\"name\": \"a\", ?} | '?' is out of place",
        "{\"parts\": [{\"count\": 1}, {\"count\": \"x\"}]} | parts.1.count: 'x' does not belong there",
        "{\"parts\": [{\"count\": null}]} | parts.0.count: a value is missing",
        "{\"parts\": {\"count\": 1}} | parts: a value of another kind belongs there",
        "{\"parts\": [{\"count\": 1, \"number\": 1}]} | parts.0.number: this key is unknown",
      })
  void words_nameTheKey(String text, String words) {
    assertThat(
            JsonFault.words(
                catchThrowableOfType(
                    JsonProcessingException.class, () -> Json.as(Json.read(text), Outer.class))))
        .isEqualTo(words);
  }
}
