package org.allnet.cli.detection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.file.Csv;
import org.allnet.data.file.GrowingFile;
import org.allnet.detect.mask.CellMask;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.WhiteCells;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.Classification;
import org.jspecify.annotations.Nullable;

/**
 * The table of all cells. Rows are written to a file beside it as fields are finished, so that none
 * is lost if the process ends; this gets the table's name at the end. What is no regular file, such
 * as a pipe, gets all rows at the end. Not for several threads.
 */
final class CellRows {

  private static final List<String> HEADER =
      List.of(
          "image",
          "class",
          "score",
          "left",
          "top",
          "right",
          "bottom",
          "red_cell_pixels",
          "scale_source",
          "scale_red_cells",
          "scale_spread",
          "monolayer",
          "white_cell",
          "counted",
          "notes",
          "synthetic");

  private static final List<String> MASK_HEADER =
      List.of("cell_area", "nucleus_area", "nucleus_fraction");

  private final List<String> labels;
  private final boolean masks;
  private final SyntheticParts synthetic;
  private final @Nullable Path csv;
  private final @Nullable Path partial;
  private final List<List<String>> waiting = new ArrayList<>();
  private @Nullable GrowingFile open;
  private int counted;

  /**
   * Creates a table without a row; its file is made with the first.
   *
   * @param csv the table's file; null if none is wanted
   * @param labels the classes of the classifier; none if cells are not classified
   * @param masks whether cells are outlined
   * @param synthetic what of it comes from cells that a program made
   */
  CellRows(@Nullable Path csv, List<String> labels, boolean masks, SyntheticParts synthetic) {
    this.labels = List.copyOf(labels);
    this.masks = masks;
    this.synthetic = synthetic;
    this.csv = csv;
    this.partial = csv == null ? null : partial(csv);
  }

  /** {@return where rows are until all are there; null if that is no place for a file} */
  static @Nullable Path partial(Path csv) {
    boolean regular =
        !Files.exists(csv) || (Files.isRegularFile(csv) && !Files.isSymbolicLink(csv));
    return regular
            && !csv.toAbsolutePath().startsWith("/dev")
            && !csv.toAbsolutePath().startsWith("/proc")
        ? csv.resolveSibling(csv.getFileName() + ".partial")
        : null;
  }

  /**
   * Takes the cells of a field.
   *
   * @param field the field
   * @param classes the names of the classes
   */
  void add(FoundCells field, List<String> classes) {
    if (csv == null) {
      return;
    }
    WhiteCells white = field.white(classes);
    Map<Detection, Integer> numbers = new HashMap<>();
    for (Detection cell : white.whole()) {
      if (labels.isEmpty() || field.answers().containsKey(cell)) {
        numbers.put(cell, ++counted);
      }
    }
    List<List<String>> rows =
        field.cells().stream().map(cell -> row(field, cell, classes, white, numbers)).toList();
    Path file = partial;
    if (file == null) {
      waiting.addAll(rows);
      return;
    }
    GrowingFile growing = open;
    if (growing == null) {
      growing = GrowingFile.open(file, 0);
      open = growing;
      growing.append(Csv.text(List.of(header())));
    }
    growing.append(Csv.text(rows));
  }

  /** Gives the table its name. */
  void finish() {
    Path file = partial;
    GrowingFile growing = open;
    if (csv != null && (file == null || growing == null)) {
      Csv.write(csv, header(), waiting);
    } else if (csv != null && file != null && growing != null) {
      growing.force();
      growing.close();
      try {
        Files.move(file, csv, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw GrowingFile.unwritten(csv, e);
      }
    }
  }

  /** {@return the file that has the rows of the fields so far, if there is one} */
  List<Path> kept() {
    return partial == null || open == null ? List.of() : List.of(partial);
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(HEADER);
    if (masks) {
      header.addAll(MASK_HEADER);
    }
    if (!labels.isEmpty()) {
      header.addAll(List.of("answer", "reason"));
      labels.forEach(label -> header.add("p_" + label));
    }
    return header;
  }

  private List<String> row(
      FoundCells field,
      Detection cell,
      List<String> classes,
      WhiteCells white,
      Map<Detection, Integer> numbers) {
    BoundingBox box = cell.box();
    FieldScale scale = field.scale();
    List<String> row =
        new ArrayList<>(
            List.of(
                field.image(),
                classes.get(cell.classIndex()),
                String.format(Locale.ROOT, "%.4f", cell.score()),
                pixels(box.left()),
                pixels(box.top()),
                pixels(box.right()),
                pixels(box.bottom()),
                scale.isKnown() ? pixels(scale.redCell()) : "",
                scale.source().key(),
                Integer.toString(scale.redCells()),
                String.format(Locale.ROOT, "%.4f", scale.spread()),
                field
                    .monolayerAt(cell)
                    .map(one -> String.format(Locale.ROOT, "%.4f", one.score()))
                    .orElse(""),
                white.state(cell).map(WhiteCells.State::key).orElse(""),
                Objects.toString(numbers.get(cell), ""),
                String.join("; ", field.notes()),
                String.join(" ", synthetic.keys())));
    if (masks) {
      row.addAll(areas(field.masks().get(cell)));
    }
    if (!labels.isEmpty()) {
      answer(field.answers().get(cell), row);
    }
    return row;
  }

  private static List<String> areas(@Nullable CellMask mask) {
    return mask == null
        ? List.of("", "", "")
        : List.of(
            String.format(Locale.ROOT, "%.0f", mask.cell().area()),
            String.format(Locale.ROOT, "%.0f", mask.nucleus().area()),
            String.format(Locale.ROOT, "%.4f", mask.nucleusFraction()));
  }

  private void answer(@Nullable Classification answer, List<String> row) {
    if (answer == null) {
      row.addAll(Collections.nCopies(2 + labels.size(), ""));
      return;
    }
    row.add(CropClassifier.word(answer));
    row.add(DecisionWords.reason(answer.decision()));
    for (String label : labels) {
      Double probability = answer.probabilities().get(label);
      row.add(probability == null ? "" : String.format(Locale.ROOT, "%.4f", probability));
    }
  }

  private static String pixels(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
