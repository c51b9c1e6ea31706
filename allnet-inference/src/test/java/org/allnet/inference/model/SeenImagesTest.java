package org.allnet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.duplicate.CopyKind;
import org.allnet.data.duplicate.CopyPair;
import org.allnet.data.image.CellPixels;
import org.allnet.data.integrity.ImageContent;
import org.allnet.data.integrity.ImageCopies;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.evaluation.prediction.Role;
import org.junit.jupiter.api.Test;

class SeenImagesTest {

  private static ImageContent image(int number) {
    return new ImageContent("%02x".formatted(number).repeat(32), pixels(number));
  }

  private static String pixels(int number) {
    byte[] rgb = {(byte) number, 1, 2, 9, 9, 9};
    return Objects.requireNonNull(
        ImageContent.of("", new CellPixels(9, 9, 4, 4, 1, 2, rgb)).pixels());
  }

  private static final SeenImages SEEN =
      SeenImages.of(
          Map.of(
              Role.TRAINING, List.of(image(1), image(2), image(2)),
              Role.VALIDATION, List.of(image(3)),
              Role.HOLD_OUT, List.of(image(4), image(1))));

  @Test
  void roleOf_knowsEachImage_theWorstOfSeveral() {
    assertThat(SEEN.roleOf(image(1))).isEqualTo(Role.TRAINING);
    assertThat(SEEN.roleOf(image(3))).isEqualTo(Role.VALIDATION);
    assertThat(SEEN.roleOf(image(4))).isEqualTo(Role.HOLD_OUT);
    assertThat(SEEN.roleOf(image(5))).isEqualTo(Role.EXTERNAL);
    assertThat(SEEN.counts()).isEqualTo(Map.of("training", 2, "validation", 1, "hold-out", 2));
  }

  @Test
  void roleOf_copyInOtherFileOrFrame_isTheSame() {
    ImageContent copy = new ImageContent("77".repeat(32), pixels(1));
    byte[] rgb = {1, 1, 2, 9, 9, 9};
    ImageContent cut = ImageContent.of("x", new CellPixels(5, 7, 0, 1, 1, 2, rgb));

    assertThat(SEEN.roleOf(copy)).isEqualTo(Role.TRAINING);
    assertThat(SEEN.roleOf(new ImageContent(image(3).file(), pixels(99))))
        .isEqualTo(Role.VALIDATION);
    assertThat(cut.pixels()).isEqualTo(pixels(1));
    // Held out by its file, trained on by its pixels: it was trained on.
    assertThat(SEEN.roleOf(new ImageContent(image(4).file(), pixels(2)))).isEqualTo(Role.TRAINING);
  }

  @Test
  void roleOf_emptyImage_isKnownByItsFileAlone() {
    CellPixels black = new CellPixels(9, 9, 0, 0, 0, 0, new byte[0]);
    CellPixels grey = new CellPixels(9, 9, 4, 4, 1, 2, new byte[] {7, 7, 7, 7, 7, 7});
    for (CellPixels nothing : List.of(black, grey)) {
      ImageContent trained = ImageContent.of("55".repeat(32), nothing);
      ImageContent other = ImageContent.of("66".repeat(32), nothing);
      SeenImages seen = SeenImages.of(Map.of(Role.TRAINING, List.of(trained, image(1))));

      assertThat(seen.roleOf(trained)).isEqualTo(Role.TRAINING);
      assertThat(seen.roleOf(other)).isEqualTo(Role.EXTERNAL);
      assertThat(SeenImages.NONE.after(seen).roleOf(other)).isEqualTo(Role.EXTERNAL);
    }
  }

  @Test
  void rolesOf_resavedOrShiftedCopy_isTheOriginal() {
    Map<String, ImageContent> contents = new HashMap<>();
    List<CellImage> images = new ArrayList<>();
    Map<String, String> hashes = new HashMap<>();
    for (int i = 1; i <= 7; i++) {
      contents.put("i" + i, image(i));
      hashes.put("i" + i, image(i).file());
      images.add(new CellImage("i" + i, Path.of("i" + i), "", "all", null));
    }
    ImageCopies copies =
        new ImageCopies(
            contents,
            List.of(near("i4", "i5"), near("i5", "i3"), near("i1", "i6")),
            List.of(),
            Map.of(),
            Map.of());

    assertThat(SEEN.rolesOf(images, contents, SubjectGroups.of(images, hashes, copies)))
        .isEqualTo(
            Map.of(
                "i1", Role.TRAINING,
                "i6", Role.TRAINING,
                "i2", Role.TRAINING,
                "i3", Role.VALIDATION,
                "i4", Role.VALIDATION,
                "i5", Role.VALIDATION,
                "i7", Role.EXTERNAL));
    contents.remove("i7");
    assertThat(SEEN.rolesOf(images, contents, SubjectGroups.of(images, hashes, copies)))
        .doesNotContainKey("i7");
  }

  private static CopyPair near(String image, String other) {
    return new CopyPair(image, other, Set.of(CopyKind.RE_ENCODED), 0.99);
  }

  @Test
  void roleOf_ofAModelThatKeepsNothing_isUnknown() {
    assertThat(SeenImages.NONE.roleOf(image(1))).isEqualTo(Role.UNKNOWN);
    assertThat(SeenImages.NONE.isKnown()).isFalse();
    assertThat(SeenImages.NONE.counts()).isEmpty();
  }

  @Test
  void of_rowsThatDoNotFitTheirCounts_isRefused() {
    Map<Role, byte[]> rows =
        Map.of(
            Role.TRAINING, SEEN.bytes(Role.TRAINING),
            Role.VALIDATION, SEEN.bytes(Role.VALIDATION),
            Role.HOLD_OUT, SEEN.bytes(Role.HOLD_OUT));
    assertThat(SeenImages.of(rows, SEEN.counts()).roleOf(image(2))).isEqualTo(Role.TRAINING);
    assertThatThrownBy(
            () -> SeenImages.of(rows, Map.of("training", 1, "validation", 1, "hold-out", 2)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("keeps 64 bytes on its training images, and 1 image takes 32");
    assertThatThrownBy(() -> SeenImages.of(Map.of(), SEEN.counts()))
        .hasMessageContaining("keeps 0 bytes on its training images");
  }
}
