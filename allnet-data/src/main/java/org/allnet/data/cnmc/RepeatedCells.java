package org.allnet.data.cnmc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.file.FileNames;

/**
 * Cells of C-NMC that are in several folders, such as {@code original} and {@code segmented}: their
 * names number all cells, so that one name means one cell.
 */
public final class RepeatedCells {

  private RepeatedCells() {}

  /**
   * Refuses a data set that holds a cell in several folders: it would count several times.
   *
   * @param root what to call the data set in messages
   * @param images all images of the data set
   * @throws InputException if two images in different folders have the name of one cell
   */
  public static void refuse(String root, Collection<CellImage> images) {
    Map<String, String> first = new HashMap<>();
    List<String> repeated = new ArrayList<>();
    String example = "";
    for (CellImage image : images) {
      String name = image.name();
      String folder = name.substring(0, name.lastIndexOf('/') + 1);
      String file = name.substring(folder.length());
      if (CnmcName.of(file).isPresent()) {
        String cell = FileNames.stem(file).toLowerCase(Locale.ROOT).replaceFirst("\\.bmp$", "");
        String other = first.putIfAbsent(cell, name);
        if (other != null && !other.substring(0, other.lastIndexOf('/') + 1).equals(folder)) {
          example = repeated.isEmpty() ? other + " and " + name : example;
          repeated.add(name);
        }
      }
    }
    if (!repeated.isEmpty()) {
      throw InputException.in(
          root,
          "%s in several folders, such as %s, and would count more than once; give one of the folders alone, or move the copies out of %s"
              .formatted(Counted.of(repeated.size(), "cell").are(), example, root));
    }
  }
}
