package org.allnet.detect.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.allnet.data.Counted;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldPart;
import org.junit.jupiter.api.Test;

/** The memory of fields, by hand. */
final class FieldMemoryTest {

  private static Field field(int width, int height) {
    return new Field("f", Path.of("f"), width, height, FieldPart.WHOLE, List.of(), List.of());
  }

  @Test
  void fields_takeThreeBytesAPixel() {
    List<Field> fields = List.of(field(4000, 3000), field(200, 100));

    assertThat(FieldMemory.whole(fields)).isEqualTo(36_000_000 + 60_000);
    assertThat(FieldMemory.reduced(fields, 400)).isEqualTo(360_000 + 60_000);
  }

  @Test
  void fieldsThatDontFit_areRefusedWithNumbers() {
    Counted fields = Counted.of(500, "field");
    long bytes = 500L * 36_000_000;

    assertThatCode(() -> FieldMemory.require(Path.of("d"), fields, bytes, bytes))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> FieldMemory.require(Path.of("d"), fields, bytes, 1L << 30))
        .isInstanceOfSatisfying(
            OptionException.class,
            e -> {
              assertThat(e.option()).contains(OptionName.DATA);
              assertThat(e.value()).contains("d");
            })
        .hasMessageStartingWith(
            "d: its 500 fields need 17167 MiB of Java's memory, and 1024 MiB are allowed for decoded fields; ")
        .hasMessageEndingWith(", or make the fields smaller");
  }
}
