package org.allnet.detect.scale;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.field.Polygon;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageSource;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.inference.Classification;
import org.allnet.inference.Classifier;

/** Cells of a picture as a classifier sees them: cut out on black at the scale of C-NMC. */
public final class CroppedCells {

  private CroppedCells() {}

  /**
   * Classifies cells.
   *
   * @param classifier is asked
   * @param picture the picture
   * @param cells their edges
   * @param redCell pixels of a red cell in the picture
   * @return the answer about each, in their order; empty if a cell can't be cut out or classified
   * @throws InputException if a part of the picture can't be read
   */
  public static List<Optional<Classification>> answers(
      Classifier classifier, PictureRegions picture, List<Polygon> cells, double redCell) {
    return answers(
        classifier,
        picture,
        cells,
        redCell,
        unread -> {
          throw unread;
        });
  }

  /**
   * Classifies those cells that can be read. A large picture may have one part that is broken, and
   * thousands of cells beside it.
   *
   * @param classifier is asked
   * @param picture the picture
   * @param cells their edges
   * @param redCell pixels of a red cell in the picture
   * @param unread is told of each cell whose part of the picture can't be read
   * @return the answer about each, in their order; empty if a cell can't be read, cut out or
   *     classified
   */
  public static List<Optional<Classification>> answers(
      Classifier classifier,
      PictureRegions picture,
      List<Polygon> cells,
      double redCell,
      Consumer<InputException> unread) {
    CellCrop crop = new CellCrop(redCell);
    List<ImageSource> sources = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      try {
        Optional<CellPixels> pixels = crop.of(picture, cells.get(i));
        if (pixels.isPresent()) {
          sources.add(new Crop(Integer.toString(i), pixels.get()));
        }
      } catch (InputException e) {
        unread.accept(e);
      }
    }
    Map<String, Classification> byName = new HashMap<>();
    if (!sources.isEmpty()) {
      classifier
          .classifyAll(sources)
          .classifications()
          .forEach(one -> byName.put(one.image(), one));
    }
    List<Optional<Classification>> answers = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      answers.add(Optional.ofNullable(byName.get(Integer.toString(i))));
    }
    return answers;
  }

  /**
   * Returns what has to be known of cells that could not be read.
   *
   * @param unread what is wrong with each
   * @return a line; none if there are none
   */
  public static List<String> notes(List<String> unread) {
    return unread.isEmpty()
        ? List.of()
        : List.of(
            "%s could not be read to be classified; the first: %s"
                .formatted(Counted.of(unread.size(), "white cell"), unread.get(0)));
  }

  private record Crop(String name, CellPixels pixels) implements ImageSource {

    @Override
    public long pixelBytes() {
      return pixels.rgb().length;
    }

    @Override
    public CellPixels decode(ImageDecoder decoder, Consumer<String> notes) {
      return pixels;
    }
  }
}
