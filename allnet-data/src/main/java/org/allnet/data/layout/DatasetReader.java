package org.allnet.data.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.cnmc.CnmcLayout;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.dataset.DatasetProblem;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.dataset.Layout;
import org.allnet.data.file.ImageFormat;
import org.allnet.data.folder.ClassFolders;

/** Finds out how a data set is laid out on disk and lists its images, without decoding one. */
public final class DatasetReader {

  private DatasetReader() {}

  /**
   * Opens a data set.
   *
   * @param root C-NMC 2019 at any of its usual roots, a folder of class folders, or a folder of
   *     unlabelled images
   * @param options how its classes are read
   * @return its images
   * @throws InputException if there is no such folder or no image in it
   * @throws OptionException if a class to be renamed or the positive class is unknown
   */
  public static Dataset open(Path root, DatasetOptions options) {
    FoundFiles found = FoundFiles.below(root);
    if (found.images().isEmpty()) {
      throw InputException.in(
          root,
          "holds no "
              + ImageFormat.names()
              + " image; give the folder with the images"
              + aside(found));
    }
    Layout layout = CnmcLayout.fits(found) ? CnmcLayout.read(found) : ClassFolders.read(found);
    List<DatasetProblem> problems = new ArrayList<>(layout.problems());
    found.passedOver().forEach(passed -> problems.add(DatasetProblem.other(passed.line())));
    problems.addAll(DatasetProblem.others(found.notes()));
    return new Layout(layout.name(), layout.kind(), layout.classes(), layout.images(), problems)
        .toDataset(
            found.root(),
            options,
            !FolderMark.SYNTHETIC.of(found.root(), layout.images()).isEmpty());
  }

  private static String aside(FoundFiles found) {
    List<String> lines = new ArrayList<>();
    found.passedOver().forEach(passed -> lines.add(passed.line()));
    lines.addAll(found.notes());
    return lines.isEmpty() ? "" : " (" + String.join("; ", lines) + ")";
  }
}
