package org.allnet.detect.tile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FilePlace;
import org.allnet.data.file.GrowingFile;
import org.allnet.data.file.Json;
import org.allnet.evaluation.detection.Detection;
import org.jspecify.annotations.Nullable;

/**
 * A file that keeps the tiles of large pictures as they are finished, so that a run that was
 * stopped goes on. A line says which picture, detector and tiles the lines after it are of; each of
 * these is a tile. A last line that was not written to its end is taken away. Not for several
 * threads.
 */
public final class TileFile implements FinishedTiles, AutoCloseable {

  private static final int EDGES = 4;

  private final Path path;
  private final GrowingFile growing;
  private final Map<Integer, List<Detection>> tiles = new HashMap<>();
  private final BitSet ground = new BitSet();

  private TileFile(Path path, Key key) throws IOException {
    this.path = path;
    this.growing = GrowingFile.open(path, Files.exists(path) ? read(key) : 0);
  }

  /**
   * What tiles are of.
   *
   * @param picture its name in the run
   * @param content a hash that tells the picture from others
   * @param detector a hash that tells the detector from others
   * @param search the tiles
   * @param classes how many classes the detector has
   */
  public record Key(
      String picture, String content, String detector, TileSearch search, int classes) {

    private ObjectNode json() {
      ObjectNode node = Json.object();
      node.put("picture", picture).put("content", content).put("detector", detector);
      PictureTiles plan = search.plan();
      ArrayNode numbers = node.putArray("tiles");
      for (int number :
          new int[] {
            search.level(), plan.width(), plan.height(), plan.side(), plan.overlap(), search.block()
          }) {
        numbers.add(number);
      }
      return FileFormat.TILES.mark(node);
    }
  }

  /**
   * Opens a file, or makes it.
   *
   * @param path where it is
   * @param key what the tiles have to be of
   * @return the file with the tiles of that picture; the caller closes it
   * @throws InputException if it is no such file, or has tiles of that picture that were found by
   *     another detector, in other content or at another scale
   * @throws org.allnet.data.RunException if it can't be written
   */
  public static TileFile open(Path path, Key key) {
    TileFile file;
    try {
      file = new TileFile(path, key);
    } catch (IOException e) {
      throw GrowingFile.unwritten(path, e);
    }
    try {
      file.write(key.json());
      return file;
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Reads the tiles and returns where the last whole line ends. */
  private long read(Key key) throws IOException {
    long end = 0;
    int number = 0;
    boolean wanted = false;
    boolean begun = false;
    try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
      for (String line = line(lines); line != null; line = line(lines)) {
        number++;
        end += line.length() + 1;
        JsonNode node =
            node(
                new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8),
                number);
        if (node.has("picture")) {
          wanted = isOf(node, key, number);
          begun = true;
        } else if (!begun) {
          throw place(number).failure("is a tile of no picture; " + FileFormat.TILES.anew());
        } else if (wanted) {
          tile(node, key, number);
        }
      }
    }
    if (end == 0 && Files.size(path) > 0 && !beginsAsOne()) {
      throw InputException.in(
          path, "is no file of finished tiles; name another, or one that is not there yet");
    }
    return end;
  }

  /** Whether its only line is the beginning of a first one, which was not written to its end. */
  private boolean beginsAsOne() throws IOException {
    byte[] wanted =
        FileFormat.TILES.mark(Json.object()).toString().getBytes(StandardCharsets.US_ASCII);
    try (InputStream in = Files.newInputStream(path)) {
      byte[] first = in.readNBytes(wanted.length - 1);
      return Arrays.equals(first, Arrays.copyOf(wanted, first.length));
    }
  }

  /** A line that ends, or null. */
  private static @Nullable String line(BufferedReader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c == '\n') {
        return line.toString();
      }
      line.append((char) c);
    }
    return null;
  }

  private FilePlace place(int line) {
    return FilePlace.at(path, line);
  }

  private JsonNode node(String line, int number) {
    try {
      return Json.read(line);
    } catch (JsonProcessingException e) {
      throw InputException.at(
          path, number, "is no line of finished tiles; " + FileFormat.TILES.anew(), e);
    }
  }

  private boolean isOf(JsonNode node, Key key, int number) {
    JsonNode wanted = key.json();
    int version = FileFormat.TILES.take(node, place(number));
    if (version != 1) {
      throw FileFormat.TILES.unread(version);
    }
    ((ObjectNode) wanted).remove(FileFormat.KEY);
    if (!node.get("picture").equals(wanted.get("picture"))) {
      return false;
    }
    if (node.equals(wanted)) {
      return true;
    }
    String other =
        !wanted.get("content").equals(node.get("content"))
            ? "another picture of that name"
            : !wanted.get("detector").equals(node.get("detector"))
                ? "another detector"
                : "tiles of another size or scale";
    throw place(number)
        .failure(
            "is of %s, and %s was asked for; name another file, or delete it to begin anew"
                .formatted(other, key.picture()));
  }

  private void tile(JsonNode node, Key key, int number) {
    int tile = node.path("tile").asInt(-1);
    if (tile < 0 || tile >= key.search().plan().count()) {
      throw place(number).failure("is no tile of its picture; " + FileFormat.TILES.anew());
    }
    List<Detection> cells = new ArrayList<>();
    try {
      for (JsonNode cell : node.path("cells")) {
        double[] edges = new double[EDGES];
        for (int i = 0; i < EDGES; i++) {
          edges[i] = cell.path(2 + i).asDouble(Double.NaN);
        }
        int classIndex = cell.path(0).asInt(-1);
        if (classIndex >= key.classes()) {
          throw new IllegalArgumentException("class " + classIndex);
        }
        cells.add(
            new Detection(
                classIndex,
                new BoundingBox(edges[0], edges[1], edges[2], edges[3]),
                cell.path(1).asDouble(Double.NaN)));
      }
    } catch (IllegalArgumentException e) {
      throw InputException.at(
          path, number, "has a cell that is none; " + FileFormat.TILES.anew(), e);
    }
    tiles.put(tile, cells);
    ground.set(tile, node.path("ground").asBoolean(false));
  }

  @Override
  public @Nullable List<Detection> cells(int tile) {
    return tiles.get(tile);
  }

  @Override
  public boolean isGround(int tile) {
    return ground.get(tile);
  }

  @Override
  public void keep(int tile, List<Detection> cells, boolean isGround) {
    ObjectNode node = Json.object();
    node.put("tile", tile);
    if (isGround) {
      node.put("ground", true);
    }
    ArrayNode all = node.putArray("cells");
    for (Detection cell : cells) {
      BoundingBox box = cell.box();
      all.addArray()
          .add(cell.classIndex())
          .add(cell.score())
          .add(box.left())
          .add(box.top())
          .add(box.right())
          .add(box.bottom());
    }
    write(node);
  }

  private void write(JsonNode node) {
    growing.append((node + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    growing.close();
  }
}
