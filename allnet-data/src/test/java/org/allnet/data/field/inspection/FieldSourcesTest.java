package org.allnet.data.field.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldLayout;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.FieldSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose fields are, and of which slide. */
final class FieldSourcesTest {

  @TempDir private Path folder;

  private FieldSources sources(Stream<String> names) throws IOException {
    List<String> all = names.toList();
    for (String name : all) {
      Files.write(folder.resolve(name), new byte[0]);
    }
    List<Field> fields =
        all.stream()
            .map(
                name ->
                    new Field(
                        name,
                        folder.resolve(name),
                        640,
                        480,
                        FieldPart.WHOLE,
                        List.of(),
                        List.of(),
                        Map.of()))
            .toList();
    return FieldSources.of(
        new FieldSet("set", folder, FieldLayout.YOLO, List.of(), fields, List.of(), List.of()));
  }

  @Test
  void slideAndPatient_goByThePatient() throws IOException {
    FieldSources sources =
        sources(
            IntStream.range(0, 24)
                .mapToObj(i -> "slide%d_patient%d_%d.png".formatted(i / 3, i / 6, i)));

    assertThat(sources.count()).isEqualTo(4);
    assertThat(sources.byField()).containsEntry("slide3_patient1_9.png", "patient 1");
    assertThat(sources.notes()).isEmpty();
  }

  @Test
  void slideOfTwoPatients_isTold() throws IOException {
    FieldSources sources =
        sources(
            IntStream.range(0, 24)
                .mapToObj(i -> "patient%d_slide%d_%d.png".formatted(i / 6, i / 3 % 2, i)));

    assertThat(sources.count()).isEqualTo(4);
    assertThat(sources.notes())
        .singleElement()
        .asString()
        .contains("slide 0 is of 4 persons", "patient 0 and patient 1", "go by the person");
  }

  @Test
  void runningNumbers_tellNoSlide() throws IOException {
    FieldSources sources = sources(IntStream.range(0, 24).mapToObj("smear_%03d.png"::formatted));

    assertThat(sources.byField()).isEmpty();
    assertThat(sources.notes())
        .singleElement()
        .asString()
        .contains("each of 24 fields has a number of its own", "smear 000", "subjects.csv");
  }

  @Test
  void tableThatLacksFields_isToldAndUsed() throws IOException {
    Files.writeString(folder.resolve("subjects.csv"), "image,subject\na.png,Ann\nb.png,Ann\n");
    FieldSources sources = sources(Stream.of("a.png", "b.png", "c.png"));

    assertThat(sources.byField()).isEqualTo(Map.of("a.png", "Ann", "b.png", "Ann"));
    assertThat(sources.notes())
        .anyMatch(note -> note.toString().contains("no subject in subjects.csv: c.png"));
  }

  @Test
  void wordInSomeNamesOnly_tellsNothing() throws IOException {
    assertThat(sources(Stream.of("slide1_a.png", "slide1_b.png", "c.png")))
        .isEqualTo(new FieldSources(Map.of(), FieldSources.SLIDE, List.of()));
  }
}
