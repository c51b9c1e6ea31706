package org.allnet.cli;

import static org.allnet.cli.Ran.allnet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A detector of one fold, and the sides of its split: hold-out, its own fold and the other. */
class DetectSeenFieldsTest {

  private static final int SLIDES = 8;
  private static final int BLOCK = 12;

  @TempDir static Path folder;

  private static Path set;
  private static Path split;

  private static void field(Path set, int slide, int number) throws IOException {
    SplittableRandom random = new SplittableRandom(100L * slide + number);
    BufferedImage image = new BufferedImage(8 * BLOCK, 8 * BLOCK, BufferedImage.TYPE_INT_RGB);
    for (int place = 0; place < 64; place++) {
      int colour = random.nextInt(1 << 24);
      for (int i = 0; i < BLOCK * BLOCK; i++) {
        image.setRGB(place % 8 * BLOCK + i % BLOCK, place / 8 * BLOCK + i / BLOCK, colour);
      }
    }
    String name = "slide_%d_f%d".formatted(slide, number);
    Path images = Files.createDirectories(set.resolve("images"));
    ImageIO.write(image, "png", images.resolve(name + ".png").toFile());
    Files.createDirectories(set.resolve("labels"));
    Files.writeString(set.resolve("labels/" + name + ".txt"), "0 0.5 0.5 0.25 0.25\n");
  }

  private static Ran train(String out, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("detect", "train", set, "--out", folder.resolve(out), "--split", split));
    words.addAll(
        List.of("--epochs", 1, "--batch", 2, "--input-size", 64, "--device", "cpu", "--seed", 3));
    words.addAll(List.of(more));
    return allnet(words.toArray());
  }

  @BeforeAll
  static void train() throws IOException {
    set = folder.resolve("fields");
    split = folder.resolve("split.csv");
    for (int slide = 1; slide <= SLIDES; slide++) {
      field(set, slide, 1);
      field(set, slide, 2);
    }
    Files.writeString(set.resolve("data.yaml"), "names: [WBC]\n");
    Ran drawn = allnet("detect", "split", set, "--out", split, "--folds", 2, "--hold-out", 0.3);
    assertThat(drawn.exitCode()).as(drawn.err()).isZero();
    Ran trained = train("run");
    assertThat(trained.exitCode()).as(trained.err()).isZero();
  }

  private static Ran evaluate(Path data, Object... more) {
    List<Object> words = new ArrayList<>(List.of("detect", "evaluate", data));
    words.addAll(
        List.of("--detector", folder.resolve("run/detector.safetensors"), "--device", "cpu"));
    words.addAll(List.of(more));
    return allnet(words.toArray());
  }

  @Test
  void holdOut_isEvaluatedOverSlides() throws IOException {
    Ran ran = evaluate(set, "--split", split);
    JsonNode json = new ObjectMapper().readTree(evaluate(set, "--split", split, "--json").out());

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).doesNotContain("warning");
    int slides = json.at("/intervalsOver/count").asInt();
    assertThat(slides).isBetween(2, 4);
    assertThat(ran.out())
        .startsWith(
            "%d fields of fields, hold-out of split.csv; intervals by bootstrap over %d slides"
                .formatted(2 * slides, slides));
    assertThat(json.at("/intervalsOver/unit").asText()).isEqualTo("slide");
    assertThat(json.at("/part").asText()).isEqualTo("hold-out of split.csv");
    assertThat(json.at("/classes/0/counts/falsePerField/method").asText()).contains("slides");
  }

  @Test
  void folds_areKnownAsSeen() {
    assertThat(evaluate(set, "--split", split, "--fold", 1).err())
        .contains("warning: The detector's epoch and operating points were chosen on these fields");
    assertThat(evaluate(set, "--split", split, "--fold", 2).err())
        .contains("warning: The detector was trained on these fields");
    assertThat(evaluate(set).err())
        .containsPattern("warning: The detector was trained on \\d of these 16 fields");
  }

  /** A detector knows images by their content. */
  @Test
  void copyUnderAnotherName_isKnownAsSeen() throws IOException {
    Path copy = folder.resolve("other");
    try (Stream<Path> files = Files.walk(set)) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(set.relativize(file).toString().replace("slide", "s"));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    Path page = folder.resolve("other.html");
    Ran ran = evaluate(copy, "--page", page);

    assertThat(ran.err()).contains("of these 16 fields: the metrics are far too good");
    assertThat(ran.out()).contains("bootstrap over 16 fields (people unknown)");
    assertThat(page).content().contains("far too good", "over 16 fields (people unknown).");
  }

  @Test
  void splitWithoutHoldOut_asksForAFold() {
    Path whole = folder.resolve("whole.csv");
    allnet("detect", "split", set, "--out", whole, "--folds", 2, "--hold-out", 0);
    Ran ran = evaluate(set, "--split", whole);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .hasLineCount(1)
        .contains("whole.csv: holds no field out; name a fold to evaluate on, such as --fold 1");
  }

  @Test
  void foldOrSplitThatIsNone_isRefused() throws IOException {
    Ran fold = evaluate(set, "--split", split, "--fold", 3);
    Path other = folder.resolve("other-split.csv");
    Files.writeString(
        other, Files.readString(split).replace("images/slide_1_f1.png", "images/none.png"));
    Ran unknown = evaluate(set, "--split", other);

    assertThat(fold.exitCode()).isEqualTo(2);
    assertThat(fold.err()).hasLineCount(1).contains("--fold 3", "1 to 2");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).hasLineCount(1).contains("images/none.png", "not among");
  }

  @Test
  void resume_withOtherLabels_namesThem() throws IOException {
    assertThat(train("again").exitCode()).isZero();
    Ran same = train("again", "--resume");
    Path labels = set.resolve("labels/slide_2_f1.txt");
    String before = Files.readString(labels);
    Ran changed;
    try {
      Files.writeString(labels, "0 0.5 0.5 0.3 0.3\n");
      changed = train("again", "--resume");
    } finally {
      Files.writeString(labels, before);
    }

    assertThat(same.exitCode()).as(same.err()).isZero();
    assertThat(changed.exitCode()).isEqualTo(1);
    assertThat(changed.err().lines().filter(line -> line.startsWith("allnet: ")))
        .singleElement()
        .asString()
        .contains(
            "fields: has changed since the training was begun: 1 field with other labels (images/slide_2_f1.png); put it back");
  }

  /** A training that stopped in its first epoch has written down its fields alone. */
  @Test
  void stoppedInFirstEpoch_beginsAnew() throws IOException {
    Path early = Files.createDirectories(folder.resolve("early"));
    Files.copy(folder.resolve("run/fields.csv"), early.resolve("fields.csv"));
    Ran ran = train("early");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  @Test
  void resume_withTheOtherFold_isRefused() {
    assertThat(train("folds").exitCode()).isZero();
    Ran ran = train("folds", "--fold", 2, "--resume");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("fields in the other part (such as images/slide_");
  }
}
