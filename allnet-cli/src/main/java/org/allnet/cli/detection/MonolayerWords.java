package org.allnet.cli.detection;

import java.util.Locale;
import java.util.Optional;
import org.allnet.data.Counted;
import org.allnet.detect.look.Monolayer;
import org.allnet.detect.tile.LargeField;
import org.allnet.detect.tile.TileLayers;

/** What is said to a reader of how far a field is a monolayer. */
final class MonolayerWords {

  private MonolayerWords() {}

  /** {@return the score of a field; empty if it has none} */
  static Optional<String> score(FoundCells field) {
    LargeField tiles = field.tiles();
    return tiles == null
        ? Optional.ofNullable(field.monolayer()).map(MonolayerWords::score)
        : score(tiles.layers());
  }

  /** {@return the score of a picture that was looked at by tiles; empty if it has none} */
  static Optional<String> score(TileLayers layers) {
    return layers
        .median()
        .map(
            median ->
                String.format(
                    Locale.ROOT,
                    "%s in the median of %s with five red cells or more, %d below %.2f",
                    score(median),
                    Counted.of(layers.tiles().size(), "tile").withCommas(),
                    layers.poor(),
                    Monolayer.POOR));
  }

  private static String score(Monolayer monolayer) {
    return String.format(Locale.ROOT, "monolayer score %.2f", monolayer.score());
  }

  /** {@return why its counts are doubtful; empty if they are not, or nobody knows} */
  static Optional<String> doubt(FoundCells field) {
    return Optional.ofNullable(field.monolayer())
        .filter(monolayer -> monolayer.score() < Monolayer.POOR)
        .map(
            monolayer ->
                String.format(
                    Locale.ROOT,
                    "no monolayer (score %.2f), so counts are doubtful",
                    monolayer.score()));
  }
}
