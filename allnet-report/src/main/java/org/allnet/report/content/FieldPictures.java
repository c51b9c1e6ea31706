package org.allnet.report.content;

import java.util.List;
import org.allnet.data.field.BoundingBox;

/**
 * The pictures of a field with found cells.
 *
 * @param whole the whole field
 * @param marks boxes on it
 * @param cells some of its nucleated cells, cut out
 * @param nucleated how many of these it has
 */
public record FieldPictures(Whole whole, List<Mark> marks, List<CutOut> cells, int nucleated) {

  /** Copies the lists, so that nothing changes them from outside. */
  public FieldPictures {
    marks = List.copyOf(marks);
    cells = List.copyOf(cells);
  }

  /**
   * A whole field.
   *
   * @param width pixels across, as the boxes count them
   * @param height pixels down
   * @param jpeg the picture, which may be smaller, a JPEG file; treat it as read-only
   */
  public record Whole(int width, int height, byte[] jpeg) {}

  /**
   * A cell.
   *
   * @param box in pixels of the whole field
   * @param words what it says
   * @param classIndex of its class
   * @param outlines the edges of the cell and, if it is known, of its nucleus, as paths of SVG in
   *     pixels of the whole field; none if no more than its box is known
   */
  public record Mark(BoundingBox box, String words, int classIndex, List<String> outlines) {

    /** Copies {@code outlines}, so that nothing changes them from outside. */
    public Mark {
      outlines = List.copyOf(outlines);
    }
  }

  /**
   * A cell.
   *
   * @param classIndex of its class
   * @param words what it is, for who can't see it
   * @param caption its score, and what else is said of it
   * @param jpeg the picture, a JPEG file; treat it as read-only
   */
  public record CutOut(int classIndex, String words, String caption, byte[] jpeg) {}
}
