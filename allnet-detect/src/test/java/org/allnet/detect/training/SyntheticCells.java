package org.allnet.detect.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.allnet.data.field.Mask;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.region.LargePictures;
import org.allnet.detect.field.OutlinedCell;

/** Drawn cells for tests: a dark disc in a pale one, on a pale ground with noise. */
public final class SyntheticCells {

  private SyntheticCells() {}

  /** Draws cells, one in each picture. */
  public static List<OutlinedCell> of(int count, int side, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<OutlinedCell> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double centre = side / 2.0 + 4 * random.nextDouble();
      double radius = side * (0.25 + 0.08 * random.nextDouble());
      byte[] rgb = new byte[3 * side * side];
      for (int p = 0; p < side * side; p++) {
        double distance = Math.hypot(p % side + 0.5 - centre, p / side + 0.5 - centre);
        int[] colour =
            distance < 0.6 * radius
                ? new int[] {90, 40, 120}
                : distance < radius ? new int[] {190, 150, 200} : new int[] {230, 215, 205};
        for (int band = 0; band < 3; band++) {
          rgb[3 * p + band] = (byte) (colour[band] + random.nextInt(20) - 10);
        }
      }
      String name = i + ".png";
      Mask cell = disc(side, centre, radius);
      cells.add(
          new OutlinedCell(
              name + "#1",
              name,
              LargePictures.of(new CellPixels(side, side, 0, 0, side, side, rgb)),
              cell.box(),
              cell,
              disc(side, centre, 0.6 * radius)));
    }
    return cells;
  }

  private static Mask disc(int side, double centre, double radius) {
    Mask.Rows rows = new Mask.Rows();
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        if (Math.hypot(x + 0.5 - centre, y + 0.5 - centre) < radius) {
          rows.add(y, x, x + 1);
        }
      }
    }
    return rows.mask();
  }
}
