package org.allnet.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.allnet.network.architecture.AllNet;
import org.allnet.network.architecture.AllNetOptions;
import org.allnet.network.architecture.AllNetPlan;
import org.allnet.network.device.ComputeDevice;
import org.allnet.network.model.ModelDescription;
import org.allnet.network.model.ModelFile;

/** A tiny untrained model and painted discs, for tests of what is done with models. */
final class ModelFixture {

  private ModelFixture() {}

  static Path model(Path file) {
    AllNetOptions options = new AllNetOptions(2, 27, 0.0625, 0.5);
    ModelDescription description =
        new ModelDescription(
            ModelDescription.ALLNET,
            27,
            0.0625,
            0.5,
            List.of("all", "hem"),
            "all",
            "none",
            ModelDescription.RGB_UNIT,
            org.allnet.evaluation.operating.DecisionRule.NONE,
            null,
            new ModelDescription.Provenance(
                "discs", "0", true, "subject", 1, 2, 7, 1, Map.of(), "2026-01-01", Map.of()));
    try (AllNet network = AllNet.fresh(new AllNetPlan(options), 7, ComputeDevice.of("cpu"))) {
      ModelFile.write(file, network, description, false);
    }
    return file;
  }

  static Path disc(Path file, int radius) throws IOException {
    return disc(file, radius, 0);
  }

  static Path disc(Path file, int radius, int shade) throws IOException {
    BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(0x602090 + 0x010100 * shade));
    graphics.fillOval(20 - radius, 20 - radius, 2 * radius, 2 * radius);
    graphics.dispose();
    Files.createDirectories(file.getParent());
    ImageIO.write(image, file.toString().endsWith("bmp") ? "bmp" : "png", file.toFile());
    return file;
  }
}
