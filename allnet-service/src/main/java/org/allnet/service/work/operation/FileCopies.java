package org.allnet.service.work.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.allnet.service.store.BlobStore;
import org.allnet.service.store.DiskWaits;

/**
 * Copies of files that are on the disk when all are there: a power cut leaves no empty file under a
 * name of a back-up. The disk is waited for once for many of them. For one thread.
 */
final class FileCopies {

  private static final int TOGETHER = 64;

  /** By the names that they get once they are on the disk. */
  private final Map<Path, Path> unfinished = new LinkedHashMap<>();

  private final Set<Path> folders = new LinkedHashSet<>();

  private FileCopies() {}

  /**
   * Copies a file, or the files of a folder that are not there yet, but for unfinished ones. What
   * is there and is another file, such as a damaged one, is replaced.
   *
   * @return how many files are there afterwards; 0 if there is nothing to copy
   */
  static long of(Path from, Path to) throws IOException {
    if (!Files.exists(from)) {
      return 0;
    }
    FileCopies copies = new FileCopies();
    long files = 0;
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        String inside = from.relativize(file).toString();
        Path copy = inside.isEmpty() ? to : to.resolve(inside);
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
          copies.folders.add(copy.toAbsolutePath().getParent());
        } else if (!inside.startsWith(".")) {
          files += copies.add(file, copy);
        }
      }
    }
    copies.finish();
    DiskWaits.folders(copies.folders);
    return files;
  }

  private long add(Path file, Path copy) throws IOException {
    Path own = copy.resolveSibling("." + copy.getFileName() + ".tmp");
    try {
      if (Files.exists(copy) && (Files.mismatch(file, copy) < 0 || BlobStore.isWhole(copy))) {
        return 1;
      }
      Files.copy(file, own, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      return 0; // was erased in the meantime
    }
    unfinished.put(copy, own);
    folders.add(copy.toAbsolutePath().getParent());
    if (unfinished.size() == TOGETHER) {
      finish();
    }
    return 1;
  }

  private void finish() throws IOException {
    DiskWaits.files(unfinished.values());
    for (Map.Entry<Path, Path> one : unfinished.entrySet()) {
      Files.move(one.getValue(), one.getKey(), StandardCopyOption.ATOMIC_MOVE);
    }
    unfinished.clear();
  }
}
