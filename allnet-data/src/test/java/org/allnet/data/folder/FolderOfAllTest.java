package org.allnet.data.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.allnet.data.dataset.DatasetProblem;
import org.junit.jupiter.api.Test;

/** Published sets as they unpack: one folder around the classes. */
final class FolderOfAllTest {

  private static List<String> problems(String... paths) {
    return ClassFolders.ofPaths("d", List.of(paths)).problems().stream()
        .map(DatasetProblem::toString)
        .toList();
  }

  @Test
  void folderAroundFolders_isSaid() {
    assertThat(problems("PBC_DIB/lymphocyte/a.jpg", "PBC_DIB/monocyte/b.jpg"))
        .containsExactly(
            "all images lie in folder PBC_DIB, which is read as the only class; if the folders in it are the classes (lymphocyte, monocyte), give folder PBC_DIB itself");
  }

  @Test
  void severalFoldersAround_namesTheInnermost() {
    assertThat(problems("archive/PBC DIB/x/lymphocyte/a.jpg", "archive/PBC DIB/x/monocyte/b.jpg"))
        .containsExactly(
            "all images lie in folder archive, which is read as the only class; if the folders in it are the classes (lymphocyte, monocyte), give folder archive/PBC DIB/x itself");
    assertThat(problems("archive/x/a.jpg", "archive/x/b.jpg")).isEmpty();
  }

  @Test
  void classOfOneFolderOrPatients_isNoFolderAround() {
    assertThat(problems("ALL/a.jpg", "ALL/b.jpg")).isEmpty();
    assertThat(problems("ALL/P01/a.jpg", "ALL/P02/b.jpg")).isEmpty();
    assertThat(problems("x/lymphocyte/a.jpg", "x/monocyte/b.jpg", "y/neutrophil/c.jpg"))
        .noneMatch(problem -> problem.contains("only class"));
  }
}
