package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentCommandTest {

  @TempDir Path folder;

  @Test
  void folder_becomesFilesAndAContactSheet() throws IOException {
    cell("in/a.png");
    cell("in/deep/b.bmp");
    Path out = folder.resolve("out");

    Ran ran = Ran.allnet("segment", folder.resolve("in"), "--out", out, "--device", "cpu");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).startsWith("2 images segmented").contains("contact-sheet.png");
    assertThat(out.resolve("a.png")).exists();
    assertThat(out.resolve("deep/b.png")).exists();
    BufferedImage result = ImageIO.read(out.resolve("a.png").toFile());
    assertThat(result.getRGB(0, 0) & 0xffffff).as("black stays black").isZero();
    assertThat(result.getRGB(20, 20) & 0xffffff).as("the dark nucleus is kept").isEqualTo(0x402080);
    assertThat(result.getRGB(10, 20) & 0xffffff).as("the pale rim is cut").isZero();
  }

  @Test
  void cudaWithoutGpu_saysHowToBuildForIt() throws IOException {
    assumeFalse(Files.isDirectory(Path.of("/proc/driver/nvidia")));
    cell("in/a.png");
    Path out = folder.resolve("out");

    Ran ran = Ran.allnet("segment", folder.resolve("in"), "--out", out, "--device", "cuda");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith("allnet: --device cuda: no GPU is usable; needs ALLNet built for GPUs (in its")
        .contains(
            "sources: ALLNET_MAVEN_OPTS=-Pcuda ./allnet --version), and an NVIDIA GPU with its")
        .contains("driver, CUDA 13 and cuDNN 9, or use --device cpu")
        .doesNotContain("bytedeco");
    assertThat(out).doesNotExist();
  }

  /** They would be read as one data set. */
  @Test
  void overwrite_namesWhatStaysOfBefore() throws IOException {
    cell("in/a.png");
    cell("in/deep/b.bmp");
    cell("other/c.png");
    Path out = folder.resolve("out");
    Ran.allnet("segment", folder.resolve("in"), "--out", out);

    Ran same = Ran.allnet("segment", folder.resolve("in"), "--out", out, "--overwrite");
    Ran other = Ran.allnet("segment", folder.resolve("other"), "--out", out, "--overwrite");

    assertThat(same.err()).doesNotContain("before");
    assertThat(other.exitCode()).as(other.err()).isZero();
    assertThat(other.err())
        .contains("warning: " + out + ": 2 files were there before and stay", "is a.png");
    assertThat(out.resolve("deep/b.png")).exists();
  }

  @Test
  void subjects_goAlongUnderTheNewNames() throws IOException {
    cell("in/all/a.bmp");
    cell("in/hem/b.bmp");
    Files.writeString(folder.resolve("in/subjects.csv"), "image,subject\na.bmp,P1\nhem/b.bmp,P2\n");
    Path out = folder.resolve("out");

    Ran ran = Ran.allnet("segment", folder.resolve("in"), "--out", out, "--device", "cpu");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(out.resolve("subjects.csv"))
        .hasContent("image,subject,allnet_format\nall/a.png,P1,1\nhem/b.png,P2,1\n");
  }

  @Test
  void brokenImage_isNamedTheOthersAreDone() throws IOException {
    cell("in/a.png");
    Files.writeString(folder.resolve("in/broken.png"), "no picture");
    Path out = folder.resolve("out");

    Ran ran = Ran.allnet("segment", folder.resolve("in"), folder.resolve("none.bmp"), "--out", out);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).startsWith("1 image segmented");
    assertThat(ran.err())
        .contains("broken.png", "none.bmp: no such file")
        .contains("allnet: 1 segmented, 1 skipped, 1 other problem; see above");
    assertThat(out.resolve("a.png")).exists();
  }

  @Test
  void unknownMode_isWrongUsage() {
    Ran ran = Ran.allnet("segment", folder, "--out", folder, "--segmentation", "magic");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).startsWith("allnet: --segmentation 'magic'").contains("otsu");
  }

  /** A dark, saturated nucleus in a pale rim on black. */
  private void cell(String name) throws IOException {
    BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(0xc0b0d0));
    graphics.fillOval(6, 6, 28, 28);
    graphics.setColor(new Color(0x402080));
    graphics.fillOval(12, 12, 16, 16);
    graphics.dispose();
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, name.endsWith("png") ? "png" : "bmp", file.toFile());
  }
}
