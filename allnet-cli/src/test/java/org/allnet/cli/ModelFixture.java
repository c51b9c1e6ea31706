package org.allnet.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.split.Protocol;
import org.allnet.detect.box.NonMaximumSuppression;
import org.allnet.detect.field.FieldParts;
import org.allnet.detect.loss.DetectorWeights;
import org.allnet.detect.model.DetectorDescription;
import org.allnet.detect.model.DetectorFile;
import org.allnet.detect.model.NetworkTraining;
import org.allnet.detect.model.SegmenterDescription;
import org.allnet.detect.model.SegmenterFile;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.OperatingPoint;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.evaluation.explanation.ExplanationMethod;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.image.feature.HandcraftedFeatures;
import org.allnet.inference.learner.Learner;
import org.allnet.inference.learner.LearnerOptions;
import org.allnet.inference.learner.LeftOutRows;
import org.allnet.inference.model.EarlierWeights;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.model.SeenImages;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.transductive.NeighbourhoodOptions;
import org.allnet.inference.view.Views;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A tiny untrained model and synthetic discs, for tests of what is done with models. */
public final class ModelFixture {

  private ModelFixture() {}

  /** A model of the classes all and hem. */
  public static Path model(Path file) {
    return model(file, "all", "hem");
  }

  /** A model that cuts cells out. */
  static Path segmenting(Path file, String mode) {
    return model(file, "all", "hem", mode);
  }

  /** A model that began with weights of another program. */
  static Path begunWith(Path file, String weights) {
    return model(
        file,
        "all",
        "hem",
        "none",
        List.of(new EarlierWeights(weights, "ab".repeat(32), false, false)));
  }

  /** A model of two classes of which the first is the positive one. */
  static Path model(Path file, String positive, String other) {
    return model(file, positive, other, "none");
  }

  private static Path model(Path file, String positive, String other, String segmentation) {
    return model(file, positive, other, segmentation, List.of());
  }

  private static Path model(
      Path file,
      String positive,
      String other,
      String segmentation,
      List<EarlierWeights> begunWith) {
    NetworkOptions options = NetworkOptions.allnet(2, 27, 0.0625, 0.5);
    ModelDescription description =
        ModelDescription.alone(
            options,
            List.of(positive, other),
            positive,
            SegmentationMode.of(segmentation),
            DecisionRule.NONE,
            null,
            Provenance.of("discs", "0")
                .synthetic(true)
                .split(Protocol.SUBJECT, "0", Map.of())
                .begunWith(List.of(), begunWith)
                .fold(1, 2)
                .seed(7)
                .epoch(1)
                .madeBy(Map.of(), "2026-01-01T00:00:00Z")
                .build());
    try (Network network =
        Network.fresh(new NetworkPlan(options), 7, ComputeDevice.of(Device.CPU))) {
      new ModelFile(List.of(network), description).write(file, false);
    }
    return file;
  }

  /** A model whose forest answers by features of the image, of which the tenth counts. */
  static Path learned(Path plain, Path file) {
    Random random = new Random(3);
    double[][] rows = new double[40][HandcraftedFeatures.names().size()];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = i % 2;
      Arrays.setAll(rows[i], column -> random.nextGaussian());
      rows[i][9] = labels[i];
    }
    List<LearnerOptions> wanted = List.of(LearnerOptions.RandomForest.DEFAULTS);
    try (ModelFile model = ModelFile.read(plain, ComputeDevice.of(Device.CPU))) {
      ModelDescription of = model.description();
      new ModelFile(
              List.of(),
              List.of(
                  Learner.fit(
                      wanted.get(0),
                      null,
                      rows,
                      labels,
                      2,
                      new LeftOutRows.Beside(rows, labels),
                      7)),
              SeenImages.NONE,
              new ModelDescription(
                  "forest",
                  List.of(),
                  of.input(),
                  new PredictionPipeline(Views.SINGLE, false, wanted, true, null),
                  of.classes(),
                  of.positive(),
                  DecisionRule.NONE,
                  null,
                  of.provenance()))
          .write(file, false);
    }
    return file;
  }

  /** The same of which one network's weights are no numbers; its checksum fits. */
  static Path damaged(Path plain, Path file) {
    try (ModelFile model = ModelFile.read(plain, ComputeDevice.of(Device.CPU));
        PointerScope scope = new PointerScope()) {
      for (Tensor tensor : model.networks().get(0).tensors().values()) {
        tensor.fill_(new Scalar(Double.NaN));
      }
      model.write(file, false);
    }
    return file;
  }

  /** The same, whose maps were checked and fail, or pass. */
  static Path mapsChecked(Path plain, Path file, boolean fails) {
    try (ModelFile model = ModelFile.read(plain, ComputeDevice.of(Device.CPU))) {
      model
          .checked(
              new MapCheck(
                  ExplanationMethod.HIRES_CAM,
                  16,
                  12,
                  List.of(),
                  List.of(),
                  null,
                  fails ? List.of("its maps stay alike") : List.of(),
                  null))
          .write(file, false);
    }
    return file;
  }

  /** The same, which refers every image. */
  static Path banded(Path plain, Path file) {
    try (ModelFile model = ModelFile.read(plain, ComputeDevice.of(Device.CPU))) {
      model
          .with(
              new DecisionRule(
                  TemperatureScaling.NONE, null, new ReferBand(0, 1, 0, 0, null), null))
          .write(file, false);
    }
    return file;
  }

  /** The same with an operating point. */
  static Path ruled(Path plain, Path file, double threshold) {
    try (ModelFile model = ModelFile.read(plain, ComputeDevice.of(Device.CPU))) {
      model
          .with(
              new DecisionRule(
                  TemperatureScaling.NONE,
                  new OperatingPoint(PointRule.Known.YOUDEN, threshold, 1, 0),
                  null,
                  null))
          .write(file, false);
    }
    return file;
  }

  /** The same, whose answers are corrected by those of the subject's other images. */
  static Path correctedBySubject(Path plain, Path file) {
    return corrected(plain, file, true);
  }

  /** The same, whose answers are corrected by those of all images, or of the subject's others. */
  static Path corrected(Path plain, Path file, boolean bySubject) {
    ComputeDevice cpu = ComputeDevice.of(Device.CPU);
    try (ModelFile model = ModelFile.read(plain, cpu)) {
      PredictionPipeline pipeline =
          new PredictionPipeline(
              Views.SINGLE,
              false,
              List.of(),
              false,
              new PredictionPipeline.Correction(NeighbourhoodOptions.published(1), 0.5, bySubject));
      new ModelFile(model.networks(), model.description().with(pipeline)).write(file, false);
    }
    return file;
  }

  static Path disc(Path file, int radius) throws IOException {
    return disc(file, radius, 0);
  }

  public static Path disc(Path file, int radius, int shade) throws IOException {
    BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(0x602090 + 0x010100 * shade));
    graphics.fillOval(20 - radius, 20 - radius, 2 * radius, 2 * radius);
    graphics.dispose();
    Files.createDirectories(file.getParent());
    ImageIO.write(image, file.toString().endsWith("bmp") ? "bmp" : "png", file.toFile());
    return file;
  }

  /**
   * A pale disc with a nearly black edge, of which segmentation {@code stretched} keeps nothing.
   */
  static Path erased(Path file, int shade) throws IOException {
    BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(0xa890b0 + 0x010100 * shade));
    graphics.fillOval(8, 8, 24, 24);
    graphics.setColor(new Color(0x140014));
    graphics.fillRect(18, 6, 4, 3);
    graphics.dispose();
    Files.createDirectories(file.getParent());
    ImageIO.write(image, file.toString().endsWith("bmp") ? "bmp" : "png", file.toFile());
    return file;
  }

  /** A detector of two classes that has learned nothing. */
  public static void detector(Path file) {
    detector(file, List.of(0.5, 0.5), 300);
  }

  /** A detector without any training; at an operating point of 0 it finds so many cells. */
  public static void detector(Path file, List<Double> operatingPoints, int mostBoxes) {
    detector(file, List.of("WBC", "RBC"), operatingPoints, mostBoxes, null);
  }

  /** A detector without any training that finds three cells of classes of any name. */
  static void detectorOf(Path file, String one, String other) {
    detector(file, List.of(one, other), List.of(0.0, 0.0), 3, null);
  }

  /** A detector whose file says that a program made its fields. */
  static void syntheticDetector(Path file) {
    detector(file, List.of("WBC", "RBC"), List.of(0.5, 0.5), 3, byProgram());
  }

  private static NetworkTraining.Provenance byProgram() {
    return new NetworkTraining.Provenance(
        "ab".repeat(32), FieldParts.Origin.OWN, "cd".repeat(32), true, Map.of(), Map.of());
  }

  private static void detector(
      Path file,
      List<String> classes,
      List<Double> operatingPoints,
      int mostBoxes,
      NetworkTraining.@Nullable Provenance provenance) {
    DetectorDescription description =
        DetectorDescription.of("light", "yolox-light", 64)
            .classes(classes, operatingPoints)
            .suppression(new NonMaximumSuppression(0.65, mostBoxes))
            .redCell(86 / 416.0)
            .trained(untrained(provenance));
    try (Network network =
        DetectorWeights.fresh(
            new NetworkPlan(description.options()), 1, ComputeDevice.of(Device.CPU))) {
      new DetectorFile(network, description).write(file, true);
    }
  }

  private static NetworkTraining untrained(NetworkTraining.@Nullable Provenance provenance) {
    return NetworkTraining.of("x", 4, 2)
        .seed(7)
        .provenance(provenance)
        .created("2026-01-01T00:00:00Z");
  }

  /**
   * A segmenter without any training that says the same of every pixel: all of its window is
   * nucleus, or all of it ground.
   */
  public static void segmenter(Path file, boolean nucleus) {
    segmenter(file, nucleus, null);
  }

  /** A segmenter whose file says that a program made its cells. */
  static void syntheticSegmenter(Path file) {
    segmenter(file, true, byProgram());
  }

  private static void segmenter(
      Path file, boolean nucleus, NetworkTraining.@Nullable Provenance provenance) {
    SegmenterDescription description =
        new SegmenterDescription("unet-small", 32, 1.4, untrained(provenance), Set.of());
    try (Network network =
            Network.fresh(new NetworkPlan(description.options()), 1, ComputeDevice.of(Device.CPU));
        PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor bias = Objects.requireNonNull(network.tensors().get("out.bias"));
      bias.select(0, nucleus ? 2 : 0).fill_(new Scalar(100.0));
      new SegmenterFile(network, description).write(file);
    }
  }
}
