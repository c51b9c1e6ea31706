package org.allnet.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.image.DecodeLimits;
import org.jspecify.annotations.Nullable;

/** The file of a field: its own on a disk, or a copy of its bytes that is deleted when closed. */
final class FieldFile implements AutoCloseable {

  private static final String BEFORE = "allnet-field";
  private static final String BEHIND = ".image";
  private static final Pattern COPY = Pattern.compile("\\S*" + BEFORE + "\\d+\\" + BEHIND);

  /** Copies that somebody reads. Executors live long, so that nothing is kept of those before. */
  private static final Set<Path> COPIES = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> List.copyOf(COPIES).forEach(FieldFile::delete), "allnet-copies"));
  }

  private final Path path;
  private final boolean copied;

  private FieldFile(Path path, boolean copied) {
    this.path = path;
    this.copied = copied;
  }

  /**
   * Opens a field.
   *
   * @param place its path or address; null if there are bytes alone
   * @param content its bytes; null to read them
   * @throws InputException if the place is no path, can't be read, or is too large to be copied
   * @throws RunException if there is no room for a copy
   */
  static FieldFile of(@Nullable String place, byte @Nullable [] content) {
    String at = String.valueOf(place);
    Path own = content == null ? RowImage.onDisk(at) : null;
    if (own != null) {
      return new FieldFile(own, false);
    }
    byte[] bytes = content == null ? RowImage.read(at) : content;
    if (bytes.length > DecodeLimits.DEFAULTS.maxBytes()) {
      // Readers of archives and addresses stop there, so that it may be a part of the file.
      throw new InputException(
          "has more than %d MiB, which is read of files on disks alone; put it on a disk that all executors see"
              .formatted(DecodeLimits.DEFAULTS.maxBytes() >> 20));
    }
    try {
      Path copy = Files.createTempFile(BEFORE, BEHIND);
      COPIES.add(copy);
      return written(new FieldFile(copy, true), bytes);
    } catch (IOException e) {
      throw new RunException(
          "no field can be written into the executor's temporary folder (%s)"
              .formatted(ForeignFailure.words(e)),
          e);
    }
  }

  /** Leaves no part of a copy on a disk that is full. */
  private static FieldFile written(FieldFile copy, byte[] bytes) throws IOException {
    try {
      Files.write(copy.path, bytes);
      return copy;
    } catch (IOException e) {
      copy.close();
      throw e;
    }
  }

  /**
   * Returns what is said of a field without the name of a copy, which nobody knows.
   *
   * @param words what is said
   * @param image the field's name
   */
  static String named(String words, String image) {
    return COPY.matcher(words).replaceAll(Matcher.quoteReplacement(image));
  }

  /** {@return where it is} */
  Path path() {
    return path;
  }

  /** {@return how many copies somebody reads now} */
  static int copies() {
    return COPIES.size();
  }

  private static void delete(Path copy) {
    try {
      Files.deleteIfExists(copy);
      COPIES.remove(copy);
    } catch (IOException e) {
      System.getLogger("org.allnet.spark")
          .log(System.Logger.Level.DEBUG, copy + ": stays until the end", e);
    }
  }

  @Override
  public void close() {
    if (copied) {
      delete(path);
    }
  }
}
