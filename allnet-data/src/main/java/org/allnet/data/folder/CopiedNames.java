package org.allnet.data.folder;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.allnet.data.dataset.Masks;
import org.allnet.data.file.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * The files of several folders by their names without ending, and which folder's files are all
 * named like those of another: they are probably masks, outlines or copies of its images. Mere
 * numbers tell nothing, since every folder may count its images anew.
 */
final class CopiedNames {

  /** Fewer names may agree by chance. */
  private static final int FEWEST = 3;

  private static final Pattern COUNTED =
      Pattern.compile(
          "((images?|imgs?|im|cells?|pics?|pictures?|photos?|fotos?|bild|bilder|zelle|crops?|slides?"
              + "|scan|field|tile|patch|dsc|snap|frame|sample|case|patient|p)|[^\\p{L}])*");

  private static final Pattern NUMBERED = Pattern.compile(".*\\d.*");

  private final Map<String, Set<String>> byFolder = new TreeMap<>();

  /** Adds a file of a folder. */
  void add(String folder, String fileName) {
    String stem = FileNames.stem(fileName).toLowerCase(Locale.ROOT);
    byFolder.computeIfAbsent(folder, key -> new HashSet<>()).add(stem);
  }

  /** Returns the folders that have files, in the order of their names. */
  Set<String> folders() {
    return byFolder.keySet();
  }

  /** Returns how many names the folder's files have. */
  int count(String folder) {
    return byFolder.getOrDefault(folder, Set.of()).size();
  }

  /** Returns whether all of a folder's files are named like files of another folder. */
  boolean repeat(String folder, String original) {
    Set<String> names = byFolder.getOrDefault(original, Set.of());
    return count(folder) > 0
        && byFolder.getOrDefault(folder, Set.of()).stream()
            .allMatch(
                name ->
                    names.contains(name)
                        || Masks.imagesOf(name).stream().anyMatch(names::contains));
  }

  /** Returns whether they are so, and the names are more than numbers. */
  boolean repeatTelling(String folder, String original) {
    return count(folder) >= FEWEST
        && byFolder.getOrDefault(folder, Set.of()).stream()
            .anyMatch(name -> !COUNTED.matcher(name).matches())
        && repeat(folder, original);
  }

  /**
   * Returns the one folder whose names another folder's files repeat so that they can hardly be
   * further images, null if there is none. Names with numbers tell it only beside a third folder
   * whose files are named otherwise.
   */
  @Nullable String original(String folder) {
    String found = null;
    Set<String> names = byFolder.getOrDefault(folder, Set.of());
    for (String other : folders()) {
      if (!other.equals(folder) && repeatTelling(folder, other)) {
        if (found != null) {
          return null;
        }
        found = other;
      }
    }
    if (found == null) {
      return null;
    }
    String only = found;
    boolean inThird =
        folders().stream()
            .filter(other -> !other.equals(folder) && !other.equals(only))
            .anyMatch(
                other -> names.stream().anyMatch(byFolder.getOrDefault(other, Set.of())::contains));
    boolean numbered = names.stream().allMatch(name -> NUMBERED.matcher(name).matches());
    return inThird || (numbered && folders().size() < FEWEST) ? null : found;
  }
}
