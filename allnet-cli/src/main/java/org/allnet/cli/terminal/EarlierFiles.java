package org.allnet.cli.terminal;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.allnet.data.Counted;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder before a command writes into it. What the command does not replace stays,
 * and would be taken for its own. Hidden files are nobody's result.
 */
public final class EarlierFiles {

  /** A file is replaced by another one, or at least written later. */
  private record State(@Nullable Object key, long size, long nanos) {

    static State of(BasicFileAttributes file) {
      return new State(
          file.fileKey(), file.size(), file.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }
  }

  private final Path folder;
  private final Map<Path, State> before;

  private EarlierFiles(Path folder, Map<Path, State> before) {
    this.folder = folder;
    this.before = before;
  }

  /**
   * Looks at a folder, and at all folders in it.
   *
   * @param folder the folder, or where it will be
   * @return what is there
   * @throws InputException if it can't be read
   */
  public static EarlierFiles in(Path folder) {
    return new EarlierFiles(folder, states(folder));
  }

  private static Map<Path, State> states(Path folder) {
    Map<Path, State> states = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return states;
    }
    try {
      Path place = folder.toRealPath(); // a link is walked as what it leads to
      Files.walkFileTree(
          place,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (!String.valueOf(file.getFileName()).startsWith(".")) {
                states.put(place.relativize(file), State.of(attributes));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw InputException.in(
          folder, "can't be read (" + ForeignFailure.words(e) + "); check its rights", e);
    }
    return states;
  }

  /** {@return which files of before are still there, one line; empty if there are none} */
  public Optional<String> warning() {
    Map<Path, State> now = before.isEmpty() ? Map.of() : states(folder);
    Map<Path, State> stayed = new TreeMap<>(before);
    stayed.entrySet().removeIf(file -> !Objects.equals(now.get(file.getKey()), file.getValue()));
    if (stayed.isEmpty()) {
      return Optional.empty();
    }
    Path first = stayed.keySet().iterator().next();
    Counted files = Counted.of(stayed.size(), "file");
    return Optional.of(
        "%s: %s; name a new folder to have the files of one run alone"
            .formatted(
                folder,
                files.then(
                    "was there before and stays beside what is written now (%s)".formatted(first),
                    "were there before and stay beside what is written now (the first is %s)"
                        .formatted(first))));
  }
}
