package org.allnet.inference.image.segmentation;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.RunException;
import org.bytedeco.pytorch.Tensor;

/**
 * One picture that shows the work: a row for each image with original, saturation, mask and result,
 * the file's name above it. Not thread-safe.
 */
public final class ContactSheet {

  /** The most rows a sheet can have. */
  public static final int MAX_ROWS = 200;

  private static final List<String> COLUMNS = List.of("original", "saturation", "mask", "result");
  private static final int TILE = 160;
  private static final int GAP = 6;
  private static final int CAPTION = 18;
  private static final Color PAPER = new Color(0xF4F4F4);
  private static final Color INK = new Color(0x222222);

  private final int maxRows;
  private final List<Row> rows = new ArrayList<>();

  private record Row(String caption, List<BufferedImage> tiles) {}

  /**
   * Starts an empty sheet.
   *
   * @param maxRows how many images it takes, at most {@link #MAX_ROWS}; more are ignored
   */
  public ContactSheet(int maxRows) {
    this.maxRows = Math.min(maxRows, MAX_ROWS);
  }

  /** {@return how many more images it takes} */
  public int room() {
    return maxRows - rows.size();
  }

  /**
   * Adds images as long as there is room.
   *
   * @param captions a caption for each image
   * @param original float32 (batch, 3, height, width) in [0,1]
   * @param segmented the same batch cut out
   */
  public void add(List<String> captions, Tensor original, Segmented segmented) {
    int n = Math.min(room(), captions.size());
    if (n <= 0) {
      return;
    }
    List<List<BufferedImage>> columns =
        List.of(
            SegmentedImageWriter.pictures(original),
            SegmentedImageWriter.greyPictures(segmented.saturation(), 255),
            SegmentedImageWriter.greyPictures(segmented.mask(), 1),
            SegmentedImageWriter.pictures(segmented.image()));
    for (int i = 0; i < n; i++) {
      int row = i;
      rows.add(
          new Row(captions.get(i), columns.stream().map(column -> tile(column.get(row))).toList()));
    }
  }

  /**
   * Shrinks a picture into a square tile, black around it, in halves so that nothing is skipped.
   */
  private static BufferedImage tile(BufferedImage picture) {
    BufferedImage current = picture;
    while (Math.max(current.getWidth(), current.getHeight()) >= 2 * TILE) {
      current =
          scaled(
              current, Math.max(1, current.getWidth() / 2), Math.max(1, current.getHeight() / 2));
    }
    double scale = (double) TILE / Math.max(current.getWidth(), current.getHeight());
    int width = Math.max(1, (int) Math.round(current.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(current.getHeight() * scale));
    BufferedImage tile = new BufferedImage(TILE, TILE, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = tile.createGraphics();
    pen.drawImage(scaled(current, width, height), (TILE - width) / 2, (TILE - height) / 2, null);
    pen.dispose();
    return tile;
  }

  private static BufferedImage scaled(BufferedImage picture, int width, int height) {
    BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = result.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    pen.drawImage(picture, 0, 0, width, height, null);
    pen.dispose();
    return result;
  }

  /**
   * Draws the sheet.
   *
   * @return the picture; captions are missing on a machine without any font
   */
  public BufferedImage draw() {
    int width = GAP + COLUMNS.size() * (TILE + GAP);
    int height = CAPTION + GAP + rows.size() * (CAPTION + TILE + GAP);
    BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = sheet.createGraphics();
    pen.setColor(PAPER);
    pen.fillRect(0, 0, width, height);
    pen.setColor(INK);
    boolean text = hasFont(pen);
    for (int c = 0; c < COLUMNS.size(); c++) {
      write(pen, text, COLUMNS.get(c), GAP + c * (TILE + GAP), CAPTION - 4);
    }
    int y = CAPTION + GAP;
    for (Row row : rows) {
      write(pen, text, row.caption(), GAP, y + CAPTION - 5);
      for (int c = 0; c < row.tiles().size(); c++) {
        pen.drawImage(row.tiles().get(c), GAP + c * (TILE + GAP), y + CAPTION, null);
      }
      y += CAPTION + TILE + GAP;
    }
    pen.dispose();
    return sheet;
  }

  private static void write(Graphics2D pen, boolean text, String line, int x, int y) {
    if (text) {
      pen.drawString(line, x, y);
    }
  }

  /** A bare server may have a Java without fonts; a sheet without captions is better than none. */
  private static boolean hasFont(Graphics2D pen) {
    try {
      pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
      pen.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      return pen.getFontMetrics().stringWidth("mask") > 0;
    } catch (RuntimeException | LinkageError | InternalError e) {
      return false;
    }
  }

  /**
   * Draws the sheet and writes it as PNG.
   *
   * @param file where to
   * @throws RunException if it can't be written
   */
  public void write(Path file) {
    SegmentedImageWriter.write(draw(), file, LosslessFormat.PNG);
  }
}
