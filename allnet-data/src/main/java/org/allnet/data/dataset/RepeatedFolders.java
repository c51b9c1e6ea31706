package org.allnet.data.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.allnet.data.InputException;

/** Folders that are reached twice below one root, since links lead to them. */
final class RepeatedFolders {

  private final Path root;
  private final Path realRoot;
  private final Map<Path, List<Path>> folders = new LinkedHashMap<>();

  RepeatedFolders(Path root) throws IOException {
    this.root = root;
    this.realRoot = root.toRealPath();
  }

  /** Takes in a folder, by whatever way it was reached. */
  void add(Path folder) throws IOException {
    folders.computeIfAbsent(folder.toRealPath(), key -> new ArrayList<>()).add(folder);
  }

  /**
   * Finds the ways that lead by a link to a folder that is below the root itself.
   *
   * @param name how a folder is called in a message
   * @param notes takes a line for each
   * @return these ways, the topmost of each
   * @throws InputException if two links lead to one folder elsewhere, so that neither is the folder
   *     itself
   */
  Set<Path> find(Function<Path, String> name, List<String> notes) {
    Set<Path> again = new HashSet<>();
    List<Map.Entry<Path, List<Path>>> repeated =
        folders.entrySet().stream()
            .filter(entry -> entry.getValue().size() > 1)
            .sorted(Comparator.comparingInt(entry -> longest(entry.getValue())))
            .toList();
    for (Map.Entry<Path, List<Path>> entry : repeated) {
      List<Path> ways =
          entry.getValue().stream()
              .filter(way -> again.stream().noneMatch(way::startsWith))
              .sorted()
              .toList();
      if (ways.size() < 2) {
        continue;
      }
      Path itself =
          ways.stream()
              .filter(way -> realRoot.resolve(root.relativize(way)).equals(entry.getKey()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new InputException(
                          "%s and %s: are links to one folder, %s, so that its images would be read twice; keep one of them"
                              .formatted(ways.get(0), ways.get(1), entry.getKey())));
      for (Path way : ways) {
        if (!way.equals(itself)) {
          again.add(way);
          notes.add(
              "%s: is a link to the folder '%s', whose images are read anyway; it was passed over"
                  .formatted(name.apply(way), itself.equals(root) ? root : name.apply(itself)));
        }
      }
    }
    return again;
  }

  private static int longest(List<Path> ways) {
    return ways.stream().mapToInt(Path::getNameCount).max().orElse(0);
  }
}
