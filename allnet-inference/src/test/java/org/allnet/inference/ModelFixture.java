package org.allnet.inference;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.OperatingPoint;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;

/** A small model without training, and cells for it. */
final class ModelFixture {

  private ModelFixture() {}

  static ModelDescription description(NetworkOptions options) {
    DecisionRule rule =
        new DecisionRule(
            TemperatureScaling.NONE,
            new OperatingPoint(PointRule.Known.YOUDEN, 0.3, 1, 1),
            null,
            null);
    return ModelDescription.alone(
        options,
        List.of("hem", "all"),
        "all",
        SegmentationMode.NONE,
        rule,
        null,
        Provenance.of("x", "x")
            .synthetic(true)
            .split(Protocol.SUBJECT, "0", Map.of())
            .fold(1, 2)
            .seed(1)
            .epoch(1)
            .build());
  }

  static Path model(Path folder) {
    return model(folder, description(NetworkOptions.allnet(2, 64, 0.25, 0.5)));
  }

  static Path model(Path folder, ModelDescription description) {
    Path file = folder.resolve("model.safetensors");
    try (Network network =
        Network.fresh(
            new NetworkPlan(description.members().get(0).network()),
            5,
            ComputeDevice.of(Device.CPU))) {
      new ModelFile(List.of(network), description).write(file, false);
    }
    return file;
  }

  /** A cell on black; cells of other numbers look otherwise. */
  static BufferedImage picture(int number) {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(200, 120 + number % 80, 210));
    graphics.fillOval(8, 8, 40 + number % 15, 44);
    graphics.setColor(new Color(110, 40 + number % 60, 150));
    graphics.fillOval(16, 14, 22 + number % 9, 28);
    graphics.dispose();
    return image;
  }

  static Path cell(Path folder, int number) {
    return write(folder.resolve("cell" + number + ".png"), picture(number));
  }

  static Path black(Path folder) {
    return write(
        folder.resolve("black.png"), new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB));
  }

  private static Path write(Path file, BufferedImage image) {
    try {
      ImageIO.write(image, "png", file.toFile());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
