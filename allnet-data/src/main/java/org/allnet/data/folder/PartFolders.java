package org.allnet.data.folder;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The parts that folders above images name, at whatever level, for images whose own names tell
 * their class and person. Immutable.
 */
public final class PartFolders {

  /** How many of the first folders all images are in, so that they tell nothing apart. */
  private final int shared;

  private PartFolders(int shared) {
    this.shared = shared;
  }

  /**
   * Returns what the folders of a data set tell.
   *
   * @param names the images' paths below the root, with {@code /} between the folders
   * @return the parts of these images
   */
  public static PartFolders of(Collection<String> names) {
    for (int level = 0; ; level++) {
      Set<String> folders = new TreeSet<>();
      for (String name : names) {
        String folder = FolderReading.folder(name, level);
        folders.add(folder == null ? "" : folder);
      }
      if (folders.size() != 1 || folders.contains("")) {
        // A lone part tells nothing if there are parts in it.
        PartFolders inner = new PartFolders(level);
        boolean told = names.stream().anyMatch(name -> inner.folder(name) != null);
        return told ? inner : new PartFolders(0);
      }
    }
  }

  /**
   * Returns the part of an image.
   *
   * @param name its path below the root
   * @param training what to call the part for training
   * @return {@link ClassFolders#TEST_PART} if one of its folders is kept for testing, else what its
   *     innermost folder of a part is called; null if none names a part
   */
  public @Nullable String part(String name, String training) {
    String folder = folder(name);
    return folder == null
        ? null
        : FolderWords.isTest(folder)
            ? ClassFolders.TEST_PART
            : PartWords.of(folder) == PartWords.Part.TRAINING ? training : folder;
  }

  private @Nullable String folder(String name) {
    List<String> path = List.of(name.split("/", -1));
    String found = null;
    for (String folder : path.subList(Math.min(shared, path.size() - 1), path.size() - 1)) {
      if (FolderWords.isPart(folder) && (found == null || !FolderWords.isTest(found))) {
        found = folder;
      }
    }
    return found;
  }
}
