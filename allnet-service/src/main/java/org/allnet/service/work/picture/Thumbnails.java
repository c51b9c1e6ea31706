package org.allnet.service.work.picture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.allnet.data.ForeignFailure;
import org.allnet.data.RunException;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Picture;
import org.allnet.service.store.Store;

/**
 * Small pictures of cells, made once and kept in a folder. They can be made again at any time, so
 * that the folder needs no back-up, and a file that a crash left half written is written anew.
 * Thread-safe, also between processes.
 */
public final class Thumbnails {

  /** The sides of small pictures in pixels: of a gallery, and of a gallery on a fine screen. */
  public static final List<Integer> SIDES = List.of(96, 192);

  /** A cell of a field is shown with what is around it: a square so many times as wide as it. */
  private static final double AROUND = 1.5;

  /** The large view shows more of its neighbours. */
  private static final double AROUND_LARGE = 3;

  private final StoredPictures pictures;
  private final Path folder;

  /**
   * Opens a folder.
   *
   * @param pictures where whole pictures are
   * @param folder made if it is missing
   * @throws RunException if it can't be made
   */
  public Thumbnails(StoredPictures pictures, Path folder) {
    this.pictures = pictures;
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw failed(folder, "can't be made", e);
    }
  }

  /**
   * Returns a small picture of a cell as a PNG file.
   *
   * @param picture where the cell is
   * @param cell which one
   * @param side one of {@link #SIDES}; the picture fits into a square of it
   * @return empty if the picture was erased
   * @throws IllegalArgumentException if {@code side} is none of {@link #SIDES}
   */
  public Optional<byte[]> thumbnail(Picture picture, Cell cell, int side) {
    if (!SIDES.contains(side)) {
      throw new IllegalArgumentException("a thumbnail of " + side);
    }
    if (picture.content().isEmpty()) {
      return Optional.empty();
    }
    Optional<byte[]> kept = read(file(picture.content().get(), picture.kind(), cell.box(), side));
    return kept.isPresent()
        ? kept
        : pixels(picture).map(pixels -> make(picture, pixels, cell.box(), side));
  }

  /**
   * Makes the small pictures of a cell, so that nobody waits for them later.
   *
   * @param picture where the cell is
   * @param pixels the whole picture
   * @param box of the cell
   */
  public void make(Picture picture, RgbPicture pixels, Cell.Box box) {
    for (int side : SIDES) {
      make(picture, pixels, box, side);
    }
  }

  /**
   * Makes the small pictures of a cell that has a picture of its own.
   *
   * @param content the hash of the picture
   * @param pixels the picture
   */
  public void make(Hash content, RgbPicture pixels) {
    Cell.Box box = new Cell.Box(0, 0, pixels.width(), pixels.height());
    for (int side : SIDES) {
      keep(file(content, Picture.Kind.CELL, box, side), PngFile.of(pixels.within(side)));
    }
  }

  private byte[] make(Picture picture, RgbPicture pixels, Cell.Box box, int side) {
    byte[] png = PngFile.of(part(picture.kind(), pixels, box, AROUND).within(side));
    keep(file(picture.content().orElseThrow(), picture.kind(), box, side), png);
    return png;
  }

  /**
   * Returns a cell at its full size as a PNG file; a cell of a field with what is around it.
   *
   * @param picture where the cell is
   * @param cell which one
   * @return empty if the picture was erased
   */
  public Optional<byte[]> large(Picture picture, Cell cell) {
    return picture.kind() == Picture.Kind.CELL
        ? pictures.png(picture)
        : pixels(picture)
            .map(pixels -> PngFile.of(part(picture.kind(), pixels, cell.box(), AROUND_LARGE)));
  }

  /**
   * Returns a whole picture as a PNG file.
   *
   * @param picture which one
   * @return empty if it was erased
   */
  public Optional<byte[]> whole(Picture picture) {
    return pictures.png(picture);
  }

  private Optional<RgbPicture> pixels(Picture picture) {
    return pictures.pixels(picture).map(RgbPicture::of);
  }

  private static RgbPicture part(
      Picture.Kind kind, RgbPicture pixels, Cell.Box box, double around) {
    return kind == Picture.Kind.CELL
        ? pixels
        : pixels.square(
            box.x() + box.width() / 2.0,
            box.y() + box.height() / 2.0,
            (int) Math.ceil(around * Math.max(box.width(), box.height())));
  }

  /**
   * Deletes the small pictures of a cell, such as one that is erased.
   *
   * @param content the picture's hash
   * @param kind what the picture shows
   * @param box of the cell
   * @throws RunException if they can't be deleted
   */
  public void delete(Hash content, Picture.Kind kind, Cell.Box box) {
    for (int side : SIDES) {
      Path file = file(content, kind, box, side);
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw failed(file, "can't be deleted", e);
      }
    }
  }

  /**
   * Deletes small pictures again if their picture was erased while they were made. To be called
   * after they were.
   *
   * @param store knows which pictures are left
   * @param content the picture's hash
   * @param kind what the picture shows
   * @param boxes of the cells
   * @throws RunException if they can't be deleted
   */
  public void deleteIfErased(
      Store store, Hash content, Picture.Kind kind, Collection<Cell.Box> boxes) {
    if (!store.read(tx -> tx.pictures().has(content))) {
      boxes.forEach(box -> delete(content, kind, box));
    }
  }

  /**
   * Deletes small pictures that are old, of whatever picture; they are made again once somebody
   * looks. So what a crash left of an erased picture does not stay.
   *
   * @param before those that were made before this time
   * @throws RunException if they can't be read or deleted
   */
  public void deleteOlder(Instant before) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (NoSuchFileException e) {
      // An erasure deleted it in the meantime; the next time finds the others.
    } catch (IOException | UncheckedIOException e) {
      throw RunException.in(folder, "can't be read or cleared; check rights", e);
    }
  }

  private Path file(Hash content, Picture.Kind kind, Cell.Box box, int side) {
    String place =
        kind == Picture.Kind.CELL
            ? "cell"
            : "%d-%d-%d-%d".formatted(box.x(), box.y(), box.width(), box.height());
    String name = Hash.of(content.hex() + " " + place + " " + side).hex();
    return folder.resolve(name.substring(0, 2)).resolve(name + ".png");
  }

  private static Optional<byte[]> read(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file)).filter(PngFile::isWhole);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed(file, "can't be read", e);
    }
  }

  private static void keep(Path file, byte[] png) {
    Path unfinished = file.resolveSibling(UUID.randomUUID() + ".tmp");
    try {
      Files.createDirectories(file.getParent());
      try {
        Files.write(unfinished, png);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw failed(file, "can't be written", e);
    }
  }

  private static RunException failed(Path place, String what, IOException e) {
    return RunException.in(
        place, what + " (" + ForeignFailure.words(e) + "); check rights and free space", e);
  }
}
