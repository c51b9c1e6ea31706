package org.allnet.data.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.ForeignFailure;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * Whether a file can be written where a user wants it, found out before anything is computed. For
 * this an empty file is made beside it, with the folders that are missing, and all is taken away
 * again.
 */
public final class WritablePlace {

  private WritablePlace() {}

  /**
   * Checks the place of a file.
   *
   * @param option which option names it, such as {@link OptionName#CSV}
   * @param file the file, whether or not it is there
   * @throws OptionException if it is a folder, or can't be written there
   */
  public static void requireFile(OptionName option, Path file) {
    if (Files.isDirectory(file)) {
      throw wrong(option.with(file), "is a folder; name a file, such as " + file.resolve("NAME"));
    }
    if (AtomicFile.isStream(file)) {
      return;
    }
    try {
      Path target = AtomicFile.followed(file).toAbsolutePath().normalize();
      Path folder = target.getParent();
      if (folder == null || Files.isDirectory(target)) {
        throw wrong(option.with(file), "is no name of a file; name a file");
      }
      tryIn(option, file, folder, AtomicFile.temporary(target));
    } catch (IOException e) {
      throw refusal(option, file, reason(e), e);
    }
  }

  /**
   * Checks the place of a folder into which files are written.
   *
   * @param option which option names it, such as {@link OptionName#OUT}
   * @param folder the folder, whether or not it is there
   * @throws OptionException if it is a file, or can't be made or written into
   */
  public static void requireFolder(OptionName option, Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw wrong(option.with(folder), "is a file; name a folder");
    }
    Path at = folder.toAbsolutePath().normalize();
    tryIn(option, folder, at, AtomicFile.temporary(at.resolve("allnet")));
  }

  private static void tryIn(OptionName option, Path named, Path folder, Path temporary) {
    List<Path> missing = new ArrayList<>();
    Path there = folder;
    while (there.getParent() != null && !Files.exists(there)) {
      missing.add(there);
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw refusal(option, named, there + " is a file, not a folder", null);
    }
    try {
      try {
        Files.createDirectories(folder);
        Files.createFile(temporary);
      } finally {
        Files.deleteIfExists(temporary);
        for (Path made : missing) {
          Files.deleteIfExists(made);
        }
      }
    } catch (IOException e) {
      throw refusal(option, named, "in " + there + ": " + reason(e), e);
    }
  }

  private static OptionException refusal(
      OptionName option, Path named, String why, @Nullable IOException e) {
    OptionValue given = option.with(named);
    Sentence what = Sentence.of("%s: can't be written (%s); name another place", given, why);
    return e == null ? new OptionException(given, what) : new OptionException(given, what, e);
  }

  private static OptionException wrong(OptionValue given, String what) {
    return new OptionException(given, Sentence.of("%s: %s", given, what));
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "no right to write";
    }
    return ForeignFailure.words(e);
  }
}
