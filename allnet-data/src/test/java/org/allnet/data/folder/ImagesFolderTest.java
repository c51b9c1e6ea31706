package org.allnet.data.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.allnet.data.dataset.DatasetProblem;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.dataset.Layout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder of images in the place of class folders. */
final class ImagesFolderTest {

  @TempDir Path folder;

  private void touch(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[0]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train/labels/ALL_0.txt",
        "data.yaml",
        "labels/train/ALL_0.txt",
        "train/images/_annotations.coco.json",
        "train/Annotations/ALL_0.xml"
      })
  void boxesBesideImages_areSaid(String boxes) throws IOException {
    touch(boxes);
    touch("train/images/ALL_0.jpg");
    touch("valid/images/ALL_1.jpg");

    Layout layout = ClassFolders.read(FoundFiles.below(folder));

    assertThat(layout.classes()).isEmpty();
    assertThat(layout.images()).allMatch(image -> image.label() == null);
    assertThat(layout.problems())
        .map(DatasetProblem::toString)
        .filteredOn(line -> line.contains("is no class"))
        .singleElement()
        .asString()
        .startsWith("folder images is no class, so that its images are unlabelled; with ")
        .contains(", it looks like a set for finding cells in fields")
        .endsWith("make a folder for each class, as in CLASS/image.png");
  }

  @Test
  void imagesAlone_areUnlabelled() {
    assertThat(ClassFolders.ofPaths("d", List.of("images/a.png", "images/b.png")).problems())
        .map(DatasetProblem::toString)
        .containsExactly(
            "folder images is no class, so that its images are unlabelled; make a folder for each class, as in CLASS/image.png");
  }

  @Test
  void loneClass_staysAClass() {
    Layout layout = ClassFolders.ofPaths("d", List.of("train/ALL/a.png", "test/ALL/b.png"));

    assertThat(layout.classes()).containsExactly("ALL");
    assertThat(layout.problems()).isEmpty();
  }
}
