package org.allnet.detect.tile;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.Counted;
import org.allnet.evaluation.detection.Detection;

/**
 * What was found in a picture that was looked at by tiles.
 *
 * @param cells each once, the most certain first, in pixels of the picture
 * @param tiles how many tiles there are
 * @param ground how many of them show ground alone, and were passed over
 * @param thick how many show next to no ground, since red cells lie on each other
 * @param skipped how many of the thick ones were passed over
 * @param unread how many could not be read
 * @param firstProblem what is wrong with the first of those, one line; empty if there are none
 * @param resumed how many had been looked at before
 * @param layers how far tiles are monolayers
 */
public record LargeField(
    List<Detection> cells,
    int tiles,
    int ground,
    int thick,
    int skipped,
    int unread,
    String firstProblem,
    int resumed,
    TileLayers layers) {

  /** Copies {@code cells}, so that nothing changes it from outside. */
  public LargeField {
    cells = List.copyOf(cells);
  }

  /** {@return how many tiles are missing, and how many are too thick to count in, a line each} */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (unread > 0) {
      notes.add(
          "%s could not be read and %s not counted; the first: %s"
              .formatted(
                  Counted.of(unread, "tile").outOf(tiles),
                  unread == 1 ? "is" : "are",
                  firstProblem));
    }
    if (thick > 0) {
      notes.add(
          "%s of thick areas without ground between cells, %s"
              .formatted(
                  Counted.of(thick, "tile").outOf(tiles).are(),
                  skipped > 0 ? "and passed over" : "where counts are doubtful"));
    }
    return notes;
  }
}
