package org.allnet.cli;

import static org.allnet.cli.Ran.allnet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code detect inspect} as a user meets it. */
class DetectInspectTest {

  @TempDir Path folder;

  /** Fields of noise; each has so many red cells, and the last ones have none. */
  private void fields(String set, int count, int without, long seed) throws IOException {
    Path images = Files.createDirectories(folder.resolve(set + "/images"));
    Path labels = Files.createDirectories(folder.resolve(set + "/labels"));
    Files.writeString(folder.resolve(set + "/data.yaml"), "names: [WBC, RBC]\n");
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < 48; y += 4) {
        for (int x = 0; x < 64; x += 4) {
          int colour = random.nextInt(1 << 24);
          for (int pixel = 0; pixel < 16; pixel++) {
            image.setRGB(x + pixel % 4, y + pixel / 4, colour);
          }
        }
      }
      ImageIO.write(image, "png", images.resolve("f%02d.png".formatted(i)).toFile());
      List<String> lines = new ArrayList<>(List.of("0 0.5 0.5 0.5 0.5"));
      for (int cell = 0; cell < (i < count - without ? 8 : 0); cell++) {
        lines.add("1 0.%d 0.5 0.125 0.25".formatted(cell + 1));
      }
      Files.write(labels.resolve("f%02d.txt".formatted(i)), lines);
    }
  }

  @Test
  void classesSizesAndFaults_areTold() throws IOException {
    fields("set", 3, 0, 1);
    Files.write(
        folder.resolve("set/labels/f00.txt"),
        List.of("1 0.9999 0.5 0.1 0.1", "1 0.5 0.5 0 0", "0 0.5 0.5 0.2 0.2", "0 0.5 0.5 0.2 0.2"));

    Ran ran = allnet("detect", "inspect", folder.resolve("set"), "--labels-only");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("set (YOLO text)")
        .containsPattern("fields: +3\n")
        .containsPattern("RBC +17 ")
        .containsPattern("64x48 +3 ")
        .containsPattern("clipped: +1 label reached outside .*in 1 field: images/f00.png")
        .containsPattern("zero-size: +1 label had no width")
        .containsPattern("doubled: +1 label repeated another")
        .doesNotContain("near-duplicates");
  }

  @Test
  void fieldsWithoutAUsualClass_areNamed() throws IOException {
    fields("set", 22, 2, 1);

    assertThat(allnet("detect", "inspect", folder.resolve("set"), "--labels-only").out())
        .containsPattern(
            "without RBC: +2 fields \\(91 % of the fields of 64x48 have it, 8 in the median\\): images/f20.png, images/f21.png");
  }

  @Test
  void copiesAcrossTwoSets_areNamed() throws IOException {
    fields("one", 3, 0, 1);
    fields("two", 3, 0, 2);
    Files.copy(folder.resolve("one/images/f01.png"), folder.resolve("two/images/g.png"));

    Ran ran = allnet("detect", "inspect", folder.resolve("one"), folder.resolve("two"));

    assertThat(ran.out())
        .contains("one/images/f01.png = two/images/g.png")
        .containsPattern("duplicates: +1 group of byte-identical images, 1 across sets");
  }

  @Test
  void json_holdsTheSame() throws IOException {
    fields("set", 22, 2, 1);

    JsonNode json =
        new ObjectMapper()
            .readTree(allnet("detect", "inspect", folder.resolve("set"), "--json").out());

    JsonNode set = json.path("sets").path(0);
    assertThat(set.path("classes").path("RBC").path("boxes").asInt()).isEqualTo(160);
    assertThat(set.path("classes").path("WBC").path("sidePixels").path("median").asDouble())
        .isEqualTo(Math.sqrt(32 * 24));
    assertThat(set.path("lacking").path(0).path("without")).hasSize(2);
    assertThat(json.path("nearDuplicates").isArray()).isTrue();
  }

  @Test
  void unknownLayout_isRefusedWithAnother() throws IOException {
    fields("set", 1, 0, 1);

    Ran ran = allnet("detect", "inspect", folder.resolve("set"), "--layout", "pascal");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--layout pascal: is no layout; did you mean");
  }

  @Test
  void oneBasedOnYolo_isRefused() throws IOException {
    fields("set", 1, 0, 1);

    assertThat(allnet("detect", "inspect", folder.resolve("set"), "--one-based").err())
        .contains("holds YOLO text, whose pixels are never counted from 1; leave --one-based out");
  }

  @Test
  void bccd_namesItsSuspects() {
    Path bccd = Path.of(System.getProperty("allnet.realdata", "absent")).resolve("bccd");
    assumeTrue(Files.isDirectory(bccd), "no real fields at " + bccd.toAbsolutePath());

    String out = allnet("detect", "inspect", bccd, "--labels-only").out();

    for (int number : new int[] {134, 150, 152, 224, 250, 258, 267, 268, 303, 322, 327, 330, 350}) {
      assertThat(line(out, "without RBC")).contains("BloodImage_%05d".formatted(number));
    }
    assertThat(line(out, "without RBC")).contains(" 13 fields");
    assertThat(line(out, "few RBC")).contains(" 2 fields", "_00072.jpg (3)", "_00157.jpg (3)");
    assertThat(line(out, "without WBC"))
        .contains(" 4 fields", "_00133", "_00135", "_00171", "_00327");
    assertThat(line(out, "zero-size")).contains("2 labels", "_00338", "_00343");
  }

  private static String line(String out, String key) {
    return out.lines().filter(line -> line.startsWith(key + ":")).findFirst().orElse("");
  }
}
