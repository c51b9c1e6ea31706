package org.allnet.cli;

import static org.allnet.cli.Ran.allnet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same broken or blank image among the images of several people joins nobody anywhere. */
final class AlikeBrokenImagesTest {

  private static final int PEOPLE = 8;

  @TempDir static Path folder;

  private static Path data;

  /** Four people have the same web page, the other four the same black image. */
  @BeforeAll
  static void lay() throws IOException {
    data = folder.resolve("data");
    StringBuilder subjects = new StringBuilder("image,subject\n");
    for (int i = 0; i < PEOPLE * 3; i++) {
      int person = i % PEOPLE;
      String name = label(person) + "/cell" + i + ".png";
      ModelFixture.disc(data.resolve(name), (person % 2 == 0 ? 15 : 8) + i % 3, i);
      subjects.append("%s,person%d\n".formatted(name, person));
    }
    for (int person = 0; person < PEOPLE; person++) {
      String name = label(person) + "/odd" + person + ".png";
      Path file = data.resolve(name);
      if (person < PEOPLE / 2) {
        Files.writeString(file, "<html>404 not found</html>");
      } else {
        ImageIO.write(new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
      }
      subjects.append("%s,person%d\n".formatted(name, person));
    }
    Files.writeString(data.resolve("subjects.csv"), subjects);
  }

  private static String label(int person) {
    return person % 2 == 0 ? "all" : "hem";
  }

  private static JsonNode json(Ran ran) throws IOException {
    assertThat(ran.exitCode()).as(ran.err()).isIn(0, 1);
    return new ObjectMapper().readTree(ran.out());
  }

  @Test
  void evaluate_ofData_countsAllPeople() throws IOException {
    Path model = ModelFixture.model(folder.resolve("other.safetensors"));

    JsonNode json = json(allnet("evaluate", model, "--data", data, "--json"));

    assertThat(json.findValue("subjects").asInt()).isEqualTo(PEOPLE);
  }

  @Test
  void evaluateAndAugment_withASplitOfThem_takeIt() throws IOException {
    Path split = folder.resolve("split.csv");
    Ran drawn = allnet("dataset", "split", data, "--out", split, "--folds", 2, "--hold-out", 0.3);
    assertThat(drawn.exitCode()).as(drawn.err()).isZero();
    Path model = ModelFixture.model(folder.resolve("held.safetensors"));

    JsonNode json = json(allnet("evaluate", model, "--data", data, "--split", split, "--json"));
    Ran augmented =
        allnet(
            "augment",
            data,
            "--split",
            split,
            "--fold",
            1,
            "--per-class",
            8,
            "--input-size",
            32,
            "--out",
            folder.resolve("augmented"));

    assertThat(json.findValue("subjects").asInt()).isBetween(2, 4);
    assertThat(augmented.out()).as(augmented.err()).contains("16 images written");
  }

  @Test
  void inspect_countsAllPeopleAndNoCopies() throws IOException {
    JsonNode json = json(allnet("dataset", "inspect", data, "--json"));

    assertThat(json.path("images").asInt()).isEqualTo(PEOPLE * 4);
    assertThat(json.path("unusable").asInt()).isEqualTo(PEOPLE);
    assertThat(json.path("subjectGroups").asInt()).isEqualTo(PEOPLE);
    assertThat(json.path("uniqueImages").asInt()).isEqualTo(PEOPLE * 3);
    assertThat(json.path("duplicates")).isEmpty();
    assertThat(json.path("copies")).isEmpty();
    assertThat(json.path("problems").toString()).doesNotContain("labelled differently");
    assertThat(allnet("dataset", "inspect", data).out())
        .contains("32, of which 8 show nothing or are broken");
  }

  @Test
  void inspect_ofFilesOnly_knowsTheBrokenOnes() throws IOException {
    JsonNode json = json(allnet("dataset", "inspect", data, "--files-only", "--json"));

    assertThat(json.path("unusable").asInt()).isEqualTo(PEOPLE / 2);
    assertThat(json.path("duplicateGroups").asInt()).as("the black images").isEqualTo(1);
  }
}
