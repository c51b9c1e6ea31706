package org.allnet.cli;

import static org.allnet.cli.Ran.allnet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Train, evaluate and run on six drawn fields with YOLO's labels. */
class DetectCommandTest {

  @TempDir static Path folder;

  private static Ran trained;

  private static void field(String set, String part, int number) throws IOException {
    BufferedImage image = new BufferedImage(96, 72, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(new Color(235, 225, 230));
    pen.fillRect(0, 0, 96, 72);
    pen.setColor(new Color(90, 40, 140));
    int left = 10 + 8 * number;
    pen.fillOval(left, 20, 24, 24);
    pen.dispose();
    Path images = Files.createDirectories(folder.resolve(set + "/images/" + part));
    Path labels = Files.createDirectories(folder.resolve(set + "/labels/" + part));
    ImageIO.write(image, "png", images.resolve("f" + number + ".png").toFile());
    Files.writeString(
        labels.resolve("f" + number + ".txt"),
        String.format(
            Locale.ROOT, "0 %.5f %.5f %.5f %.5f%n", (left + 12) / 96.0, 32 / 72.0, 0.25, 1 / 3.0));
  }

  @BeforeAll
  static void train() throws IOException {
    for (int i = 0; i < 6; i++) {
      field("fields", i < 4 ? "train" : "val", i);
    }
    Files.writeString(
        folder.resolve("fields/data.yaml"),
        "train: images/train\nval: images/val\nnc: 2\nnames: [WBC, RBC]\n");
    trained =
        allnet(
            "detect",
            "train",
            folder.resolve("fields"),
            "--out",
            folder.resolve("run"),
            "--epochs",
            2,
            "--batch",
            2,
            "--input-size",
            64,
            "--device",
            "cpu");
  }

  @Test
  void train_sixFields_writesADetector() {
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(trained.out()).startsWith("detector: ").contains("2 validation fields");
    assertThat(trained.err()).contains("4 training fields an epoch", "epoch 2 of 2: loss ");
    assertThat(folder.resolve("run/detector.safetensors")).isNotEmptyFile();
  }

  @Test
  void train_folderOfATraining_isRefused() {
    Ran ran = allnet("detect", "train", folder.resolve("fields"), "--out", folder.resolve("run"));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).hasLineCount(1).contains("holds a training already", "--resume");
  }

  @Test
  void evaluate_validationPart_hasAllFigures() throws IOException {
    Ran ran =
        allnet(
            "detect",
            "evaluate",
            "--detector",
            folder.resolve("run/detector.safetensors"),
            folder.resolve("fields"),
            "--part",
            "val",
            "--json");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertThat(json.get("fields").asInt()).isEqualTo(2);
    assertThat(json.at("/classes/0/labelled").asInt()).isEqualTo(2);
    assertThat(json.at("/overall/ap/value").isNumber()).isTrue();
    assertThat(json.at("/classes/1/coco/ap/undefined").asText()).contains("no cell");
    assertThat(json.at("/classes/0/counts/recall/value").isNumber()).isTrue();
    assertThat(json.at("/classes/0/counts/falsePerField/value").isNumber()).isTrue();
    assertThat(json.at("/overall/apSmall").isObject()).isTrue();
  }

  @Test
  void evaluate_partsOfTheTraining_areWarnedOf() throws IOException {
    Path page = folder.resolve("report.html");
    Ran chosen = evaluated("--part", "val", "--page", page);
    Ran trainedOn = evaluated("--part", "train");
    Ran all = evaluated();

    assertThat(chosen.err()).contains("warning: ", "points were chosen on these fields");
    assertThat(trainedOn.err()).contains("was trained on these fields: the metrics are far");
    assertThat(all.err()).contains("was trained on 4 of these 6 fields");
    assertThat(page)
        .content()
        .contains("were chosen on these fields", "Research use only", "Missed cells", "FROC.")
        .doesNotContain("<script");
  }

  @Test
  void evaluate_otherFields_haveNoWarning() throws IOException {
    Path other = folder.resolve("other");
    field("other", "all", 7);
    Files.copy(folder.resolve("fields/data.yaml"), other.resolve("data.yaml"));
    Path page = folder.resolve("other.html");

    Ran ran =
        allnet(
            "detect",
            "evaluate",
            "--detector",
            folder.resolve("run/detector.safetensors"),
            other,
            "--page",
            page);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).doesNotContain("warning");
    assertThat(page).content().contains("1 field of other").doesNotContain("too good");
  }

  private static Ran evaluated(Object... more) {
    List<Object> words = new ArrayList<>(List.of("detect", "evaluate"));
    words.add("--detector");
    words.add(folder.resolve("run/detector.safetensors"));
    words.add(folder.resolve("fields"));
    words.addAll(List.of(more));
    Ran ran = allnet(words.toArray());
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return ran;
  }

  @Test
  void evaluate_unknownPart_namesThose() {
    Ran ran =
        allnet(
            "detect",
            "evaluate",
            "--detector",
            folder.resolve("run/detector.safetensors"),
            folder.resolve("fields"),
            "--part",
            "test");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("no part 'test'; it has train, val");
  }

  @Test
  void run_fieldAndText_reportsTheText() throws IOException {
    Path text = Files.writeString(folder.resolve("no.png"), "no image");
    Path csv = folder.resolve("boxes.csv");
    Ran ran =
        allnet(
            "detect",
            "run",
            "--detector",
            folder.resolve("run/detector.safetensors"),
            folder.resolve("fields/images/val/f4.png"),
            text,
            "--csv",
            csv);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).hasLineCount(1).contains("f4.png: WBC ", ", RBC ");
    assertThat(ran.err()).contains("passed over: ", "no.png", "1 of 2 fields could not be read");
    assertThat(Files.readAllLines(csv).get(0))
        .isEqualTo(
            "image,class,score,left,top,right,bottom,red_cell_pixels,scale_source,scale_red_cells,scale_spread,monolayer,white_cell,counted,notes,synthetic");
  }

  /** Detectors were given as the first field once. */
  @Test
  void run_modelAsField_namesTheOption() {
    Path model = folder.resolve("run/detector.safetensors");
    Ran ran = allnet("detect", "run", model, folder.resolve("fields/images/val"));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .hasLineCount(1)
        .contains(
            "detector.safetensors: is a model's file, no field; if it is a detector, give it by --detector");
  }

  @Test
  void run_classifierOrText_isRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("x.safetensors"), "no detector");
    Ran ran = allnet("detect", "run", "--detector", text, folder.resolve("fields/images/val"));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("x.safetensors");
  }

  @Test
  void detect_withoutVerb_saysWhichThereAre() {
    assertThat(allnet("detect").err()).contains("detect what?");
  }
}
