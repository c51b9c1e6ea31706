package org.allnet.detect.tile;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.allnet.data.field.BoundingBox;
import org.allnet.detect.box.FieldPixels;
import org.allnet.evaluation.detection.Detection;

/** Finds connected coloured spots on white, also the parts of those that a tile cuts. */
final class ColourFinder implements CellFinder {

  static final double LARGEST = 24;

  /** White with spots that do not touch; two classes and many scores are told by colours. */
  static BufferedImage picture(int width, int height, long seed) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, width, height);
    Random random = new Random(seed);
    int step = (int) LARGEST + 2;
    for (int y = 0; y + step <= height + step / 2; y += step) {
      for (int x = 0; x + step <= width + step / 2; x += step) {
        if (random.nextInt(10) < 7) {
          int across = 4 + random.nextInt((int) LARGEST - 4);
          int down = 4 + random.nextInt((int) LARGEST - 4);
          pen.setColor(
              new Color(random.nextInt(2) * 100, random.nextInt(200), random.nextInt(200)));
          pen.fillRect(
              x + random.nextInt(step - across), y + random.nextInt(step - down), across, down);
        }
      }
    }
    pen.dispose();
    return picture;
  }

  @Override
  public List<Detection> find(FieldPixels pixels) {
    int width = pixels.width();
    boolean[] seen = new boolean[width * pixels.height()];
    List<Detection> found = new ArrayList<>();
    for (int i = 0; i < seen.length; i++) {
      if (!seen[i] && isSpot(pixels, i)) {
        found.add(spot(pixels, i, seen));
      }
    }
    return found;
  }

  private static boolean isSpot(FieldPixels pixels, int i) {
    int red = pixels.rgb()[3 * i] & 0xFF;
    return red == 0 || red == 100;
  }

  private static Detection spot(FieldPixels pixels, int first, boolean[] seen) {
    int width = pixels.width();
    Deque<Integer> open = new ArrayDeque<>(List.of(first));
    seen[first] = true;
    int left = width;
    int right = 0;
    int top = pixels.height();
    int bottom = 0;
    while (!open.isEmpty()) {
      int at = open.pop();
      int x = at % width;
      int y = at / width;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
      int[][] steps = {{x - 1, y}, {x + 1, y}, {x, y - 1}, {x, y + 1}};
      for (int[] to : steps) {
        int next = to[1] * width + to[0];
        if (to[0] >= 0
            && to[0] < width
            && to[1] >= 0
            && to[1] < pixels.height()
            && !seen[next]
            && isSpot(pixels, next)) {
          seen[next] = true;
          open.push(next);
        }
      }
    }
    int green = pixels.rgb()[3 * first + 1] & 0xFF;
    int blue = pixels.rgb()[3 * first + 2] & 0xFF;
    return new Detection(
        (pixels.rgb()[3 * first] & 0xFF) / 100,
        new BoundingBox(left, top, right, bottom),
        (green * 200 + blue) / 40_000.0);
  }
}
