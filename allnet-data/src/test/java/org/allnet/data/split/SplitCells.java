package org.allnet.data.split;

import java.nio.file.Path;
import java.util.List;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;

/** The data set of tests that split made up cells. */
final class SplitCells {

  private SplitCells() {}

  /** Returns folders of the classes hem and all. */
  static Dataset of(List<CellImage> images) {
    return of(List.of("hem", "all"), images);
  }

  /** Returns folders of classes. */
  static Dataset of(List<String> classes, List<CellImage> images) {
    return new Dataset(
        "cells",
        Path.of("cells"),
        DatasetKind.CLASS_FOLDERS,
        ClassSet.of(classes),
        images,
        false,
        List.of());
  }
}
