package org.allnet.detect.tile;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.data.image.region.PictureOverview;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;
import org.allnet.evaluation.detection.Detection;

/**
 * Finds out at what scale red cells appear in a large picture, by looking at a few places of it at
 * many scales: the right one is that at which most red cells are found in the size that the
 * detector has learned.
 *
 * @param finder finds cells in a square part of any size
 * @param input side of its input in pixels
 * @param trained pixels of a red cell in that input, as it has learned them
 * @param redCell the class of red cells
 */
public record ScaleProbe(CellFinder finder, int input, double trained, int redCell) {

  private static final double LEAST_RED_CELL = 6;
  private static final double MOST_RED_CELL = 400;
  private static final double STEP = 1.35;
  private static final int GRID = 12;
  private static final int WINDOW = 256;
  private static final int FEW = 3;
  private static final int MOST = 16;

  /** A monolayer covers about half of the ground. */
  private static final double COVERED = 0.5;

  /** What differs by so many levels from the brightest is not ground. */
  private static final int STAIN = 25;

  /** A red cell of the right scale is so many times smaller or larger than the learned one. */
  private static final double SIMILAR = 1.3;

  /** Of so many red cells the median tells how large they are about. */
  private static final int LEAST_SIMILAR = 10;

  /** Of larger ones there are fewer. */
  private static final int LEAST_LARGER = 3;

  /** So many red cells lie side by side at least, or nothing can be told. */
  private static final double LEAST_ACROSS = 2;

  private record Place(double x, double y, double covered) {}

  /**
   * Looks for red cells at some places of a picture.
   *
   * @param picture the picture
   * @return the scale in pixels of its finest resolution; unknown if too few red cells were found
   */
  public FieldScale of(PictureRegions picture) {
    List<Place> places = places(picture);
    double best = best(picture, places, MOST_RED_CELL);
    if (best == 0) {
      return FieldScale.unknown(0);
    }
    FieldScale first = measured(picture, places, best);
    return first.isKnown() ? measured(picture, places, first.redCell()) : first;
  }

  /**
   * Looks for red cells at some places of a picture, to tell how it has to be looked at. Red cells
   * that touch others count too, so that the scale is too rough to classify cells by.
   *
   * @param picture the picture
   * @param largest pixels of the largest red cells that are looked for
   * @return the scale in pixels of its finest resolution; unknown if too few red cells were found
   */
  public FieldScale roughly(PictureRegions picture, double largest) {
    List<Place> places = places(picture);
    double best = best(picture, places, largest);
    if (best == 0) {
      return FieldScale.unknown(0);
    }
    List<Double> sides = new ArrayList<>();
    for (Window window : windows(picture, places, best, MOST)) {
      sides.addAll(sides(similar(picture, window, best), picture.reduction(window.level())));
    }
    sides.sort(Comparator.naturalOrder());
    return sides.size() < LEAST_SIMILAR ? FieldScale.unknown(sides.size()) : middle(sides);
  }

  /**
   * Looks for red cells that are too large for the picture as a whole, by looking at all of it made
   * smaller. Few of these are in a picture, so that few tell.
   *
   * @param picture the picture
   * @param smallest pixels of the smallest red cells that are looked for
   * @return the scale in pixels of its finest resolution; unknown if too few red cells were found
   */
  public FieldScale roughlyLarger(PictureRegions picture, double smallest) {
    double longer = Math.max(picture.width(), picture.height());
    List<Double> best = List.of();
    double most = 0;
    for (double guess = smallest; guess <= longer / LEAST_ACROSS; guess *= STEP) {
      int side = (int) Math.round(longer * trained / guess);
      PictureOverview small = PictureOverview.of(picture, Math.min(side, input));
      double reduction = longer / Math.max(small.width(), small.height());
      FieldPixels part = new FieldPixels(small.width(), small.height(), small.rgb());
      List<Detection> cells = similar(TileSearch.square(part, input), reduction, guess);
      double sum = cells.stream().mapToDouble(Detection::score).sum();
      if (cells.size() >= LEAST_LARGER && sum > most) {
        most = sum;
        best = sides(cells, reduction);
      }
    }
    return best.isEmpty() ? FieldScale.unknown(0) : middle(best);
  }

  private static List<Double> sides(List<Detection> cells, double reduction) {
    return cells.stream().map(cell -> Math.sqrt(cell.box().area()) * reduction).sorted().toList();
  }

  private static FieldScale middle(List<Double> sides) {
    return new FieldScale(
        sides.get(sides.size() / 2), 0, sides.size(), FieldScale.Source.RED_CELLS, "");
  }

  /** The size in which most red cells are found at the first places; 0 if there are none. */
  private double best(PictureRegions picture, List<Place> places, double largest) {
    double best = 0;
    double most = 0;
    for (double guess = LEAST_RED_CELL; guess <= largest; guess *= STEP) {
      double sum = 0;
      for (Window window : windows(picture, places, guess, FEW)) {
        sum += similar(picture, window, guess).stream().mapToDouble(Detection::score).sum();
      }
      if (sum > most) {
        most = sum;
        best = guess;
      }
    }
    return best;
  }

  private List<Detection> similar(PictureRegions picture, Window window, double guess) {
    return window
        .pixels(picture)
        .map(part -> similar(part, picture.reduction(window.level()), guess))
        .orElse(List.of());
  }

  /** The red cells that are as large as they should be. */
  private List<Detection> similar(FieldPixels part, double reduction, double guess) {
    return finder.find(part).stream()
        .filter(cell -> cell.classIndex() == redCell)
        .filter(
            cell -> {
              double times = Math.sqrt(cell.box().area()) * reduction / guess;
              return times < SIMILAR && times > 1 / SIMILAR;
            })
        .toList();
  }

  private FieldScale measured(PictureRegions picture, List<Place> places, double guess) {
    RedCells cells = new RedCells();
    double reduction = 1;
    for (Window window : windows(picture, places, guess, MOST)) {
      reduction = picture.reduction(window.level());
      Optional<FieldPixels> pixels = window.pixels(picture);
      pixels.ifPresent(of -> cells.add(finder.find(of), redCell, of.width(), of.height()));
    }
    FieldScale scale = cells.scale();
    return new FieldScale(
        scale.redCell() * reduction, scale.spread(), scale.redCells(), scale.source(), "");
  }

  /**
   * A square of the picture that a finder's input shows red cells of a guess in the right size.
   *
   * @param level the picture's resolution
   * @param box the part of it that lies in the picture, in pixels of that resolution
   * @param side of the square
   */
  private record Window(int level, Rectangle box, int side) {

    /** Nothing if this part can't be read: others tell the scale, and who looks at it says so. */
    Optional<FieldPixels> pixels(PictureRegions picture) {
      try {
        byte[] rgb = picture.rgb(level, box.x, box.y, box.width, box.height);
        return Optional.of(TileSearch.square(new FieldPixels(box.width, box.height, rgb), side));
      } catch (InputException e) {
        return Optional.empty();
      }
    }
  }

  /** Windows at the first places, of which none overlaps another: each red cell counts once. */
  private List<Window> windows(PictureRegions picture, List<Place> places, double guess, int most) {
    int level = picture.levelFor(trained / guess);
    PictureRegions.Level size = picture.levels().get(level);
    int side = Math.max(1, (int) Math.round(input * guess / trained / picture.reduction(level)));
    int across = Math.min(side, size.width());
    int down = Math.min(side, size.height());
    List<Window> windows = new ArrayList<>();
    for (Place place : places) {
      Rectangle box =
          new Rectangle(
              start(place.x() * size.width(), across, size.width()),
              start(place.y() * size.height(), down, size.height()),
              across,
              down);
      if (windows.size() < most && windows.stream().noneMatch(one -> one.box().intersects(box))) {
        windows.add(new Window(level, box, side));
      }
    }
    return windows;
  }

  private static int start(double middle, int side, int all) {
    return (int) Math.max(0, Math.min(all - side, middle - side / 2.0));
  }

  /** Places of a grid, those first that look most like a monolayer. */
  private static List<Place> places(PictureRegions picture) {
    List<Place> places = new ArrayList<>();
    int across = Math.min(WINDOW, picture.width());
    int down = Math.min(WINDOW, picture.height());
    for (int row = 0; row < GRID; row++) {
      for (int column = 0; column < GRID; column++) {
        double x = (column + 0.5) / GRID;
        double y = (row + 0.5) / GRID;
        int left = start(x * picture.width(), across, picture.width());
        int top = start(y * picture.height(), down, picture.height());
        try {
          places.add(new Place(x, y, covered(picture.rgb(0, left, top, across, down))));
        } catch (InputException e) {
          continue; // it is told of as a tile
        }
      }
    }
    places.sort(Comparator.comparingDouble(place -> Math.abs(place.covered() - COVERED)));
    return List.copyOf(places);
  }

  /** The part of a window that is darker than its brightest tenth. */
  private static double covered(byte[] rgb) {
    int[] greens = new int[256];
    int pixels = rgb.length / 3;
    for (int i = 1; i < rgb.length; i += 3) {
      greens[rgb[i] & 0xFF]++;
    }
    int ground = 255;
    for (int seen = greens[ground]; seen < pixels / 10; seen += greens[ground]) {
      ground--;
    }
    int dark = 0;
    for (int level = 0; level < ground - STAIN; level++) {
      dark += greens[level];
    }
    return (double) dark / pixels;
  }
}
