package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that a model was trained on, saved anew or mirrored, are not evaluated. */
final class CopiesOfTrainingTest {

  @TempDir Path folder;

  private static BufferedImage field(long seed) {
    Random random = new Random(seed);
    BufferedImage picture = new BufferedImage(80, 80, BufferedImage.TYPE_INT_RGB);
    var graphics = picture.createGraphics();
    // No lamp lights a field evenly, and on an even ground outlines alone are no structure.
    graphics.setPaint(
        new GradientPaint(0, 0, new Color(235, 225, 230), 80, 0, new Color(215, 205, 210)));
    graphics.fillRect(0, 0, 80, 80);
    for (int i = 0; i < 16; i++) {
      graphics.setColor(new Color(60 + random.nextInt(120), 40, 150));
      graphics.fillOval(
          random.nextInt(72), random.nextInt(72), 5 + random.nextInt(9), 5 + random.nextInt(9));
    }
    graphics.dispose();
    return picture;
  }

  private static BufferedImage mirrored(BufferedImage picture) {
    BufferedImage mirrored = new BufferedImage(80, 80, BufferedImage.TYPE_INT_RGB);
    var graphics = mirrored.createGraphics();
    graphics.drawImage(picture, 80, 0, -80, 80, null);
    graphics.dispose();
    return mirrored;
  }

  @Test
  void evaluate_leavesCopiesOut_refusesToPartThem() throws IOException {
    Path data = folder.resolve("data");
    for (String label : List.of("all", "hem")) {
      Files.createDirectories(data.resolve(label));
      for (int i = 0; i < 12; i++) {
        Path file = data.resolve("%s/%02d.png".formatted(label, i));
        ImageIO.write(field(100L * i + label.hashCode()), "png", file.toFile());
      }
    }
    Path run = folder.resolve("run");
    Ran train =
        TinyRun.allnet(
            "train",
            data,
            "--protocol",
            "image",
            "--folds",
            2,
            "--epochs",
            1,
            "--batch",
            4,
            "--per-class",
            0,
            "--out",
            run);
    assertThat(train.exitCode()).as(train.err()).isZero();
    Path model = run.resolve("fold-1/model.safetensors");
    Path split = run.resolve("split.csv");
    Ran before = Ran.allnet("evaluate", model, "--data", data, "--json");
    assertThat(before.exitCode()).as(before.err()).isZero();

    // A mirrored copy of an image that fold model 1 trained or validated on.
    List<String> rows = new ArrayList<>(Files.readAllLines(split));
    String inFold = first(rows, "hem/.*", false);
    BufferedImage original = ImageIO.read(data.resolve(inFold.split(",")[0]).toFile());
    ImageIO.write(mirrored(original), "jpg", data.resolve("hem/anew.jpg").toFile());

    Ran after = Ran.allnet("evaluate", model, "--data", data, "--json");
    assertThat(after.exitCode()).as(after.err()).isZero();
    for (String metric : List.of("confusion", "auroc", "logLoss")) {
      assertThat(json(after).path(metric))
          .as("the copy is not evaluated")
          .isEqualTo(json(before).path(metric));
    }
    assertThat(leftOut(after)).as("the copy is left out").isEqualTo(leftOut(before) + 1);

    String[] heldOut = first(rows, "hem/.*", true).split(",", -1);
    heldOut[0] = "hem/anew.jpg";
    heldOut[3] = "hem/anew.jpg";
    rows.add(String.join(",", heldOut));
    Path apart = Files.write(folder.resolve("apart.csv"), rows);
    Ran refused = Ran.allnet("evaluate", model, "--data", data, "--split", apart);
    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.err()).contains("re-encoded, resized, turned, mirrored or shifted");
  }

  private static String first(List<String> rows, String pattern, boolean heldOut) {
    return rows.stream()
        .filter(row -> row.matches(pattern) && row.contains(",holdout,") == heldOut)
        .findFirst()
        .orElseThrow();
  }

  /** How many images are said to have been trained or fitted on, themselves or as a copy. */
  private static int leftOut(Ran ran) throws IOException {
    for (JsonNode warning : json(ran).path("warnings")) {
      if (warning
          .asText()
          .startsWith("Left out, because the model was trained or fitted on them or a copy")) {
        return Pattern.compile("\\d+")
            .matcher(warning.asText())
            .results()
            .mapToInt(number -> Integer.parseInt(number.group()))
            .sum();
      }
    }
    return 0;
  }

  private static JsonNode json(Ran ran) throws IOException {
    return new ObjectMapper().readTree(ran.out());
  }
}
