package org.allnet.benchmark.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.benchmark.engine.LabelledCell;
import org.allnet.data.image.CellPixels;

/** Decoded cells in a file, so that every process computes on the same ones. */
public final class CellFile {

  private CellFile() {}

  /**
   * Writes cells.
   *
   * @param file where to
   * @param cells the cells
   * @throws UncheckedIOException if the file can't be written
   */
  public static void write(Path file, List<LabelledCell> cells) {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(cells.size());
      for (LabelledCell cell : cells) {
        CellPixels pixels = cell.pixels();
        out.writeInt(cell.label());
        out.writeInt(pixels.frameHeight());
        out.writeInt(pixels.frameWidth());
        out.writeInt(pixels.top());
        out.writeInt(pixels.left());
        out.writeInt(pixels.height());
        out.writeInt(pixels.width());
        out.write(pixels.rgb());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<LabelledCell> read(Path file) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      List<LabelledCell> cells = new ArrayList<>();
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        int label = in.readInt();
        int frameHeight = in.readInt();
        int frameWidth = in.readInt();
        int top = in.readInt();
        int left = in.readInt();
        int height = in.readInt();
        int width = in.readInt();
        byte[] rgb = in.readNBytes(height * width * 3);
        cells.add(
            new LabelledCell(
                new CellPixels(frameHeight, frameWidth, top, left, height, width, rgb), label));
      }
      return cells;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
