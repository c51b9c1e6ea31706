package org.allnet.cli.terminal;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * The check that a folder for new images is apart from the images that they are made of. Images
 * that are written beside or over their originals would replace them, or be read as originals next
 * time. Links are followed on both sides.
 */
final class InputOverlap {

  private static final int MAX_DEPTH = 32;

  private InputOverlap() {}

  /**
   * Refuses a folder that overlaps with the inputs.
   *
   * @param option which option names it
   * @param out the folder
   * @param folders the input folders
   * @param files the input files
   * @throws OptionException if it is an input folder, holds one or is in one, or holds an input
   *     file
   */
  static void refuse(
      OptionName option, Path out, Collection<Path> folders, Collection<Path> files) {
    Path place = real(out);
    for (Path folder : folders) {
      Path input = real(folder);
      if (place.equals(input)) {
        throw refusal(option, out, "is the input folder itself");
      } else if (place.startsWith(input)) {
        throw refusal(option, out, "is in the input folder " + folder);
      } else if (input.startsWith(place)) {
        throw refusal(option, out, "holds the input folder " + folder);
      }
    }
    Path held = held(out, files);
    if (held != null) {
      throw refusal(option, out, "holds the input " + held);
    }
  }

  private static OptionException refusal(OptionName option, Path out, String why) {
    OptionValue given = option.with(out);
    return new OptionException(
        given,
        Sentence.of(
            "%s: %s, whose images would be replaced or mixed with new ones; name a folder apart from the input",
            given, why));
  }

  /** The path without links, as far as it is there. */
  private static Path real(Path path) {
    Path absolute = path.toAbsolutePath();
    for (Path at = absolute; at != null; at = at.getParent()) {
      if (Files.exists(at)) {
        try {
          return at.toRealPath().resolve(at.relativize(absolute)).normalize();
        } catch (IOException e) {
          return absolute.normalize(); // not reachable: its spelling is compared
        }
      }
    }
    return absolute.normalize();
  }

  /** An input file that the folder leads to, by its name or through a link. */
  private static @Nullable Path held(Path out, Collection<Path> files) {
    if (!Files.isDirectory(out)) {
      return null;
    }
    Set<Path> inputs = new HashSet<>();
    files.forEach(file -> inputs.add(real(file)));
    Path[] found = new Path[1];
    try {
      Files.walkFileTree(
          out,
          Set.of(FileVisitOption.FOLLOW_LINKS),
          MAX_DEPTH,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (!inputs.contains(real(file))) {
                return FileVisitResult.CONTINUE;
              }
              found[0] = file;
              return FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw InputException.in(
          out, "can't be read (" + ForeignFailure.words(e) + "); check its rights", e);
    }
    return found[0];
  }
}
