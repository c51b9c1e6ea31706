package org.allnet.network.pictures;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** A picture of pictures: a row for each image, its stages side by side. Not thread-safe. */
final class ContactSheet {

  private static final int TILE_PIXELS = 180;
  private static final int GAP_PIXELS = 4;

  private final List<List<BufferedImage>> rows = new ArrayList<>();

  void row(List<BufferedImage> stages) {
    rows.add(stages.stream().map(ContactSheet::tile).toList());
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  BufferedImage picture() {
    int columns = rows.get(0).size();
    int step = TILE_PIXELS + GAP_PIXELS;
    BufferedImage sheet =
        new BufferedImage(
            columns * step + GAP_PIXELS,
            rows.size() * step + GAP_PIXELS,
            BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < columns; c++) {
        graphics.drawImage(rows.get(r).get(c), GAP_PIXELS + c * step, GAP_PIXELS + r * step, null);
      }
    }
    graphics.dispose();
    return sheet;
  }

  private static BufferedImage tile(BufferedImage image) {
    BufferedImage tile = new BufferedImage(TILE_PIXELS, TILE_PIXELS, BufferedImage.TYPE_3BYTE_BGR);
    double scale = (double) TILE_PIXELS / Math.max(image.getWidth(), image.getHeight());
    int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
    Graphics2D graphics = tile.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(
        image, (TILE_PIXELS - width) / 2, (TILE_PIXELS - height) / 2, width, height, null);
    graphics.dispose();
    return tile;
  }
}
