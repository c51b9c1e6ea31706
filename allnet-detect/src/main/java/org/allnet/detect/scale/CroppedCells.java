package org.allnet.detect.scale;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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
   * @throws org.allnet.data.InputException if a part of the picture can't be read
   */
  public static List<Optional<Classification>> answers(
      Classifier classifier, PictureRegions picture, List<Polygon> cells, double redCell) {
    CellCrop crop = new CellCrop(redCell);
    List<ImageSource> sources = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      Optional<CellPixels> pixels = crop.of(picture, cells.get(i));
      if (pixels.isPresent()) {
        sources.add(new Crop(Integer.toString(i), pixels.get()));
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
