package org.allnet.benchmark.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.data.InputException;
import org.allnet.testing.RealImages;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignImagesTest {

  @TempDir Path folder;

  @Test
  void boxes_thatTouchTheBorder_areLeftOut() throws IOException {
    Path file = folder.resolve("field.xml");
    Files.writeString(
        file, box("WBC", 10, 20, 60, 90) + box("RBC", 0, 20, 60, 90) + box("RBC", 20, 20, 99, 90));

    List<CellBox> boxes = CellBox.whole(file, 100, 100);

    assertThat(boxes).containsExactly(new CellBox("WBC", 10, 20, 50, 70));
    BufferedImage field = new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB);
    field.setRGB(10, 20, 0xff0000);
    BufferedImage crop = boxes.get(0).crop(field);
    assertThat(crop.getWidth()).isEqualTo(50);
    assertThat(crop.getHeight()).isEqualTo(70);
    assertThat(crop.getRGB(0, 0)).isEqualTo(0xffff0000);
  }

  private static String box(String kind, int left, int top, int right, int bottom) {
    return ("<object>\n<name>%s</name><bndbox><xmin>%d</xmin>\n<ymin>%d</ymin>"
            + "<xmax>%d</xmax><ymax>%d</ymax></bndbox></object>\n")
        .formatted(kind, left, top, right, bottom);
  }

  @Test
  void pattern_ofANumber_isDrawnAlikeAgain() {
    for (int number = 0; number < 8; number++) {
      BufferedImage texture = DrawnPattern.texture(64, number);
      assertThat(pixels(DrawnPattern.texture(64, number))).isEqualTo(pixels(texture));
      assertThat(pixels(DrawnPattern.texture(64, number + 8))).isNotEqualTo(pixels(texture));
      assertThat(DrawnPattern.onBlack(texture, 16).getRGB(3, 3) & 0xffffff).isZero();
    }
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  @Test
  void main_withoutFolders_saysWhichItNeeds() {
    assertThatThrownBy(() -> ForeignImages.main(new String[] {"cnmc"}))
        .isInstanceOf(InputException.class)
        .hasMessage("give the folders of C-NMC 2019, PBC and BCCD, and a new folder");
  }

  @Test
  @Tag("nightly")
  void make_ofThePublicData_makesEverySet() throws IOException {
    RealImages.files("cnmc", ".bmp");
    Path data = Path.of(System.getProperty("allnet.realdata", "absent"));
    Path out = folder.resolve("foreign");

    ForeignImages.make(data.resolve("cnmc"), data.resolve("pbc"), data.resolve("bccd"), out);

    for (String set : List.of("blank", "textures", "textures-on-black")) {
      assertThat(images(out.resolve(set))).as(set).isEqualTo(60);
    }
    assertThat(images(out.resolve("pbc-cut"))).isGreaterThan(100);
    assertThat(images(out.resolve("bccd-white"))).isGreaterThan(200);
    assertThat(images(out.resolve("bccd-red"))).isGreaterThan(250);
    Path first;
    try (Stream<Path> files = Files.list(out.resolve("pbc-cut"))) {
      first = files.filter(file -> file.toString().endsWith(".png")).sorted().findFirst().get();
    }
    assertThat(ImageIO.read(first.toFile()).getWidth()).isEqualTo(450);
  }

  private static long images(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".png")).count();
    }
  }
}
