package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.allnet.data.split.Split.Place;
import org.allnet.data.split.SplitFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model of C-NMC's cells says of copies of such cells that it was not trained on. */
final class RealRefusalTest {

  private static final int LARGER = 600;

  @TempDir static Path folder;

  private static Path run = Path.of("");
  private static final List<Path> CELLS = new ArrayList<>();

  @BeforeAll
  static void train() {
    Path data = Path.of(System.getProperty("allnet.realdata", "absent"), "cnmc/training_data");
    Assumptions.assumeTrue(Files.isDirectory(data), () -> data + " is absent");
    run = folder.resolve("run");
    Ran ran =
        TinyRun.allnet(
            "train",
            data,
            "--out",
            run,
            "--folds",
            3,
            "--hold-out",
            0.3,
            "--epochs",
            1,
            "--batch",
            8,
            "--per-class",
            0,
            "--seed",
            1);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    for (Place place : SplitFile.read(run.resolve("split.csv")).holdOut()) {
      CELLS.add(data.resolve(place.image()));
    }
    assertThat(CELLS).hasSizeGreaterThan(20);
  }

  /** What is said of the images of a folder, one after the other. */
  private static List<String> reasons(Path images) throws IOException {
    Ran ran = Ran.allnet("predict", run, images, "--json");
    List<String> reasons = new ArrayList<>();
    for (JsonNode image : new ObjectMapper().readTree(ran.out()).path("images")) {
      reasons.add(image.path("reason").asText());
    }
    assertThat(reasons).as(ran.err()).hasSameSizeAs(CELLS);
    return reasons;
  }

  private static void jpeg(BufferedImage image, Path file, float quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    how.setCompressionQuality(quality);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
  }

  private static BufferedImage onBlack(BufferedImage cell, int side) {
    BufferedImage framed = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    framed
        .getGraphics()
        .drawImage(cell, (side - cell.getWidth()) / 2, (side - cell.getHeight()) / 2, null);
    return framed;
  }

  @Test
  void copiesOnALargerFrame_areRefusedAsSuch() throws IOException {
    Path framed = Files.createDirectories(folder.resolve("framed"));
    for (Path cell : CELLS) {
      String name = cell.getFileName().toString().replace(".bmp", ".png");
      ImageIO.write(
          onBlack(ImageIO.read(cell.toFile()), LARGER), "png", framed.resolve(name).toFile());
    }

    assertThat(reasons(framed)).allMatch(reason -> reason.contains("in a larger frame"));
  }

  /** JPEG leaves noise around a cell, and clips nothing within it. */
  @ParameterizedTest
  @ValueSource(ints = {75, 90, 95})
  void jpegCopies_areNotWorseExposed(int quality) throws IOException {
    Path copies = Files.createDirectories(folder.resolve("jpeg" + quality));
    for (Path cell : CELLS) {
      String name = cell.getFileName().toString().replace(".bmp", ".jpg");
      jpeg(ImageIO.read(cell.toFile()), copies.resolve(name), quality / 100f);
    }

    assertThat(reasons(copies)).noneMatch(reason -> reason.contains("worse exposed"));
  }
}
