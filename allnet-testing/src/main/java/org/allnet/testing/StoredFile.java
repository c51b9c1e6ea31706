package org.allnet.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files of each version of a format, as a program of that version wrote them. They are kept in
 * {@code src/test/resources/formats} of the module that reads them, and are never changed once a
 * version is released. With {@code -Dallnet.store=true} tests store what is missing.
 */
public final class StoredFile {

  private static final Path FOLDER = Path.of("src", "test", "resources", "formats");

  private StoredFile() {}

  /**
   * Returns a stored file or folder.
   *
   * @param name such as {@code run-1/run.json}
   */
  public static Path of(String name) {
    return FOLDER.resolve(name);
  }

  /**
   * Returns whether a file or folder is missing and is to be stored.
   *
   * @param name its name
   */
  public static boolean isToBeStored(String name) {
    return Boolean.getBoolean("allnet.store") && !Files.exists(of(name));
  }

  /**
   * Stores a file if it is missing and that is wanted.
   *
   * @param name its name
   * @param written a file that was just written
   * @throws IOException if it can't be copied
   */
  public static void storeIfMissing(String name, Path written) throws IOException {
    if (isToBeStored(name)) {
      Files.createDirectories(of(name).toAbsolutePath().getParent());
      Files.copy(written, of(name));
    }
  }

  /**
   * Fails if a file is no longer written as it is stored.
   *
   * @param name the stored file of the newest version
   * @param written what was read from it and written again
   * @throws IOException if one of them can't be read
   */
  public static void requireSame(String name, Path written) throws IOException {
    requireSame(of(name), written);
  }

  /**
   * Fails if a file that is stored compressed is no longer written as it is stored.
   *
   * @param stored the stored file of the newest version, as it was written
   * @param written what was read from it and written again
   * @throws IOException if one of them can't be read
   */
  public static void requireSame(Path stored, Path written) throws IOException {
    long differs = Files.mismatch(stored, written);
    if (differs >= 0) {
      throw new AssertionError(
          "%s is written in another way from byte %d on: raise the version in FileFormat, add a case to the reader, and store a file of the new version beside this one with -Dallnet.store=true"
              .formatted(stored.getFileName(), differs));
    }
  }
}
