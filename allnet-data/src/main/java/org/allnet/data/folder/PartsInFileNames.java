package org.allnet.data.folder;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.file.FileNames;

/**
 * The parts that names of files tell, as in {@code ALL/train_0.png} beside {@code ALL/test_0.png}.
 */
final class PartsInFileNames {

  private PartsInFileNames() {}

  /**
   * Returns the part of each image. One part alone tells nothing apart.
   *
   * @param root what to call the data set in messages
   * @param names the images' paths, with {@code /} between the folders
   * @return parts by path; none unless some names say training and others a part that is kept for
   *     testing
   * @throws InputException if they do, and other names tell no part
   */
  static Map<String, String> of(String root, List<String> names) {
    Map<String, String> parts = new HashMap<>();
    Set<PartWords.Part> found = EnumSet.noneOf(PartWords.Part.class);
    List<String> silent = new ArrayList<>();
    for (String name : names) {
      PartWords.Part part =
          PartWords.inName(FileNames.stem(name.substring(name.lastIndexOf('/') + 1)));
      if (part == null) {
        silent.add(name);
      } else {
        found.add(part);
        parts.put(
            name, part.isKept() ? ClassFolders.TEST_PART : part.name().toLowerCase(Locale.ROOT));
      }
    }
    boolean apart =
        found.contains(PartWords.Part.TRAINING) && found.stream().anyMatch(PartWords.Part::isKept);
    if (!apart) {
      return Map.of();
    }
    if (!silent.isEmpty()) {
      Counted others = Counted.of(silent.size(), "other", "others");
      throw InputException.in(
          root,
          "names of files say train and test, as %s does, but %s, such as %s, %s not; lay the images out as PART/CLASS/image.png"
              .formatted(
                  parts.keySet().stream().sorted().toList().get(0),
                  others,
                  silent.get(0),
                  others.either("does", "do")));
    }
    return parts;
  }
}
