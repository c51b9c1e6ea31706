package org.allnet.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.image.CellPixels;
import org.allnet.detect.scale.FieldScale;
import org.allnet.evaluation.detection.Detection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What there is of finished fields before a run comes to its end. */
final class StoppedFieldsTest {

  private static final List<String> CLASSES = List.of("WBC", "RBC");

  private static final String HEADER =
      "image,class,score,left,top,right,bottom,red_cell_pixels,scale_source,scale_red_cells,scale_spread,monolayer,white_cell,counted,notes,synthetic\n";

  @TempDir private Path folder;

  private static FoundCells field(String name) {
    return new FoundCells(
        new FoundCells.LookedAt(name, Path.of(name), 40, 30, null),
        FieldScale.unknown(0),
        List.of(new Detection(0, new BoundingBox(1, 2, 11, 12), 0.75)));
  }

  private static void write(FieldFiles files, FoundCells field) {
    try (FieldView view =
        FieldView.of(new CellPixels(30, 40, 0, 0, 30, 40, new byte[3 * 40 * 30]))) {
      files.field(view, field, CLASSES);
    }
  }

  @Test
  void finishedFields_areInFilesBeforeTheEnd() throws IOException {
    Path csv = folder.resolve("new/boxes.csv");
    Path partial = folder.resolve("new/boxes.csv.partial");
    Path coco = folder.resolve("coco");
    Path geojson = folder.resolve("geo");
    FieldFiles files =
        new FieldFiles(
            csv, null, null, null, coco, geojson, null, List.of(), false, SyntheticParts.NONE);
    FoundCells a = field("p1/a.png");
    FoundCells b = field("p2/a.png");
    write(files, a);

    assertThat(partial)
        .hasContent(
            HEADER + "p1/a.png,WBC,0.7500,1.00,2.00,11.00,12.00,,unknown,0,0.0000,,whole,1,,\n");
    assertThat(csv).doesNotExist();
    assertThat(geojson.resolve("geojson/all/a.geojson")).exists();
    write(files, b);
    List<Path> kept = files.stop(List.of(a, b), CLASSES);

    Path json = coco.resolve("annotations/instances_finished.json");
    assertThat(kept).containsExactly(partial, json, geojson);
    assertThat(Files.readString(json)).contains("\"id\":2", "0.75");
    assertThat(Files.readAllLines(partial)).hasSize(3);
    assertThat(geojson.resolve("geojson/all/p2_a.geojson")).exists();
  }

  @Test
  void nothingFinished_namesNoFile() {
    FieldFiles files =
        new FieldFiles(
            folder.resolve("a.csv"),
            null,
            null,
            null,
            folder.resolve("c"),
            folder.resolve("g"),
            null,
            List.of(),
            false,
            SyntheticParts.NONE);

    assertThat(files.stop(List.of(), CLASSES)).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void noFields_aTableWithItsHeader() {
    CellRows rows = new CellRows(folder.resolve("a.csv"), List.of(), false, SyntheticParts.NONE);
    rows.finish();

    assertThat(folder.resolve("a.csv")).hasContent(HEADER);
  }
}
