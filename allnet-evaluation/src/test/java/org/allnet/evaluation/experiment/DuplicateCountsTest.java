package org.allnet.evaluation.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.integrity.ImageContent;
import org.allnet.data.integrity.ImageCopies;
import org.allnet.data.integrity.SubjectGroups;
import org.junit.jupiter.api.Test;

class DuplicateCountsTest {

  private static CellImage image(String name, String subject) {
    return new CellImage(name, Path.of(name), "all", "all", subject);
  }

  @Test
  void of_sameFileOrPixels_areCountedAsInTheRun() {
    List<CellImage> images =
        List.of(
            image("1.png", "A"),
            image("2.bmp", "B"),
            image("3.png", "C"),
            image("4.png", "C"),
            image("5.png", "D"));
    Dataset dataset =
        new Dataset(
            "d",
            Path.of("d"),
            DatasetKind.CLASS_FOLDERS,
            ClassSet.of(List.of("all", "hem")),
            images,
            false,
            List.of());
    Map<String, String> files =
        Map.of("1.png", "f1", "2.bmp", "f2", "3.png", "f3", "4.png", "f3", "5.png", "f5");
    ImageCopies copies =
        new ImageCopies(
            Map.of(
                "1.png", new ImageContent("f1", "p"),
                "2.bmp", new ImageContent("f2", "p"),
                "3.png", new ImageContent("f3", "q"),
                "4.png", new ImageContent("f3", "q"),
                "5.png", new ImageContent("f5", "r")),
            List.of(),
            List.of(),
            Map.of(),
            Map.of());

    DuplicateCounts counts =
        DuplicateCounts.of(dataset, SubjectGroups.of(images, files, copies), "print");

    assertThat(counts).isEqualTo(new DuplicateCounts(2, 4, 1, "print"));
    assertThat(counts.fingerprint()).isEqualTo("print");
  }
}
