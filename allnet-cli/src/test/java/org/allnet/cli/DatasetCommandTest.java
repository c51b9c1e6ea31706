package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import org.allnet.data.integrity.ImageHashes;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatasetCommandTest {

  @TempDir Path folder;

  /** Two classes of six subjects with two images each; the first two subjects share an image. */
  private Path cells() throws IOException {
    Path root = folder.resolve("cells");
    StringBuilder subjects = new StringBuilder("image,subject\n");
    for (String label : List.of("sick", "well")) {
      Files.createDirectories(root.resolve(label));
      for (int person = 0; person < 6; person++) {
        for (int image = 0; image < 2; image++) {
          String name = "%s/%d_%d.png".formatted(label, person, image);
          String text = image == 0 && person < 2 ? label + " shared" : name;
          BufferedImage pixels = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
          for (int at = 0; at < 100; at++) {
            pixels.setRGB(5 + at % 10, 5 + at / 10, 0xa0a0a0 ^ (text.hashCode() & 0x0f0f0f));
          }
          pixels.setRGB(0, 0, text.hashCode());
          ImageIO.write(pixels, "png", root.resolve(name).toFile());
          subjects.append(name).append(',').append(label).append(person).append('\n');
        }
      }
    }
    Files.writeString(root.resolve("subjects.csv"), subjects);
    return root;
  }

  @Test
  void inspect_saysWhatIsNext() throws IOException {
    Path root = cells();
    Ran ran = Ran.allnet("dataset", "inspect", root, "--positive", "well");
    assertThat(ran.err())
        .contains("next: ./allnet train " + root + " --positive well --recipe small");
    Files.delete(root.resolve("subjects.csv"));
    assertThat(Ran.allnet("dataset", "inspect", root).err())
        .contains("next: say whose the images are", "subjects.csv, then ./allnet train " + root);
    assertThat(Ran.allnet("dataset", "inspect", root.resolve("sick")).err())
        .contains("next: training takes images of two classes");
  }

  @Test
  void inspect_json_countsWhatJoinsSubjects() throws IOException {
    JsonNode json = json(Ran.allnet("dataset", "inspect", cells(), "--json"));

    assertThat(json.path("images").asInt()).isEqualTo(24);
    assertThat(json.path("subjects").asInt()).isEqualTo(12);
    assertThat(json.path("subjectGroups").asInt()).isEqualTo(10);
    assertThat(json.path("uniqueImages").asInt()).isEqualTo(22);
    assertThat(json.path("duplicateGroups").asInt()).isEqualTo(2);
    assertThat(json.at("/classes/sick").asInt()).isEqualTo(12);
    assertThat(json.at("/parts/all/well").asInt()).isEqualTo(12);
    assertThat(json.path("problems")).isEmpty();
  }

  @Test
  void inspect_renamedClasses_areMerged() throws IOException {
    Ran ran = Ran.allnet("dataset", "inspect", cells(), "--classes", "sick=blast,well=blast");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("blast 24");
  }

  @Test
  void inspect_manifestAlone_isEnough() throws IOException {
    Path manifest = manifest(cells());

    JsonNode json = json(Ran.allnet("dataset", "inspect", manifest, "--json"));

    assertThat(json.path("images").asInt()).isEqualTo(24);
    assertThat(json.at("/classes/well").asInt()).isEqualTo(12);
    assertThat(json.path("duplicateGroups").asInt()).isEqualTo(2);
  }

  @Test
  void verify_alteredOrMissingFiles_fails() throws IOException {
    Path root = cells();
    Path manifest = manifest(root);
    assertThat(Ran.allnet("dataset", "verify", root, "--manifest", manifest).exitCode()).isZero();

    Files.delete(root.resolve("sick/5_1.png"));
    Ran missing = Ran.allnet("dataset", "verify", root, "--manifest", manifest);
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.out()).contains("missing: 1", "sick/5_1.png", "FAILED");
    assertThat(missing.err()).contains("add --subset");
    Ran subset = Ran.allnet("dataset", "verify", root, "--manifest", manifest, "--subset");
    assertThat(subset.exitCode()).isZero();

    Files.writeString(root.resolve("sick/4_1.png"), "sick/4_1.pnG");
    Ran altered =
        Ran.allnet("dataset", "verify", root, "--manifest", manifest, "--subset", "--json");
    assertThat(altered.exitCode()).isEqualTo(1);
    assertThat(json(altered).path("alteredFiles").path(0).asText()).isEqualTo("sick/4_1.png");
    assertThat(json(altered).path("passed").asBoolean(true)).isFalse();
  }

  @Test
  void split_sameSeed_isTheSameAndPassesCheck() throws IOException {
    Path root = cells();
    Path first = folder.resolve("1.csv");
    Path second = folder.resolve("2.csv");

    Ran ran = Ran.allnet("dataset", "split", root, "--folds", 2, "--seed", 3, "--out", first);
    Ran.allnet("dataset", "split", root, "--folds", 2, "--seed", 3, "--out", second);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out().lines().toList().get(0)).matches("side +sick +well +images +subjects");
    assertThat(ran.out()).containsPattern("total +12 +12 +24 +10");
    assertThat(second).hasSameTextualContentAs(first);
    Ran check = Ran.allnet("dataset", "split", root, "--check", first);
    assertThat(check.exitCode()).isZero();
    assertThat(check.out()).contains("good");
  }

  @Test
  void splitWithSubjectOnTwoSides_failsCheck() throws IOException {
    Path root = cells();
    Path file = folder.resolve("split.csv");
    Ran.allnet("dataset", "split", root, "--folds", 2, "--out", file);
    List<String> lines = Files.readAllLines(file);
    Set<String> sides = new HashSet<>(Set.of("holdout", "1", "2"));
    String row =
        lines.stream().filter(line -> line.startsWith("sick/4_0.png")).findFirst().orElseThrow();
    String side = row.split(",", -1)[4];
    sides.remove(side);
    String moved = row.replace("," + side + ",subject", "," + sides.iterator().next() + ",subject");
    lines.replaceAll(line -> line.equals(row) ? moved : line);
    Files.write(file, lines);

    Ran check = Ran.allnet("dataset", "split", root, "--check", file);

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.err().lines()).singleElement().asString().contains("4_", "another side");
  }

  /** Such a split is sound, but what it can't tell is named. */
  @Test
  void splitWithoutAClassOnASide_isNamed() throws IOException {
    Path root = cells();
    Path file = folder.resolve("split.csv");
    Ran drawn = Ran.allnet("dataset", "split", root, "--folds", 2, "--out", file);
    List<String> lines = Files.readAllLines(file);
    lines.replaceAll(
        line -> line.contains(",sick,") ? line.replaceFirst(",(1|2),subject", ",1,subject") : line);
    Files.write(file, lines);

    Ran check = Ran.allnet("dataset", "split", root, "--check", file);

    assertThat(drawn.err()).doesNotContain("warning");
    assertThat(check.exitCode()).as(check.err()).isZero();
    assertThat(check.err())
        .contains(
            "warning: fold 2 has no image of 'sick': nothing that is measured there tells how such images are classified");
  }

  @Test
  void contactSheet_showsAllCopies_keepsOldFiles() throws IOException {
    Path root = folder.resolve("sheet");
    for (int i = 0; i < 2; i++) {
      ModelFixture.disc(root.resolve("all/a" + i + ".png"), 9, 1);
      ModelFixture.disc(root.resolve("hem/<b>&" + i + ".png"), 9 + 2 * i, 2 + i);
    }
    Path sheet = folder.resolve("copies.html");

    Ran ran = Ran.allnet("dataset", "inspect", root, "--contact-sheet", sheet);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("contact sheet: " + sheet);
    String page = Files.readString(sheet);
    assertThat(page)
        .contains("2 of 4 images are copies, in 1 group.")
        .contains("all/a0.png ~ all/a1.png: identical file")
        .doesNotContain("<b>");
    assertThat(page.split("data:image/png;base64,", -1)).hasSize(3);
    assertBad(
        2, Ran.allnet("dataset", "inspect", root, "--contact-sheet", sheet), "is there already");
    assertBad(
        2,
        Ran.allnet("dataset", "inspect", root, "--contact-sheet", folder.resolve("c.png")),
        "ends in .html");
  }

  @Test
  void badInputs_areOneClearLine() throws IOException {
    Path root = cells();
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path absent = folder.resolve("absent");
    Path notes = Files.writeString(folder.resolve("notes.txt"), "hello\nworld\n");
    Path out = folder.resolve("out.csv");

    assertBad(1, Ran.allnet("dataset", "inspect", absent), "absent");
    assertBad(1, Ran.allnet("dataset", "inspect", empty), "no BMP");
    assertBad(1, Ran.allnet("dataset", "inspect", notes), "path");
    assertBad(2, Ran.allnet("dataset", "inspect", root, "--classes", "ill=blast"), "ill");
    assertBad(2, Ran.allnet("dataset", "inspect", root, "--classes", "sick"), "OLD=NEW");
    assertBad(2, Ran.allnet("dataset", "inspect", root, "--positive", "ill"), "ill");
    assertBad(1, Ran.allnet("dataset", "verify", absent), "absent");
    assertBad(1, Ran.allnet("dataset", "verify", root, "--manifest", notes), "notes.txt");
    assertBad(1, Ran.allnet("dataset", "verify", root, "--manifest", absent), "absent");
    assertBad(1, Ran.allnet("dataset", "split", root, "--check", notes), "notes.txt");
    assertBad(2, Ran.allnet("dataset", "split", root), "--out");
    assertBad(2, Ran.allnet("dataset", "split", root, "--folds", 1, "--out", out), "--folds");
    assertBad(2, Ran.allnet("dataset", "split", root, "--folds", 9, "--out", out), "fewer");
    assertBad(2, Ran.allnet("dataset", "split", root, "--hold-out", 1, "--out", out), "--hold-out");
    Files.delete(root.resolve("subjects.csv"));
    assertBad(1, Ran.allnet("dataset", "split", root, "--out", out), "--protocol image");
    assertThat(out).doesNotExist();
    assertThat(Ran.allnet("dataset", "inspect").exitCode()).isEqualTo(2);
  }

  @Test
  void realCells_goThroughAllThree() throws IOException {
    Path data = Path.of(System.getProperty("allnet.realdata", "absent"));
    Assumptions.assumeTrue(Files.isDirectory(data.resolve("cnmc")), () -> data + " is absent");
    Path split = folder.resolve("split.csv");

    assertThat(
            json(Ran.allnet("dataset", "inspect", data.resolve("cnmc"), "--json"))
                .path("images")
                .asInt())
        .isEqualTo(104);
    assertThat(
            json(Ran.allnet("dataset", "inspect", data.resolve("cnmc2019-manifest.csv"), "--json"))
                .path("subjectGroups")
                .asInt())
        .isEqualTo(66);
    assertThat(Ran.allnet("dataset", "verify", data.resolve("cnmc")).exitCode()).isEqualTo(1);
    assertThat(Ran.allnet("dataset", "verify", data.resolve("cnmc"), "--subset").exitCode())
        .isZero();
    Ran ran = Ran.allnet("dataset", "split", data.resolve("cnmc"), "--folds", 3, "--out", split);
    assertThat(ran.out()).containsPattern("total +50 +52 +102 +39");
    assertThat(ran.err()).contains("2 labelled images");
    assertThat(Ran.allnet("dataset", "split", data.resolve("cnmc"), "--check", split).exitCode())
        .isZero();
  }

  private static void assertBad(int code, Ran ran, String expected) {
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(code);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines().filter(line -> !line.startsWith("Try ")))
        .singleElement()
        .asString()
        .startsWith("allnet: ")
        .contains(expected)
        .doesNotContain("unexpected");
  }

  private Path manifest(Path root) throws IOException {
    StringBuilder text = new StringBuilder("path,sha256,size\n");
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        text.append(
            String.format(
                Locale.ROOT,
                "%s,%s,%d%n",
                root.relativize(file).toString().replace('\\', '/'),
                ImageHashes.sha256(file),
                Files.size(file)));
      }
    }
    return Files.writeString(folder.resolve("manifest.csv"), text);
  }

  private static JsonNode json(Ran ran) throws IOException {
    return new ObjectMapper().readTree(ran.out());
  }
}
