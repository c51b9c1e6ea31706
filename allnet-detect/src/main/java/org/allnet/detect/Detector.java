package org.allnet.detect;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.box.FieldInference;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.box.NonMaximumSuppression;
import org.allnet.detect.box.SideBySide;
import org.allnet.detect.model.DetectorDescription;
import org.allnet.detect.model.DetectorFile;
import org.allnet.detect.model.ShippedDetector;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;
import org.allnet.detect.tile.CellFinder;
import org.allnet.detect.tile.FinishedTiles;
import org.allnet.detect.tile.LargeField;
import org.allnet.detect.tile.LearnedSize;
import org.allnet.detect.tile.ScaleProbe;
import org.allnet.detect.tile.TileSearch;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;

/**
 * Finds cells in whole fields.
 *
 * <pre>{@code
 * try (Detector detector = Detector.open(Device.CPU)) {
 *   for (Detection cell : detector.detect(Path.of("field.jpg"))) {
 *     System.out.println(detector.classes().get(cell.classIndex()) + " " + cell.box());
 *   }
 * }
 * }</pre>
 *
 * <p>Thread-safe until closed.
 */
public final class Detector implements AutoCloseable {

  /** Tiles of large pictures are so many times larger than the input of training, at most. */
  private static final int TIMES_LARGER = 3;

  private static final int MOST_INPUT = 960;

  /** A tile with the maps of its network takes some 100 MB, so that not all of many cores help. */
  private static final int MOST_TILES = 8;

  private final Path model;
  private final ComputeDevice device;
  private final DetectorFile file;
  private final FieldInference inference;

  private Detector(Path model, DetectorFile file, ComputeDevice device) {
    this.model = model;
    this.device = device;
    this.file = file;
    this.inference = FieldInference.of(file.network(), device);
  }

  /**
   * Opens a detector.
   *
   * @param model a file of {@link DetectorFile}
   * @param device where to compute
   * @return the detector; the caller closes it
   * @throws org.allnet.data.InputException if the file is no detector, or damaged
   */
  public static Detector open(Path model, Device device) {
    ComputeDevice where = ComputeDevice.of(device);
    return new Detector(model, DetectorFile.read(model, where), where);
  }

  /**
   * Opens the detector that comes with ALLNet.
   *
   * @param device where to compute
   * @return the detector; the caller closes it
   * @throws org.allnet.data.RunException if there is no room for it in the temporary folder
   */
  public static Detector open(Device device) {
    return open(ShippedDetector.file(), device);
  }

  /** {@return what is known of the detector} */
  public DetectorDescription description() {
    return file.description();
  }

  /** {@return the names of its classes} */
  public List<String> classes() {
    return description().classes();
  }

  /**
   * Finds the cells of a field, as certain as the detector's operating points ask.
   *
   * @param image an image file
   * @return the cells, the most certain first
   * @throws org.allnet.data.InputException if the file is no image that can be read
   */
  public List<Detection> detect(Path image) {
    return detect(FieldPixels.of(new ImageDecoder(DecodeLimits.DEFAULTS).decode(image)));
  }

  /**
   * Finds the cells of a field, as certain as the detector's operating points ask.
   *
   * @param field its pixels
   * @return the cells, the most certain first
   */
  public List<Detection> detect(FieldPixels field) {
    return detect(field, description().operatingPoints());
  }

  /**
   * Finds the cells of a field.
   *
   * @param field its pixels
   * @param leastScores the least score of a box of each class
   * @return the cells, the most certain first, in pixels of the field
   */
  public List<Detection> detect(FieldPixels field, List<Double> leastScores) {
    return found(inference, field, leastScores, description().suppression());
  }

  /**
   * Returns what has to be known of a field of which cells may be missing, since no more are given.
   *
   * @param cells what was found in the whole of a field
   * @return a line; empty if there are fewer than the detector gives of a field
   */
  public Optional<String> limitNote(List<Detection> cells) {
    int most = description().suppression().most();
    return cells.size() < most
        ? Optional.empty()
        : Optional.of(
            "%d cells were found, the most that this detector gives of a field, so that others may be missing; cut the field into parts"
                .formatted(most));
  }

  /**
   * Does work about several fields, such as decoding each and finding its cells. On the processor
   * as many pieces are at work as it has threads, each on one of them, which takes less time than
   * all threads on one field after the other. What a piece throws is thrown once those that were
   * begun have ended.
   *
   * @param work the pieces
   * @param program does one; several threads use it
   * @param <T> a piece of work
   * @param <R> its result
   * @return the results in the order of the work
   */
  public <T, R> List<R> sideBySide(List<T> work, Function<T, R> program) {
    return SideBySide.of(device, work, program);
  }

  /** {@return how many pieces {@link #sideBySide} does at once, from 1} */
  public int atOnce() {
    return SideBySide.atOnce(device);
  }

  private static List<Detection> found(
      FieldInference inference,
      FieldPixels field,
      List<Double> leastScores,
      NonMaximumSuppression suppression) {
    return suppression.of(inference.found(field, suppression.leastScore(leastScores)), leastScores);
  }

  /**
   * {@return pixels of a red cell in the input, as the detector has learned them; empty if its
   * training had too few red cells}
   */
  public OptionalDouble trainedRedCell() {
    Double redCell = description().redCell();
    return redCell == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(redCell * description().inputSize());
  }

  /** {@return the size of red cells that it has learned; empty if it knows none} */
  public Optional<LearnedSize> learnedSize() {
    OptionalDouble trained = trainedRedCell();
    return trained.isEmpty()
        ? Optional.empty()
        : RedCells.classOf(classes())
            .map(
                redCell ->
                    new LearnedSize(description().inputSize(), trained.getAsDouble(), redCell));
  }

  /**
   * Measures red cells at some places of a large picture, of which nobody says the scale.
   *
   * @param picture the picture
   * @return the scale in pixels of its finest resolution; unknown if it has too few red cells, or
   *     the detector has learned none
   */
  public FieldScale measuredScale(PictureRegions picture) {
    return learnedSize()
        .map(size -> new ScaleProbe(this::detect, size.input(), size.trained(), size.redCell()))
        .map(probe -> probe.of(picture))
        .orElse(FieldScale.unknown(0));
  }

  /**
   * Returns the cells of a picture that is looked at tile by tile.
   *
   * @param picture the picture
   * @param redCell pixels of a red cell
   * @param name what to call the picture
   * @return the cells
   * @throws org.allnet.data.InputException if red cells are too large to look at by tiles
   * @throws IllegalStateException if it has learned no size of red cells
   */
  public LargeField byTiles(PictureRegions picture, double redCell, String name) {
    double trained =
        trainedRedCell()
            .orElseThrow(() -> new IllegalStateException("no size of red cells was learned"));
    TileSearch.Sized sized = TileSearch.plan(picture, redCell, trained, tileInput(), name);
    try (TileDetector finder = forTiles(sized.input())) {
      return sized.search().run(picture, finder, FinishedTiles.NONE, false, done -> {});
    }
  }

  /** {@return side of the input in which large pictures are best looked at} */
  public int tileInput() {
    int side = description().inputSize();
    return Math.max(side, Math.min(TIMES_LARGER * side, MOST_INPUT));
  }

  /**
   * The same detector with a larger or smaller input, in which a tile of a large picture has room
   * for more cells. Thread-safe until closed.
   */
  public static final class TileDetector implements CellFinder, AutoCloseable {

    private final DetectorFile file;
    private final ComputeDevice device;
    private final FieldInference inference;
    private final NonMaximumSuppression suppression;

    private TileDetector(DetectorFile file, ComputeDevice device, double area) {
      this.file = file;
      this.device = device;
      this.inference = FieldInference.of(file.network(), device);
      NonMaximumSuppression usual = file.description().suppression();
      this.suppression = usual.withMost((int) Math.ceil(usual.most() * Math.max(1, area)));
    }

    @Override
    public List<Detection> find(FieldPixels pixels) {
      return found(inference, pixels, file.description().operatingPoints(), suppression);
    }

    @Override
    public List<List<Detection>> findAll(List<FieldPixels> parts) {
      return SideBySide.of(device, parts, this::find);
    }

    @Override
    public int atOnce() {
      return Math.min(MOST_TILES, SideBySide.atOnce(device));
    }

    @Override
    public Optional<Integer> redCell() {
      return RedCells.classOf(file.description().classes());
    }

    @Override
    public void close() {
      inference.close();
      file.close();
    }
  }

  /**
   * Opens the detector for tiles.
   *
   * @param inputSize side of its input in pixels, a multiple of 32
   * @return what finds cells; the caller closes it
   * @throws org.allnet.data.InputException as of {@link #open}
   */
  public TileDetector forTiles(int inputSize) {
    double times = (double) inputSize / description().inputSize();
    return new TileDetector(DetectorFile.read(model, device, inputSize), device, times * times);
  }

  @Override
  public void close() {
    inference.close();
    file.close();
  }
}
