package org.allnet.data.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folders that a file is in: the one that its path names, and those that it is in by way of
 * links, be they to the file or to a folder above it. For one thread.
 */
final class LinkedPlaces {

  /** A path with more links than this is not followed further. */
  private static final int MOST = 64;

  private final Map<Path, Set<Path>> ofFolder = new HashMap<>();

  /**
   * Returns the folders that a file is in.
   *
   * @param file the file
   * @return absolute folders, that of the path itself first
   */
  Set<Path> of(Path file) {
    Path absolute = file.toAbsolutePath();
    Set<Path> folders = new LinkedHashSet<>();
    addTo(folders, absolute.getParent());
    if (Files.isSymbolicLink(absolute)) {
      paths(absolute).forEach(path -> addTo(folders, path.getParent()));
    }
    return folders;
  }

  private void addTo(Set<Path> folders, @Nullable Path folder) {
    if (folder != null) {
      folders.addAll(ofFolder.computeIfAbsent(folder, LinkedPlaces::paths));
    }
  }

  /** All paths of a file or folder, found by resolving one link at a time. */
  private static Set<Path> paths(Path path) {
    Set<Path> seen = new LinkedHashSet<>();
    Deque<Path> open = new ArrayDeque<>();
    open.add(path.normalize());
    open.add(real(path));
    while (!open.isEmpty() && seen.size() < MOST) {
      Path at = open.remove();
      if (!seen.add(at)) {
        continue;
      }
      for (Path part = at; part.getParent() != null; part = part.getParent()) {
        if (Files.isSymbolicLink(part)) {
          open.add(target(part).resolve(part.relativize(at)).normalize());
        }
      }
    }
    return seen;
  }

  private static Path target(Path link) {
    try {
      return real(link.toAbsolutePath().resolveSibling(".")).resolve(Files.readSymbolicLink(link));
    } catch (IOException e) {
      return link; // leads nowhere: it is its own place
    }
  }

  /** {@return the path without any links; the normalised path if it can't be resolved} */
  static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }
}
