package org.allnet.data.field.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.allnet.data.field.FieldLayout;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.LabelFault.Kind;
import org.junit.jupiter.api.Test;

/** Public sets of fields. */
final class RealFieldsTest {

  private static FieldSet real(String set) {
    Path folder = Path.of(System.getProperty("allnet.realdata", "absent")).resolve(set);
    assumeTrue(Files.isDirectory(folder), "no real fields at " + folder.toAbsolutePath());
    return FieldSetReader.read(folder, FieldReadingOptions.DEFAULTS);
  }

  @Test
  void bccd_isReadWhole() {
    FieldSet set = real("bccd");

    assertThat(set.layout()).isEqualTo(FieldLayout.VOC);
    assertThat(set.fields()).hasSize(300);
    assertThat(set.classes()).containsExactlyInAnyOrder("RBC", "WBC", "Platelets");
    assertThat(set.count(Kind.OUTSIDE)).isZero();
    assertThat(set.fields()).allMatch(field -> field.size().equals("640x480"));
  }

  @Test
  void txlPbc_isReadWhole() {
    FieldSet set = real("txl-pbc");

    assertThat(set.layout()).isEqualTo(FieldLayout.YOLO);
    assertThat(set.classes()).containsExactly("WBC", "RBC", "Platelets");
    Map<String, Long> parts =
        set.fields().stream()
            .collect(Collectors.groupingBy(field -> field.part().key(), Collectors.counting()));
    assertThat(parts).isEqualTo(Map.of("train", 882L, "val", 252L));
    assertThat(set.count(Kind.DOUBLED)).isEqualTo(34); // 19 in train and 15 in val
  }
}
