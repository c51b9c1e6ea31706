package org.allnet.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.dataset.Layout;
import org.allnet.data.dataset.NamedCopies;
import org.allnet.data.integrity.DataTree;
import org.allnet.data.layout.DatasetReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of images in folders beside one another, within classes and patients. */
final class RepeatedImagesTest {

  /**
   * Twelve images of each class for every path: {c} is the class, %d a number, {n} one of three.
   */
  private static List<String> paths(String paths) {
    List<String> all = new ArrayList<>();
    for (String path : paths.split(" ")) {
      for (String label : new String[] {"ALL", "Normal"}) {
        for (int i = 1; i <= 12; i++) {
          int number = label.equals("ALL") ? i : 130 + i;
          all.add(
              path.replace("{c}", label)
                      .replace("{p}", String.valueOf(number))
                      .replace("%d", "%03d".formatted(number))
                      .replace("#", String.valueOf(i))
                  + ".png");
        }
      }
    }
    return all.stream().distinct().toList();
  }

  @ParameterizedTest
  @CsvSource({
    "{c}/img/Im%d_1,{c}/img_seg/Im%d_1",
    "{c}/cells/c%d_q,{c}/cells_seg/c%d_q",
    "{c}/Images/c%d_q,{c}/ImagesSegmented/c%d_q",
    "{c}/rgb/c%d_q,{c}/nucleus_only/c%d_q",
    "{c}/images/#,{c}/images_aug/#",
    "{c}/img/img_#,{c}/img_crop/img_#",
    "{c}/Image/#,{c}/Image_Segmented/#",
    "{c}/40x/#,{c}/40x_seg/#",
    "{c}/png/#,{c}/png_norm/#",
    "{c}/P{p}/orig/c1,{c}/P{p}/seg/c1",
    "{c}/P{p}/c#,{c}/P{p}_seg/c#",
    "{c}/rgb/P{p}/cell_a_1,{c}/hsv/P{p}/cell_a_1",
    "train/{c}/img/#,train/{c}/img_nucleus/#",
    "{c}/full/IMG_20210103_1%d,{c}/part/IMG_20210103_1%d",
    "{c}/copy1/17%d_%d,{c}/copy2/17%d_%d",
    "{c}/P{p}_full/c1_q7,{c}/P{p}_part/c1_q7",
    "{c}/raw_P{p}/c1_q7,{c}/crop_P{p}/c1_q7",
    "{c}/P{p}Full/c1_q7,{c}/P{p}Cut/c1_q7"
  })
  void copiesWithinClasses_areRefused(String one, String other) {
    List<String> paths = paths(one + " " + other);

    assertThatThrownBy(() -> ClassFolders.ofPaths("d", paths))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("d: folder")
        .hasMessageContaining("look like copies")
        .hasMessageContaining(folder(one))
        .hasMessageContaining(folder(other))
        .hasMessageNotContaining("\n");
  }

  @Test
  void fiveKindsOfCopies_areRefusedIfCalledSo() {
    List<String> paths =
        paths("{c}/img/# {c}/img_edge/# {c}/img_lab/# {c}/img_hsv/# {c}/img_otsu/#");

    assertThatThrownBy(() -> ClassFolders.ofPaths("d", paths))
        .hasMessageContaining("folders ALL/img and ALL/img_")
        .hasMessageContaining("look like copies")
        .hasMessageContaining("name their people in subjects.csv");
  }

  private static String folder(String path) {
    String folder = path.replace("{c}", "ALL").replaceAll("/P\\{p}/c.*|/[^/]*$", "");
    return folder.replaceAll("\\{p}.*", "");
  }

  /** Nothing tells whether they are copies: a split keeps images of one name together. */
  @ParameterizedTest
  @CsvSource({
    "{c}/full/#,{c}/crop/#",
    "{c}/cells/c%d,{c}/nuclei/c%d",
    "{c}/RGB/img_#,{c}/HSV/img_#",
    "{c}/Ayse/#,{c}/Mehmet/#",
    "{c}/P{p}/full/c1,{c}/P{p}/crop/c1",
    "{c}/crop1/#,{c}/crop2/#",
    "{c}/P{p}_full/c#,{c}/P{p}_cut/c#",
    "{c}/raw_P{p}/c#,{c}/crop_P{p}/c#",
    "{c}/P{p}Full/c#,{c}/P{p}Cut/c#",
    "{c}/photos1/c#,{c}/photos2/c#",
    "{c}/gabor0/c#,{c}/gabor45/c#",
    "{c}/lbp1/c#,{c}/lbp2/c#",
    "{c}/webp80/c#,{c}/webp95/c#",
    "{c}/P{p}_masked/c#,{c}/P{p}_unmasked/c#",
    "{c}/P{p}_原图/c#,{c}/P{p}_分割/c#",
    "{c}/P{p}_исходные/c#,{c}/P{p}_маска/c#",
    "{c}/hsv1/c#,{c}/hsv2/c#",
    "{c}/res224/c#,{c}/res450/c#",
    "{c}/k\u0131rp\u0131k1/c#,{c}/k\u0131rp\u0131k2/c#",
    "{c}/resized1/c#,{c}/resized2/c#",
    "{c}/hsv_h/c#,{c}/hsv_s/c# {c}/hsv_v/c#",
    "{c}/grad_x/c#,{c}/grad_y/c#",
    "{c}/20x/c#,{c}/40x/c#",
    "{c}/224x224/c#,{c}/450x450/c#",
    "{c}/left/#,{c}/right/#",
    "{c}/z0/#,{c}/z1/# {c}/z2/#",
    "{c}/prepA/c#,{c}/prepB/c#",
    "{c}/slide1/x#_y%d,{c}/slide2/x#_y%d",
    "{c}/slideA/x#_y%d,{c}/slideB/x#_y%d",
    "{c}/2021/x#_y%d,{c}/2022/x#_y%d",
    "{c}/images/#,{c}/images2/#",
    "{c}/full/c#_q,{c}/cut/c#_q {c}/hsv/c#_q {c}/edges/c#_q {c}/inverted/c#_q",
    "{c}/plain/IMG_2021_%d,{c}/a/IMG_2021_%d {c}/b/IMG_2021_%d {c}/d/IMG_2021_%d {c}/e/IMG_2021_%d",
    "{c}/P{p}/slide1/cell_a_1,{c}/P{p}/slide2/cell_a_1"
  })
  void countsThatAgree_areKeptTogether(String one, String other) {
    Layout layout = ClassFolders.ofPaths("d", paths(one + " " + other));
    NamedCopies copies = NamedCopies.of(layout.images());

    assertThat(layout.classes()).containsExactly("ALL", "Normal");
    for (CellImage image : layout.images()) {
      assertThat(copies.sameNamesOf(image.name())).as(image.name()).isNotEmpty();
    }
    assertThat(layout.toDataset(Path.of("d"), DatasetOptions.DEFAULTS, false).problems())
        .map(String::valueOf)
        .filteredOn(line -> line.contains("which may show the same cells"))
        .singleElement()
        .asString()
        .contains("a split keeps images of one name on one side");
  }

  /** Folders of people, slides and batches count their images anew. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{c}/P1/# {c}/P2/#",
        "{c}/P1/cell_a_# {c}/P2/cell_a_#",
        "{c}/Ayse{c}/# {c}/Mehmet{c}/# {c}/Ali{c}/# {c}/Can{c}/# {c}/Ece{c}/#",
        "{c}/{c}Ayse/c_a_# {c}/{c}Mehmet/c_a_# {c}/{c}Ali/c_a_# {c}/{c}Can/c_a_# {c}/{c}Ece/c_a_#",
        "{c}/slide1/# {c}/slide2/#",
        "{c}/lab1/# {c}/lab2/#",
        "{c}/slideA/# {c}/slideB/#",
        "{c}/batch_1/c# {c}/batch_2/c#",
        "{c}/slide1/x#_y_3 {c}/slide2/x#_y_3",
        "{c}/{p}/x0_y0_q {c}/{p}/x1_y0_q {c}/{p}/x0_y1_q",
        "{c}/2021-03-{p}/left_top {c}/2021-03-{p}/low {c}/2021-04-{p}/left_top {c}/2021-04-{p}/low",
        "{c}/2021-03-{p}/0 {c}/2021-03-{p}/1 {c}/2021-03-{p}/2 {c}/2021-03-{p}/3",
        "{c}/Hospital_A{p}/left_top {c}/Hospital_A{p}/low {c}/Hospital_B{p}/left_top",
        "{c}/P{p}_BM/left_top {c}/P{p}_PB/left_top {c}/P{p}_BM/low {c}/P{p}_PB/low",
        "{c}/slide_{p}/left_up {c}/slide_{p}/right_up {c}/slide_{p}/left_low",
        "{c}/2021-03-01/0 {c}/2021-03-02/0 {c}/2021-03-03/0 {c}/2021-03-04/0 {c}/2021-03-05/0",
        "{c}/s1/left_up {c}/s2/left_up {c}/s3/left_up {c}/s4/left_up {c}/s5/left_up",
        "{c}/P{p}/visit_1/# {c}/P{p}/visit_2/#",
        "{c}/first/a# {c}/second/b#",
        "train/{c}/# val/{c}/#",
        "{c}/train/# {c}/val/#",
        "P1/{c}/# P2/{c}/#",
      })
  void foldersThatCountAnew_areReadAsBefore(String paths) {
    Layout layout = ClassFolders.ofPaths("d", paths(paths));
    NamedCopies copies = NamedCopies.of(layout.images());

    assertThat(layout.classes()).containsExactly("ALL", "Normal");
    assertThat(layout.images()).allMatch(image -> copies.sameNamesOf(image.name()).isEmpty());
    assertThat(layout.toDataset(Path.of("d"), DatasetOptions.DEFAULTS, false).problems())
        .map(String::valueOf)
        .noneMatch(line -> line.contains("which may show the same cells"));
  }

  /** Names that begin alike are of people too, if others are beside them. */
  @Test
  void namesOfPeopleThatBeginAlike_areNoCopies() {
    assertThat(ClassFolders.ofPaths("d", paths("{c}/Ayse/# {c}/Ayse_Nur/# {c}/Mehmet/#")).classes())
        .hasSize(2);
  }

  @Test
  void batchesOfOneClass_areNoCopies() {
    assertThat(ClassFolders.ofPaths("d", paths("{c}/40x/# {c}/40x_new/#")).classes()).hasSize(2);
  }

  @Test
  void copiesOfATablesSubjects_areRefused(@TempDir Path root) throws IOException {
    lay(root, "img", "img_seg", "P%d", "P%d");

    assertThatThrownBy(() -> DatasetReader.open(root, DatasetOptions.DEFAULTS))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(root.toString())
        .hasMessageContaining("folders ALL/img and ALL/img_seg have images of the same names");
  }

  @Test
  void foldersOfATablesPeople_areRead(@TempDir Path root) throws IOException {
    lay(root, "Ayse", "Mehmet", "A", "M");

    Dataset dataset = DatasetReader.open(root, DatasetOptions.DEFAULTS);

    assertThat(dataset.hasSubjects()).isTrue();
    assertThat(dataset.problems()).noneMatch(line -> line.toString().contains("the same cells"));
  }

  /** Names of two words, which tell copies if the images are of the same people. */
  private static void lay(Path root, String one, String other, String person, String second)
      throws IOException {
    StringBuilder table = new StringBuilder("image,subject\n");
    for (String label : new String[] {"ALL", "Normal"}) {
      for (int i = 1; i <= 4; i++) {
        for (String folder : new String[] {one, other}) {
          String name = "%s/%s/IMG_2021_77%d.png".formatted(label, folder, i * 3);
          DataTree.text(root, name, name);
          String subject = label + (folder.equals(one) ? person : second).formatted(i);
          table.append(name).append(',').append(subject).append('\n');
        }
      }
    }
    DataTree.text(root, "subjects.csv", table.toString());
  }
}
