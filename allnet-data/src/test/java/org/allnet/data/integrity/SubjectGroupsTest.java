package org.allnet.data.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.duplicate.CopyKind;
import org.allnet.data.duplicate.CopyPair;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.ImageFlaw;
import org.junit.jupiter.api.Test;

class SubjectGroupsTest {

  private static final CellPixels BLACK = new CellPixels(9, 9, 0, 0, 0, 0, new byte[0]);
  private static final CellPixels WHITE =
      new CellPixels(9, 9, 0, 0, 1, 2, new byte[] {-1, -1, -1, -1, -1, -1});
  private static final CellPixels CELL =
      new CellPixels(9, 9, 0, 0, 1, 2, new byte[] {1, 2, 3, 4, 5, 6});

  private static final List<CellImage> TWO =
      List.of(
          new CellImage("a.png", Path.of("a.png"), "all", "all", "A"),
          new CellImage("b.bmp", Path.of("b.bmp"), "all", "all", "B"));

  private static SubjectGroups groups(CellPixels pixels, String fileOfB) {
    Map<String, String> files = Map.of("a.png", "fa", "b.bmp", fileOfB);
    return SubjectGroups.of(
        TWO,
        files,
        new ImageCopies(
            Map.of(
                "a.png", ImageContent.of("fa", pixels), "b.bmp", ImageContent.of(fileOfB, pixels)),
            List.of(),
            List.of(),
            Map.of(),
            Map.of()));
  }

  /** They may be copies: together in a split, and no copies in counts and checks. */
  @Test
  void imagesOfOneName_areKeptTogetherAndNoCopies() {
    List<CellImage> images =
        Stream.of("rgb/1", "rgb/2", "rgb/3", "hsv/1", "hsv/2", "hsv/3")
            .map(name -> new CellImage("all/" + name + ".png", Path.of(name), "all", "all", null))
            .toList();
    SubjectGroups groups =
        SubjectGroups.ofFiles(
            images, images.stream().collect(Collectors.toMap(CellImage::name, CellImage::name)));

    assertThat(images)
        .extracting(groups::splitGroupOf)
        .containsExactly(
            "all/hsv/1.png",
            "all/hsv/2.png",
            "all/hsv/3.png",
            "all/hsv/1.png",
            "all/hsv/2.png",
            "all/hsv/3.png");
    assertThat(images).allMatch(image -> groups.duplicateGroupOf(image).equals(image.name()));
  }

  @Test
  void of_pixelsWithNothingInThem_joinNobody() {
    for (CellPixels nothing : List.of(BLACK, WHITE)) {
      assertThat(groups(nothing, "fb").count()).isEqualTo(2);
      assertThat(groups(nothing, "fb").duplicateGroupOf(TWO.get(1))).isEqualTo("b.bmp");
      assertThat(groups(nothing, "fa").count()).as("the same file").isEqualTo(1);
    }
  }

  @Test
  void of_theSameBrokenOrBlankFile_joinsNobody() {
    Map<String, String> files = Map.of("a.png", "same", "b.bmp", "same");
    Map<String, ImageContent> contents =
        Map.of("a.png", ImageContent.of("same", CELL), "b.bmp", ImageContent.of("same", CELL));
    List<CopyPair> near = List.of(new CopyPair("a.png", "b.bmp", Set.of(CopyKind.SHIFTED), 0.95));
    ImageFlaw flaw = ImageFlaw.of(BLACK).orElseThrow();
    ImageCopies blank =
        new ImageCopies(contents, near, List.of(), Map.of(), Map.of("a.png", flaw, "b.bmp", flaw));
    for (ImageCopies copies : List.of(blank, ImageCopies.NONE)) {
      SubjectGroups groups = SubjectGroups.of(TWO, files, copies);
      assertThat(groups.count()).isEqualTo(2);
      assertThat(groups.duplicateGroupOf(TWO.get(1))).isEqualTo("b.bmp");
    }
    assertThat(SubjectGroups.ofFiles(TWO, files).count()).as("nothing was decoded").isEqualTo(1);
  }

  @Test
  void of_undecodedImage_isTheCopyOfItsFile() {
    ImageCopies copies =
        new ImageCopies(
            Map.of("a.png", ImageContent.of("same", CELL)),
            List.of(),
            List.of(),
            Map.of(),
            Map.of());

    assertThat(SubjectGroups.of(TWO, Map.of("a.png", "same", "b.bmp", "same"), copies).count())
        .isEqualTo(1);
  }

  @Test
  void of_samePixelsInOtherFiles_joinTheirSubjects() {
    assertThat(groups(CELL, "fb").count()).isEqualTo(1);
    assertThat(groups(CELL, "fb").duplicateGroupOf(TWO.get(1))).isEqualTo("a.png");
  }
}
