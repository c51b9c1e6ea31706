package org.allnet.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.field.BoundingBox;
import org.allnet.detect.scale.FieldScale;
import org.allnet.evaluation.detection.Detection;
import org.allnet.report.content.FieldsReport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What white cells of each slide, person or folder are. */
final class SlideCountsTest {

  private static final List<String> CLASSES = List.of("blast", "lymphocyte", "RBC");

  @TempDir private Path folder;

  private final List<String> notes = new ArrayList<>();
  private WhiteCount none = new WhiteCount(CLASSES, List.of());

  /** A field with so many blasts, and one lymphocyte and one red cell. */
  private static FoundCells field(String name, int blasts) {
    List<Detection> cells = new ArrayList<>();
    for (int i = 0; i < blasts + 2; i++) {
      cells.add(
          new Detection(
              Math.max(0, i - blasts + 1), BoundingBox.ofSize(10 + 50 * i, 10, 40, 40), 0.9));
    }
    return new FoundCells(
        new FoundCells.LookedAt(name, Path.of(name), 1000, 400, null),
        FieldScale.unknown(0),
        cells);
  }

  private SlideCounts of(@Nullable Path table, FoundCells... fields) {
    Map<String, Path> images = new LinkedHashMap<>();
    for (FoundCells field : fields) {
      images.put(field.image(), field.file());
    }
    SlideCounts counts = SlideCounts.of(images, table, none, notes::add);
    for (FoundCells field : fields) {
      counts.add(field);
    }
    return counts;
  }

  @Test
  void slidesOfNames_areCountedApart() {
    SlideCounts counts =
        of(null, field("slide_1_a.png", 1), field("slide_2_a.png", 3), field("slide_1_b.png", 0));

    assertThat(counts.lines())
        .contains(
            "slide 1: 2 fields, 3 white cells are counted",
            "slide 2: 1 field, 4 white cells are counted")
        .anyMatch(line -> line.startsWith("  blast: 1 of 3 cells, 33.3 %"))
        .anyMatch(line -> line.startsWith("  blast: 3 of 4 cells, 75.0 %"));
    FieldsReport.Slides report = counts.report();
    assertThat(report.unit()).isEqualTo("slide");
    assertThat(report.words()).containsExactly("blast", "lymphocyte");
    assertThat(report.rows())
        .extracting(FieldsReport.Slides.Row::name)
        .containsExactly("slide 1", "slide 2");
    assertThat(report.rows().get(0).counts())
        .extracting(FieldsReport.WhiteCells.Count::cells)
        .containsExactly(1L, 2L);
    assertThat(counts.toJson().get("unit")).isEqualTo("slide");
    assertThat((List<?>) counts.toJson().get("counts")).hasSize(2);
  }

  @Test
  void slidesOfOnePerson_areCountedApart() {
    SlideCounts counts =
        of(
            null,
            field("patient7/slide_1_a.png", 1),
            field("patient7/slide_2_a.png", 3),
            field("patient7/slide_1_b.png", 0));

    assertThat(counts.unit()).isEqualTo("slide");
    assertThat(counts.lines())
        .contains(
            "slide 1: 2 fields, 3 white cells are counted",
            "slide 2: 1 field, 4 white cells are counted");
  }

  @Test
  void table_countsMoreThanNames() throws IOException {
    Files.writeString(
        folder.resolve("subjects.csv"),
        "image,subject\nslide_1_a.png,Ann\nslide_2_a.png,Ann\nslide_3_a.png,Bea\n");
    for (String name : List.of("slide_1_a.png", "slide_2_a.png", "slide_3_a.png")) {
      Files.write(folder.resolve(name), new byte[0]);
    }
    SlideCounts counts =
        of(folder, field("slide_1_a.png", 1), field("slide_2_a.png", 1), field("slide_3_a.png", 1));

    assertThat(counts.unit()).isEqualTo("subject");
    assertThat(counts.lines()).contains("Ann: 2 fields, 4 white cells are counted");
  }

  @Test
  void namesTellNothing_foldersCount() {
    SlideCounts counts = of(null, field("p/a.png", 1), field("p/b.png", 1), field("c.png", 0));

    assertThat(counts.lines())
        .contains(
            "folder p: 2 fields, 4 white cells are counted",
            "folder .: 1 field, 1 white cell is counted");
  }

  /** Names begin at each folder that was named, and are whole paths if two are alike. */
  @Test
  void severalFoldersNamed_eachCounts() {
    Map<String, Path> images = new LinkedHashMap<>();
    images.put("run/a/1.png", Path.of("run/a/1.png"));
    images.put("2.png", Path.of("run/a/2.png"));
    images.put("run/b/1.png", Path.of("run/b/1.png"));
    images.put("3.png", Path.of("run/b/3.png"));
    SlideCounts counts = SlideCounts.of(images, null, none, notes::add);
    images.keySet().forEach(name -> counts.add(field(name, 1)));

    assertThat(counts.lines())
        .contains(
            "folder a: 2 fields, 4 white cells are counted",
            "folder b: 2 fields, 4 white cells are counted");
  }

  @Test
  void tableLacksAField_isNoted() throws IOException {
    Files.writeString(folder.resolve("subjects.csv"), "image,subject\n1.png,Ann\n2.png,Bea\n");
    for (String name : List.of("1.png", "2.png", "3.png", "4.png")) {
      Files.write(folder.resolve(name), new byte[0]);
    }
    of(folder, field("1.png", 1), field("2.png", 1), field("3.png", 1), field("4.png", 1));

    assertThat(notes)
        .contains(
            "2 fields are of no subject that subjects.csv names, and counted in the sum alone");
  }

  /** Cells at the edge are no part of a count, and fields of unknown scale are not classified. */
  @Test
  void whatIsNotCounted_isSaidOfEach() {
    FoundCells[] fields = {
      field("slide_1_a.png", 1), field("slide_2_a.png", 1), cut("slide_2_b.png")
    };

    assertThat(of(null, fields).lines())
        .contains(
            "slide 2: 2 fields, 2 white cells are counted; not counted: 1 cell cut by the edge of a field");
    none = new WhiteCount(CLASSES, List.of("all", "hem"));
    assertThat(of(null, fields).lines())
        .contains(
            "slide 1: 1 field, 0 white cells are counted; 1 field is left out, since the scale is unknown");
  }

  private static FoundCells cut(String name) {
    return new FoundCells(
        new FoundCells.LookedAt(name, Path.of(name), 1000, 400, null),
        FieldScale.unknown(0),
        List.of(new Detection(0, BoundingBox.ofSize(0, 10, 40, 40), 0.9)));
  }

  @Test
  void oneFolderOrOneFieldEach_isSaidAlready() {
    assertThat(of(null, field("a.png", 1), field("b.png", 1)).lines()).isEmpty();
    SlideCounts each = of(null, field("slide1/a.png", 1), field("slide2/a.png", 1));
    assertThat(each.lines()).isEmpty();
    assertThat(each.toJson()).isEmpty();
    assertThat(each.report().rows()).isEmpty();
    assertThat(notes).isEmpty();
  }
}
