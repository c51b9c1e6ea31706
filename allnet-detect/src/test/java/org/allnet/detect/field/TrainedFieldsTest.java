package org.allnet.detect.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.allnet.data.InputException;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.LabelledBox;
import org.allnet.data.field.Polygon;
import org.allnet.detect.field.TrainedFields.Content;
import org.allnet.testing.StoredFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training began with, and what is said if it is to go on with something else. */
final class TrainedFieldsTest {

  private static final String STORED = "fields-1.csv";
  private static final Path DATA = Path.of("fields");

  private static final Content A =
      new Content(FieldPart.TRAINING, "ab".repeat(32), "cd".repeat(32));
  private static final Content B =
      new Content(FieldPart.VALIDATION, "01".repeat(32), "23".repeat(32));
  private static final TrainedFields BOTH = new TrainedFields(Map.of("a.png", A, "b, 1.png", B));

  @TempDir Path folder;

  private static TrainedFields changed(String name, Content content) {
    Map<String, Content> fields = new TreeMap<>(BOTH.fields());
    fields.put(name, content);
    return new TrainedFields(fields);
  }

  private void requireRefused(TrainedFields now, String change) {
    assertThatThrownBy(() -> now.requireBegun(folder, DATA))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "fields: has changed since the training was begun: %s; put it back as it was, or train into a new folder"
                .formatted(change));
  }

  @Test
  void sameFields_mayGoOn() {
    BOTH.write(folder);

    assertThatCode(() -> BOTH.requireBegun(folder, DATA)).doesNotThrowAnyException();
  }

  @Test
  void eachChange_isNamed() {
    BOTH.write(folder);

    requireRefused(
        changed("a.png", new Content(FieldPart.TRAINING, A.image(), B.labels())),
        "1 field with other labels (a.png)");
    requireRefused(
        changed("a.png", new Content(FieldPart.VALIDATION, A.image(), A.labels())),
        "1 field in the other part (a.png)");
    requireRefused(
        changed("b, 1.png", new Content(FieldPart.VALIDATION, A.image(), A.labels())),
        "1 image with another content (b, 1.png), 1 field with other labels (b, 1.png)");
    requireRefused(changed("c.png", B), "1 image added (c.png)");
    requireRefused(
        new TrainedFields(Map.of("a.png", A)), "1 image removed or no longer readable (b, 1.png)");
  }

  /** Trainings that were begun before know their fields by these hashes. */
  @Test
  void hashes_areThoseOfBefore() {
    assertThat(BOTH.identity())
        .isEqualTo("7c82e74b4b889c7fc0c4feb8491fad0435c063b10a2e30590cbf21fc28b55ef0");
    assertThat(BOTH.split())
        .isEqualTo("ba6cf506c8a0907259de94996c0dda19af600b133c479784ad052fd4c9fe42f1");
    assertThat(BOTH.fingerprint())
        .isEqualTo("4ca3a122f69c1b3c41322436cc5d7572dead86fc4f65412b3aaa8307067c3156");
  }

  @Test
  void unknownPart_isRefusedWithItsLine() throws IOException {
    BOTH.write(folder);
    Path file = folder.resolve(TrainedFields.FILE);
    Files.writeString(file, Files.readString(file).replace(",val,", ",valid,"));

    assertThatThrownBy(() -> BOTH.requireBegun(folder, DATA))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "fields.csv: line 3: part 'valid' is unknown; put the training's own");
  }

  @Test
  void listThatIsGone_isRefused() {
    assertThatThrownBy(() -> BOTH.requireBegun(folder, DATA))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("fields.csv: is missing, which says what the training began with");
  }

  @Test
  void content_changesWithImageAndLabels() throws IOException {
    Path file = Files.writeString(folder.resolve("a.png"), "x");
    TrainedFields plain = of(file, LabelledBox.of("WBC", new BoundingBox(1, 2, 5, 6)));

    assertThat(of(file, LabelledBox.of("WBC", new BoundingBox(1, 2, 5, 6)))).isEqualTo(plain);
    for (LabelledBox other :
        List.of(
            LabelledBox.of("RBC", new BoundingBox(1, 2, 5, 6)),
            LabelledBox.of("WBC", new BoundingBox(1, 2, 5, 6.5)),
            new LabelledBox("WBC", new BoundingBox(1, 2, 5, 6), 15, false, null, null, null),
            new LabelledBox("WBC", new BoundingBox(1, 2, 5, 6), 16, true, null, null, null),
            LabelledBox.of("WBC", Polygon.of(1, 2, 5, 2, 5, 6, 1, 6)))) {
      TrainedFields changed = of(file, other);
      assertThat(changed.identity()).isNotEqualTo(plain.identity());
      assertThat(changed.fingerprint()).isEqualTo(plain.fingerprint());
      assertThat(changed.split()).isEqualTo(plain.split());
    }
    LabelledBox left = LabelledBox.of("WBC", Polygon.of(1, 2, 9, 2, 1, 9));
    LabelledBox right = LabelledBox.of("WBC", Polygon.of(1, 2, 9, 2, 9, 9));
    assertThat(of(file, left).identity()).isNotEqualTo(of(file, right).identity());
    Files.writeString(file, "y");
    assertThat(of(file, left).fingerprint()).isNotEqualTo(plain.fingerprint());
  }

  private static TrainedFields of(Path file, LabelledBox box) {
    Field field = new Field("a.png", file, 20, 20, FieldPart.WHOLE, List.of(box), List.of());
    return TrainedFields.of(
        new FieldParts(List.of(field), List.of(), FieldParts.Origin.OWN, Set.of(), List.of()));
  }

  @Test
  void listOfVersion1_isReadAndWrittenAsStored() throws IOException {
    BOTH.write(folder);
    StoredFile.storeIfMissing(STORED, folder.resolve(TrainedFields.FILE));
    StoredFile.requireSame(STORED, folder.resolve(TrainedFields.FILE));
    Files.copy(
        StoredFile.of(STORED),
        Files.createDirectory(folder.resolve("x")).resolve(TrainedFields.FILE));

    assertThat(TrainedFields.read(folder.resolve("x"))).isEqualTo(BOTH);
  }
}
