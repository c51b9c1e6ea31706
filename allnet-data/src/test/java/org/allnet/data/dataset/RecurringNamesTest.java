package org.allnet.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.allnet.data.integrity.SubjectGroups;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions of images that no tool's name tells, by what recurs in the names of a folder. */
class RecurringNamesTest {

  private static final int SOURCES = 6;

  /** Images of a folder: {@code #} is the number of the source, {@code *} a random one. */
  private static List<CellImage> images(String forms) {
    List<CellImage> images = new ArrayList<>();
    for (int source = 0; source < SOURCES; source++) {
      int version = 0;
      for (String form : forms.split(" ")) {
        String random = String.valueOf(1000 + source * 37 + version++ * 501);
        String name = "ALL/" + form.replace("#", "" + source).replace("*", random) + ".png";
        images.add(new CellImage(name, Path.of(name), "all", "ALL", null));
      }
    }
    return images;
  }

  private static Set<Set<String>> together(List<CellImage> images) {
    SubjectGroups groups =
        SubjectGroups.ofFiles(
            images, images.stream().collect(Collectors.toMap(CellImage::name, CellImage::name)));
    return images.stream()
        .collect(
            Collectors.groupingBy(
                groups::duplicateGroupOf, Collectors.mapping(CellImage::name, Collectors.toSet())))
        .values()
        .stream()
        .filter(versions -> versions.size() > 1)
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c0#_aug_0 c0#_aug_1",
        "aug_1_c0# aug_2_c0#",
        "dup1_c0# dup2_c0# c0#",
        "c0#_fliplr c0#_rot",
        "c0#_rot-13 c0#_rot+21",
        "c0#_13 c0#_26",
        "c0#_fake_B c0#_real_A",
        "c0#_v1 c0#_v2",
        "c0#_seed1 c0#_seed2",
        "c0#_augmented_1_of_2 c0#_augmented_2_of_2",
        "ALL_#_* ALL_#_*",
        "image_#_* image_#_*",
        "c0#_0_* c0#_0_*",
        "c0# c0#_bright c0#_dark",
        "c0# c0#_scaled c0#_translated",
        "c0# c0#_Rotated c0#_Reflected",
        "c0# c0#_Macenko c0#_HED",
        "c0# c0#_contrast1.2 c0#_gamma0.8",
        "c0# c0#_h c0#_v",
        "c0# c0#_hf c0#_vf",
        "c0#_0123abcd*ff c0#_98765abc*00",
        "c0#_png.rf.0a1b2c3dAb c0#_png.rf.1a1b2c3dAb",
        "2021010#_101500 2021010#_101500~2",
        "c0# c0#(1) c0#(2)",
        "c0# c0#_13 c0#_26",
        "c0#_orig c0#_rot15 c0#_rot30",
        "c0#_original c0#_rotated c0#_flipped",
        "c0#_raw c0#_zoom c0#_shear",
        "c0#_orig c0#_hflip c0#_vflip c0#_rot90",
        "orig_c0# rot15_c0# zoom_c0#",
        "#_flip #_rot #_noise",
        "flip_# rot_# noise_#",
        "ALL_flip_# ALL_rot_#",
        "Original_# Augmented1_#",
        "c0#_orig c0#_horizontal_flip c0#_vertical_flip c0#_rotate_90",
        "c0#_flip c0#_rot c0#_gaussian_noise",
        "c0#_orig c0#_flip_h c0#_flip_v c0#_rot_90",
        "c0#_orig c0#_salt_and_pepper_noise c0#_random_crop",
        "c0#_0 c0#_aug_1 c0#_aug_2",
        "c0#_orig_0 c0#_aug_0 c0#_aug_1",
        "c0#_no_aug c0#_flip",
        "UID_1_#_3_orig UID_1_#_3_horizontal_flip",
        "c0#_rot0_flip0 c0#_rot0_flip1 c0#_rot90_flip0",
        "orig_c0# horizontal_flip_c0# rotate_90_c0#",
        "Cell0#Original Cell0#Rotated",
        "Cell0#Aug1 Cell0#Aug2",
        "cell0#Original cell0#Segmented",
        "originalCell0# segmentedCell0#",
        "original_cell0# segmented_cell0#",
        "img# img#FlipH img#Rot90",
        "c0# c0#HFlip",
        "c0# c0#Normalized",
        "h_flip_# rot_90_#"
      })
  void versions_areKeptTogether(String forms) {
    List<CellImage> images = images(forms);
    NamedCopies copies = NamedCopies.of(images);
    int versions = forms.split(" ").length;

    assertThat(together(images))
        .isEqualTo(
            IntStream.range(0, SOURCES)
                .mapToObj(
                    source ->
                        images.subList(source * versions, (source + 1) * versions).stream()
                            .map(CellImage::name)
                            .collect(Collectors.toSet()))
                .collect(Collectors.toSet()));
    assertThat(copies.describe()).isNotEmpty();
  }

  /** Balancing makes as many versions of each as a class lacks. */
  @Test
  void versionsOfUnequalNumber_areKeptTogether() {
    List<CellImage> images = new ArrayList<>();
    for (int source = 0; source < 20; source++) {
      for (int version = 0; version <= source % 4; version++) {
        String name = "ALL/c%d_aug%d.png".formatted(source, version);
        images.add(new CellImage(name, Path.of(name), "all", "ALL", null));
      }
    }

    assertThat(together(images)).hasSize(15);
  }

  @Test
  void describe_saysHowManyVersionsWithAnExample() {
    assertThat(NamedCopies.of(images("c#_aug_0 c#_aug_1")).describe())
        .containsExactly(
            "12 images have names that differ only in words or numbers which recur, such as ALL/c0_aug_0.png and ALL/c0_aug_1.png, and are probably versions of 6; a split keeps the versions of one image on one side");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "img_#1 img_#2",
        "P0#_1 P0#_2 P0#_3",
        "ALL_P#_0 ALL_P#_1",
        "1_P0# 2_P0# 3_P0#",
        "P#_dx P#_rel",
        "P0#_0123abcd*ff P0#_98765abc*00",
        "2021010#_1 2021010#_2",
        "2021010#_101500 2021010#_103007",
        "#_1 #_2",
        "x#_y0 x#_y1",
        "UID_#_1_1_all UID_#_1_2_all",
        "BA_* BA_*",
        "slide_#_crop_* slide_#_crop1_*",
        "ALL_12_* ALL_13_*",
        "Im#_* Im1#_*",
        "WBC-Malignant-Early-00# WBC-Malignant-Early-01#",
        "blur_# norm_#",
        "normal_# blast_#",
        "slideA_# slideB_#",
        "rot_# norm_#",
        "slide_#_left slide_#_right_side",
        "P0#_dx_a P0#_rel_b",
        "P0#Dx P0#Rel",
        "slide#_segmented_1_x slide1#_segmented_2_y",
        "cell0#A cell0#B"
      })
  void furtherImages_areNoVersions(String forms) {
    List<CellImage> images = images(forms);
    NamedCopies copies = NamedCopies.of(images);

    assertThat(together(images)).isEmpty();
    assertThat(copies.describe()).isEmpty();
  }

  @Test
  void slidesOfDifferentSizes_areNoVersions() {
    List<CellImage> images =
        IntStream.range(0, 8)
            .boxed()
            .flatMap(slide -> IntStream.rangeClosed(0, 2 + slide).mapToObj(i -> slide + "_" + i))
            .flatMap(name -> Stream.of("ALL/slide" + name + ".png"))
            .map(name -> new CellImage(name, Path.of(name), "all", "ALL", null))
            .toList();

    assertThat(NamedCopies.of(images).describe()).isEmpty();
  }
}
