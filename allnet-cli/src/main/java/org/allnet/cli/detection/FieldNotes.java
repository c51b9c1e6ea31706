package org.allnet.cli.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.allnet.detect.tile.LargeField;

/** What has to be known of what was found in a field, wherever that is written: a line each. */
final class FieldNotes {

  private FieldNotes() {}

  /**
   * Returns what has to be known of a field that was looked at.
   *
   * @param field with its scale and cells
   * @param classes the names of the detector's classes
   * @param classified whether a classifier was asked about its cells
   */
  static List<String> of(FoundCells field, List<String> classes, boolean classified) {
    return of(field, ScaleDoubt.of(field, classes), classified);
  }

  /**
   * Returns what has to be known of a field that was looked at.
   *
   * @param field with its scale and cells
   * @param doubt why its scale is doubtful
   * @param classified whether a classifier was asked about its cells
   */
  static List<String> of(FoundCells field, Optional<String> doubt, boolean classified) {
    List<String> notes = new ArrayList<>();
    LargeField tiles = field.tiles();
    if (tiles != null) {
      notes.addAll(ofTiles(tiles));
    }
    MonolayerWords.doubt(field).ifPresent(notes::add);
    doubt.ifPresent(notes::add);
    if (classified && !field.scale().isKnown()) {
      notes.add("not classified, scale " + field.scale().text());
    }
    return notes;
  }

  /** {@return how many tiles are missing, and how many are too thick to count in, a line each} */
  static List<String> ofTiles(LargeField tiles) {
    List<String> notes = new ArrayList<>(tiles.notes());
    if (tiles.thick() > 0 && tiles.skipped() == 0) {
      notes.add(notes.remove(notes.size() - 1) + "; --skip-thick passes them over");
    }
    return notes;
  }
}
