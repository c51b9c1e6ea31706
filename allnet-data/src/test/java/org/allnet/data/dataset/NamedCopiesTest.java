package org.allnet.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.allnet.data.integrity.SubjectGroups;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedCopiesTest {

  private static final String HASH = ".rf.0123456789abcdef0123456789abcde";
  private static final String UUID = "_01234567-aaaa-4bbb-8ccc-0123456789a";

  /** The images that a split keeps together, by group, without those that are alone. */
  private static Set<String> together(List<CellImage> images) {
    Map<String, String> hashes =
        images.stream().collect(Collectors.toMap(CellImage::name, CellImage::name));
    SubjectGroups groups = SubjectGroups.ofFiles(images, hashes);
    Map<String, Set<String>> together = new TreeMap<>();
    for (CellImage image : images) {
      assertThat(groups.groupOf(image)).isNotEmpty();
      together
          .computeIfAbsent(groups.duplicateGroupOf(image), key -> new TreeSet<>())
          .add(image.name());
    }
    return together.values().stream()
        .filter(group -> group.size() > 1)
        .map(group -> String.join(" ", group))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static CellImage image(String name, String label) {
    return new CellImage(name, Path.of(name), "all", label, null);
  }

  private static List<CellImage> images(String... names) {
    return Stream.of(names)
        .map(name -> image(name.replace("#rf", HASH).replace("#id", UUID), "ALL"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALL/c0_aug_0.png ALL/c0_aug_1.png",
        "ALL/c0.png ALL/c0_bright.png",
        "ALL/c0.png ALL/c1.png ALL/mix_c0_c1.png",
        "ALL/c_0.png ALL/c_1.png ALL/cutmix-c_0-c_1-0.4.png",
        "ALL/c0.png ALL/c0_mixup_c1.png ALL/c1.png",
        "ALL/c0.png ALL/c0_c1_smote.png ALL/c1.png"
      })
  void madeOfAFewImages_areKeptWithThem(String names) {
    List<CellImage> all = new ArrayList<>(images(names.split(" ")));
    all.addAll(images("ALL/d4.png", "ALL/d5.png", "ALL/d6_aug_1.png"));
    assertThat(together(all)).containsExactly(names);
  }

  @ParameterizedTest
  @ValueSource(strings = {"smote_0_1", "dcgan_0017", "synthetic-3", "fake_2", "mix_c0_h0"})
  void syntheticImagesOfUnknownOnes_areSaid(String name) {
    List<CellImage> all = new ArrayList<>(images("ALL/c0.png", "ALL/%s.png".formatted(name)));
    all.add(image("HEM/h0.png", "HEM"));
    assertThat(NamedCopies.of(all).describe())
        .singleElement()
        .asString()
        .startsWith("1 image is named like synthetic images, such as ALL/%s.png".formatted(name));
  }

  @Test
  void otherNamesWithSuchWords_areNotSynthetic() {
    assertThat(
            NamedCopies.of(images("ALL/gan_1.png", "ALL/mixed_cells_1.png", "ALL/fakeh_1.png"))
                .describe())
        .isEmpty();
  }

  @Test
  void roboflowsVersionsInAnyPart_areKeptTogether() {
    assertThat(
            together(
                images(
                    "train/ALL/c0_png#rf0.jpg",
                    "train/ALL/c0_png#rf1.jpg",
                    "valid/ALL/c0_png#rf2.jpg",
                    "train/ALL/c1_png#rf3.jpg",
                    "train/ALL/c2_png#rf4.jpg")))
        .singleElement()
        .asString()
        .contains("c0_png" + HASH + "0", "c0_png" + HASH + "1", "valid/ALL/c0_png" + HASH + "2")
        .doesNotContain("c1", "c2");
  }

  @Test
  void imagesOfOtherClasses_areNoCopies() {
    assertThat(
            together(
                List.of(
                    image("ALL/1_png" + HASH + "0.jpg", "ALL"),
                    image("hem/1_png" + HASH + "1.jpg", "hem"))))
        .isEmpty();
  }

  @Test
  void imagesOfOtherPeople_areNoCopies() {
    assertThat(
            together(
                Stream.of("P1", "P2")
                    .map(who -> who + "/1_png" + HASH + who.charAt(1) + ".jpg")
                    .map(
                        name ->
                            new CellImage(name, Path.of(name), "all", "ALL", name.substring(0, 2)))
                    .toList()))
        .isEmpty();
  }

  @Test
  void copiesWithoutOriginals_areKeptTogether() {
    assertThat(
            together(
                images(
                    "ALL/ALL_original_c0.png#id0.png",
                    "ALL/ALL_original_c0.png#id1.png",
                    "ALL/ALL_original_c1.png#id2.png",
                    "ALL/_0_17.png",
                    "ALL/_0_4711.png",
                    "ALL/_1_99.png")))
        .containsExactly(
            "ALL/ALL_original_c0.png%1$s0.png ALL/ALL_original_c0.png%1$s1.png".formatted(UUID),
            "ALL/_0_17.png ALL/_0_4711.png");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "IMG_E1234.JPG IMG_1234.JPG",
        "c00-edited.jpg c00.jpg",
        "c00-bearbeitet.jpg c00.jpg",
        "c00-cropped.png c00.png",
        "crop_c00.png c00.png",
        "c00_crop2.png c00.png",
        "c00 - Kopie.png c00.png",
        "c00 - Kopie (2).png c00.png",
        "c00 - 副本.png c00.png",
        "Copy of c00.png c00.png",
        "c00 (conflicted copy 2021-01-02).png c00.png",
        "c00 (Anna's conflicted copy 2021-01-02).png c00.png",
        "c00.sync-conflict-20210102-101010-ABCDEFG.png c00.png",
        "c00_r15.png c00.png",
        "c00_rot13.png c00.png",
        "c00_13deg.png c00.png",
        "c00_45.png c00.png",
        "c00.png_1.png c00.png",
        "train/c00_aug1.png test/c00.png",
        "train/transformed_c00.png test/c00.png"
      })
  void copiesByName_areKeptTogether(String names) {
    String[] two = names.replaceAll(" (?=\\S+$)", "|").split("\\|");

    assertThat(together(images(two[0], two[1], "d11.png", "d12.png"))).hasSize(1);
  }

  @Test
  void severalCopiesTurnedByEighths_areTogether() {
    assertThat(together(images("a_0.png", "a_45.png", "a_315.png", "b_0.png", "b_90.png")))
        .containsExactly("a_0.png a_315.png a_45.png", "b_0.png b_90.png");
  }

  @Test
  void fewNumberedCopiesOfManyImages_areTogether() {
    assertThat(
            together(images("a.png", "a_1.png", "a_2.png", "b.png", "b_1.png", "c.png", "c_1.png")))
        .containsExactly("a.png a_1.png a_2.png", "b.png b_1.png", "c.png c_1.png");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "img.png img_1.png img_2.png img_3.png",
        "c_1.png c_2.png c_15.png",
        "c_15.png c_30.png",
        "frame_0.png frame_45.png frame_90.png",
        "a_0.png a_15.png b_0.png b_15.png",
        "slide_1_cropped.png slide_2_cropped.png",
        "cell_r1.png cell_r2.png",
        "ALL_edited_1.png ALL_edited_2.png",
        "IMG_E1234.png IMG_1235.png",
        "Early-001.png Early-002.png Early-232.png",
        "WBC-Benign-090.jpg WBC-Benign-180.jpg WBC-Benign-045.jpg"
      })
  void furtherImages_areNoCopies(String names) {
    assertThat(together(images(names.split(" ")))).isEmpty();
    assertThat(NamedCopies.of(images(names.split(" "))).describe()).isEmpty();
  }

  @Test
  void describe_saysHowManyWithAnExample() {
    assertThat(
            NamedCopies.of(images("c0.png", "c0-edited.png", "c1.png", "c1-edited.png")).describe())
        .containsExactly(
            "2 images are named like copies made of 2, such as c0-edited.png and c0.png; a split keeps the copies of one image on one side");
  }

  @Test
  void describe_kerasImagesOfAnUntoldOne_areNamed() {
    List<CellImage> images = images("ALL/aug_0_17.png", "ALL/aug_0_4711.png", "ALL/aug_0_1.png");

    assertThat(together(images)).isEmpty();
    assertThat(NamedCopies.of(images).describe())
        .singleElement()
        .asString()
        .startsWith(
            "3 images are named like what Keras makes of others, such as ALL/aug_0_1.png, and do not tell of which");
  }
}
