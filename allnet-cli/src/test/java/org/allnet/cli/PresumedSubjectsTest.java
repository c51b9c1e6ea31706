package org.allnet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets that name no subject, from the folder to the last file that tells of a run. */
final class PresumedSubjectsTest {

  @TempDir static Path folder;

  private static Path data;

  /** Six slides of three fields in each class; slides differ in background and stain. */
  @BeforeAll
  static void fields() throws IOException {
    data = folder.resolve("data");
    for (String label : List.of("all", "hem")) {
      Files.createDirectories(data.resolve(label));
      for (int i = 0; i < 18; i++) {
        BufferedImage field = field(i / 3, 100L * i + label.hashCode());
        ImageIO.write(field, "png", data.resolve(label + "/field-%02d.png".formatted(i)).toFile());
      }
    }
  }

  private static BufferedImage field(int slide, long seed) {
    Random random = new Random(seed);
    BufferedImage picture = new BufferedImage(60, 60, BufferedImage.TYPE_INT_RGB);
    var graphics = picture.createGraphics();
    int light = 180 + 12 * slide;
    graphics.setColor(new Color(light, light - 5, light));
    graphics.fillRect(0, 0, 60, 60);
    for (int i = 0; i < 14; i++) {
      graphics.setColor(new Color(60 + 20 * slide, 40, 150 - 15 * slide));
      graphics.fillOval(
          random.nextInt(55), random.nextInt(55), 4 + random.nextInt(8), 4 + random.nextInt(8));
    }
    graphics.dispose();
    return picture;
  }

  private static Ran allnet(Object... words) {
    return Ran.allnet(words);
  }

  private static Ran train(Object... words) {
    return TinyRun.allnet(
        Stream.concat(
                Stream.of("train", data, "--epochs", 1, "--batch", 4, "--per-class", 0),
                Stream.of(words))
            .toArray());
  }

  @Test
  void train_presumedSubjects_areAlwaysNamedSo() throws IOException {
    Path run = folder.resolve("run");
    Ran train = train("--group-by", "runs", "--folds", 2, "--out", run);

    assertThat(train.exitCode()).as(train.err()).isZero();
    assertThat(train.err()).contains("data: 12 presumed subjects of 3 to 3 images");
    assertThat(train.out())
        .contains("By presumed subject: nobody named the subjects")
        .contains("presumed subjects")
        .doesNotContain("subject-level:");
    String split = Files.readString(run.resolve("split.csv"));
    assertThat(split).contains("presumed all/field-00").contains("presumed-subject");
    String predictions = Files.readString(run.resolve("predictions.csv"));
    assertThat(predictions.lines().skip(1))
        .allMatch(row -> row.contains("presumed ") && row.contains("presumed-subject"));
    String page = Files.readString(run.resolve("report.html"));
    assertThat(page)
        .contains("by presumed subject")
        .contains("Presumed subjects")
        .contains("a person may still be on both")
        .contains("By presumed subject: nobody named the subjects")
        .doesNotContain("subject-level: a person");
    // Wherever a word for subjects follows a number, it says that they are presumed.
    assertThat(page).doesNotContainPattern("\\d subjects?\\b");
    assertThat(Files.readString(run.resolve("model-card.md")))
        .contains("Presumed subjects: 12")
        .doesNotContainPattern("\\d subjects?\\b");
    assertThat(Files.readString(run.resolve("reporting-checklist.md")))
        .contains("by presumed subject: a person may be on both sides")
        .doesNotContainPattern("\\d subjects?\\b");
    assertThat(Files.readString(run.resolve("evaluation.json")))
        .contains("\"protocol\" : \"presumed-subject\"")
        .contains("\"presumedSubjects\" : true");
    assertThat(Files.readString(run.resolve("run.json"))).contains("\"most\" : 40");

    Path model = run.resolve("fold-1/model.safetensors");
    Ran describe = allnet("model", "describe", model);
    assertThat(describe.out()).contains("By presumed subject: nobody named the subjects");
    Ran evaluated =
        allnet("evaluate", model, "--data", data, "--split", run.resolve("split.csv"), "--json");
    assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
    assertThat(evaluated.out())
        .contains("\"protocol\" : \"presumed-subject\"")
        .contains("presumed subjects");
    Ran again = allnet("evaluate", "--predictions", run.resolve("predictions.csv"));
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out())
        .contains("metrics (by presumed subject)")
        .contains("By presumed subject: nobody named the subjects")
        .doesNotContainPattern("\\d subjects?\\b");
    Ran resumed = allnet("train", "--resume", run);
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    Path other = folder.resolve("of-split");
    Path given = Files.copy(run.resolve("split.csv"), folder.resolve("given.csv"));
    Ran ofSplit = train("--split", given, "--out", other);
    assertThat(ofSplit.exitCode()).as(ofSplit.err()).isZero();
    Files.delete(given);
    Ran resumedOfSplit = allnet("train", "--resume", other);
    assertThat(resumedOfSplit.exitCode()).as(resumedOfSplit.err()).isZero();
    Ran repeats = allnet("repeats", "runs=" + run, "given=" + other);
    assertThat(repeats.exitCode()).as(repeats.err()).isZero();
    assertThat(repeats.out()).contains("by presumed subject: runs; a person may be on both sides");
    Ran decided = allnet("decide", other, "--operating-point", "youden");
    assertThat(decided.exitCode()).as(decided.err()).isZero();
    assertThat(Files.readString(other.resolve("predictions.csv")))
        .contains("presumed all/field-")
        .contains("presumed-subject");
  }

  @Test
  void inspectAndSplit_nameThemPresumed() {
    Ran inspect = allnet("dataset", "inspect", data, "--group-by", "runs:2");
    assertThat(inspect.out()).contains("presumed subjects: 24, with 1 to 2 images each");
    assertThat(allnet("dataset", "inspect", data).out())
        .contains("unknown: only a split by image, or by presumed subjects (--group-by runs)");
    Path file = folder.resolve("split.csv");
    Ran split = allnet("dataset", "split", data, "--group-by", "runs", "--folds", 2, "--out", file);
    assertThat(split.exitCode()).as(split.err()).isZero();
    assertThat(split.out()).contains("presumed subjects").contains("by presumed-subject");
    assertThat(split.err())
        .contains("subjects are presumed")
        .contains("12 presumed subjects of 3 to 3 images, median 3; 0 have one");
    assertThat(allnet("dataset", "split", data, "--check", file).exitCode()).isZero();
  }

  @Test
  void groupBy_namesWithoutRuns_isRefused() throws IOException {
    Path hashes = folder.resolve("hashes");
    for (String label : List.of("all", "hem")) {
      Files.createDirectories(hashes.resolve(label));
      for (int i = 0; i < 6; i++) {
        Path field = data.resolve(label + "/field-%02d.png".formatted(i));
        String name = java.util.UUID.nameUUIDFromBytes((label + i).getBytes(UTF_8)) + ".png";
        Files.copy(field, hashes.resolve(label).resolve(name));
      }
    }
    for (List<Object> words :
        List.<List<Object>>of(
            List.of("dataset", "inspect", hashes, "--group-by", "runs"),
            List.of(
                "dataset", "split", hashes, "--group-by", "runs", "--out", folder.resolve("no")))) {
      Ran ran = allnet(words.toArray());
      assertThat(ran.exitCode()).as("%s", words).isNotZero();
      assertThat(ran.err())
          .contains("12 of 12 images would be alone")
          .contains("use --protocol image");
    }
  }

  @Test
  void groupBy_thatCanDoNothing_isRefused() {
    for (List<Object> words :
        List.<List<Object>>of(
            List.of("train", data, "--group-by", "runs", "--protocol", "image"),
            List.of("dataset", "inspect", data, "--group-by", "runs", "--files-only"),
            List.of("train", data, "--group-by", "patients"),
            List.of("train", data, "--group-by", "runs", "--augment", "before-split"))) {
      Ran ran = allnet(words.toArray());
      assertThat(ran.exitCode()).as("%s", words).isNotZero();
      assertThat(ran.err()).containsAnyOf("--group-by", "--augment");
    }
  }
}
