package org.allnet.cli.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.allnet.cli.terminal.HalfMixin;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.RunException;
import org.allnet.data.Suggestions;
import org.allnet.data.file.WritablePlace;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.split.Protocol;
import org.allnet.detect.model.DetectorDescription;
import org.allnet.detect.model.DetectorFile;
import org.allnet.export.ExportFormat;
import org.allnet.export.ExportRequest;
import org.allnet.export.program.ExportRule;
import org.allnet.export.program.ModelProgram;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.ImageScale;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.training.run.FoldModels;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet model export}: a model for other programs. */
@Command(
    name = "export",
    description = {
      "Export a model or a detector for other programs.",
      "",
      "An exported model takes float32 (batch, 3, size, size): RGB divided by 255, black where there"
          + " is no cell. It gives logits, (batch, classes). It segments by itself. Networks,"
          + " ensembles and test-time views can be exported; learners and models whose images"
          + " correct each other can't.",
      "",
      "A detector is exported as ONNX or TorchScript. Its file gives 'boxes', (batch, places, 4): left,"
          + " top, right and bottom in pixels of the input; and 'scores', (batch, places, classes)."
    })
public final class ModelExportCommand extends Subcommand {

  private static final String ALL = "all";
  private static final String NO_SEGMENTATION = "--no-segmentation";
  private static final String SUPPRESSION = "--suppression";
  private static final String HALF = "--half";
  private static final String SPACING = "--spacing";

  @Parameters(
      paramLabel = "MODEL",
      description = "The file of a model or a detector (.safetensors).")
  private Path model = Path.of("");

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORMAT",
      description =
          "onnx, torchscript, wsinfer (WSInfer and QuPath), bioimage (BioImage Model Zoo, Fiji), djl"
              + " (DJL and DJL Serving), huggingface (weights for the Hugging Face Hub) or all. 'all'"
              + " writes each of them into one folder, and says which it could not write.")
  private String to = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "PATH",
      description = "The file to write; with wsinfer, bioimage, huggingface and 'all' a folder.")
  private Path out = Path.of("");

  @Mixin private OverwriteMixin overwrite = new OverwriteMixin();

  @Option(
      names = NO_SEGMENTATION,
      description =
          "Leave the segmentation out. The exported model then needs images that are segmented"
              + " already, as 'allnet segment' makes them.")
  private boolean bare;

  @Mixin
  private HalfMixin half =
      new HalfMixin(
          "Keep the weights of convolutions and dense layers as 16-bit numbers, and compute these"
              + " layers in them. Needs a GPU or PyTorch from 2.2 on.");

  @Mixin
  private SpacingMixin spacing =
      new SpacingMixin(
          "How far the pixels of the training images are apart, which the folder for WSInfer says."
              + " Default: what the model file says.");

  @Option(
      names = SUPPRESSION,
      description =
          "Put a detector's non-maximum suppression into the file. It then gives 'selected', (boxes,"
              + " 3), too: image, class and place of the boxes that are left.")
  private boolean suppression;

  @Mixin private JsonMixin json = new JsonMixin();

  @Override
  public Integer call() {
    List<ExportFormat> formats = formats();
    if (DetectorFile.isOne(model)) {
      refuse("with a detector, which does not segment", NO_SEGMENTATION);
      refuse("with a detector", HALF, SPACING);
      if (isAll() || !DetectorExport.FORMATS.containsAll(formats)) {
        throw OptionException.ofSetting(
            "to", to, "--to %s: a detector is exported as onnx or torchscript".formatted(to));
      }
      overwrite.checkFile(OptionName.OUT, out, List.of(model));
      return exportDetector(formats.get(0));
    }
    refuse("with a model, which finds no boxes", SUPPRESSION);
    if (!formats.contains(ExportFormat.WSINFER)) {
      refuse("without wsinfer, which alone asks for it", SPACING);
    }
    if (formats.equals(List.of(ExportFormat.HUGGINGFACE))) {
      refuse("with huggingface: weights do not segment", NO_SEGMENTATION);
    }
    if (formats.equals(List.of(ExportFormat.BIOIMAGE))) {
      refuse("with bioimage, whose test tensors want 32-bit weights", HALF);
    }
    Double given = spacing.spacing();
    formats.forEach(this::checkTarget);
    FoldModels.requireFinished(model);
    ModelDescription description;
    List<ExportFormat> written = new ArrayList<>();
    Map<String, String> leftOut = new LinkedHashMap<>();
    try (ModelFile read = ModelFile.read(model, ComputeDevice.of(Device.CPU))) {
      description = read.description();
      if (description.segmentation() == SegmentationMode.NONE) {
        refuse("here: the model does not segment", NO_SEGMENTATION);
      }
      ExportRule.require(out, description);
      ModelProgram program = bare ? ModelProgram.bare(read) : ModelProgram.whole(read);
      ExportRequest request = new ExportRequest(program, half.isWanted(), given);
      for (ExportFormat format : formats) {
        try {
          format.write(target(format), request);
          written.add(format);
        } catch (RunException e) {
          if (!isAll()) {
            throw e;
          }
          status("note: not written: %s: %s".formatted(format.key(), e.getMessage()));
          leftOut.put(format.key(), String.valueOf(e.getMessage()));
        }
      }
    }
    warn(description, written);
    print(description, written, leftOut);
    return written.isEmpty() ? FAILED : GOOD;
  }

  private boolean isAll() {
    return to.equalsIgnoreCase(ALL);
  }

  private List<ExportFormat> formats() {
    if (isAll()) {
      return List.of(ExportFormat.values());
    }
    List<String> known = new ArrayList<>(List.of(ALL));
    for (ExportFormat format : ExportFormat.values()) {
      known.add(format.key());
    }
    return List.of(
        ExportFormat.named(to)
            .orElseThrow(
                () ->
                    OptionException.ofSetting(
                        "to",
                        to,
                        "--to %s: is no format of models; %s"
                            .formatted(to, Suggestions.nearest(to, known)))));
  }

  private Path target(ExportFormat format) {
    return isAll() ? out.resolve(format.place()) : out;
  }

  private void checkTarget(ExportFormat format) {
    Path target = target(format);
    if (isAll()) {
      overwrite.checkFiles(OptionName.OUT, out, List.of(), List.of(model));
    }
    if (format.isFolder()) {
      WritablePlace.requireFolder(OptionName.OUT, target);
      format
          .files()
          .forEach(
              name -> overwrite.checkFile(OptionName.OUT, target.resolve(name), List.of(model)));
    } else {
      overwrite.checkFile(OptionName.OUT, target, List.of(model));
    }
  }

  private void warn(ModelDescription description, List<ExportFormat> written) {
    if (description.provenance().synthetic()) {
      status("warning: this model was trained on synthetic cells; it knows nothing of blood");
    }
    description
        .provenance()
        .splitProtocol()
        .filter(Protocol::imageLevel)
        .ifPresent(
            protocol ->
                status(
                    "warning: this model was split by image (%s); its metrics are too good, and the file says so in its metadata"
                        .formatted(protocol.label())));
    description
        .provenance()
        .splitProtocol()
        .filter(Protocol::presumed)
        .ifPresent(
            protocol ->
                status(
                    "warning: this model was split %s; a person may have been on both sides, and the file says so in its metadata"
                        .formatted(protocol.label())));
    if (written.contains(ExportFormat.WSINFER)) {
      tellScale(description.provenance().scale());
    }
    int crop = description.input().crop();
    if (crop != 0) {
      status(
          "note: the model sees the middle %d x %d pixels of an image; cut them out before the file's input"
              .formatted(crop, crop));
    }
  }

  private void tellScale(@Nullable ImageScale scale) {
    if (scale == null) {
      status(
          "note: the model file does not say how large its training images are; wsinfer shows tiles of the size of the network's input, which is right if the images had it");
    } else {
      spacing
          .contradiction(scale.micrometres(), scale.source())
          .ifPresent(line -> status("warning: " + line));
    }
  }

  private void print(
      ModelDescription description, List<ExportFormat> written, Map<String, String> leftOut) {
    int side = description.members().get(0).network().inputSize();
    int channels = bare ? description.input().channels() : 3;
    String inGraph = (bare ? SegmentationMode.NONE : description.segmentation()).key();
    if (json.isWanted()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put(
          "written",
          written.stream()
              .map(
                  format ->
                      Map.of(
                          "format",
                          format.key(),
                          "path",
                          target(format).toString(),
                          "bytes",
                          size(target(format))))
              .toList());
      map.put("leftOut", leftOut);
      map.put("input", List.of(channels, side, side));
      map.put("classes", description.classes());
      map.put("segmentation", description.segmentation());
      map.put("segmentationInGraph", inGraph);
      map.put("half", half.isWanted());
      map.put("crop", description.input().crop());
      map.put("protocol", description.provenance().keptApartKey());
      map.put("transductive", description.transductive());
      out().println(JsonOutput.text(map));
      return;
    }
    for (ExportFormat format : written) {
      out()
          .println(
              String.format(
                  Locale.ROOT,
                  "%s: %s, %.1f MB, image (batch, %d, %d, %d), classes %s, segmentation in the graph: %s",
                  target(format),
                  format.key(),
                  size(target(format)) / 1e6,
                  channels,
                  side,
                  side,
                  String.join(", ", description.classes()),
                  inGraph));
    }
  }

  private int exportDetector(ExportFormat format) {
    DetectorDescription description = DetectorExport.write(model, format, out, suppression);
    if (description.training().ofSyntheticFields()) {
      status("warning: this detector was trained on synthetic fields; it knows nothing of blood");
    }
    long bytes = size(out);
    if (json.isWanted()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("file", out.toString());
      map.put("bytes", bytes);
      map.put("input", List.of(3, description.inputSize(), description.inputSize()));
      map.put("classes", description.classes());
      map.put("suppressionInGraph", suppression);
      out().println(JsonOutput.text(map));
    } else {
      out()
          .println(
              String.format(
                  Locale.ROOT,
                  "%s: %.1f MB, image (batch, 3, %d, %d), classes %s, non-maximum suppression in the graph: %s",
                  out,
                  bytes / 1e6,
                  description.inputSize(),
                  description.inputSize(),
                  String.join(", ", description.classes()),
                  suppression ? "yes" : "no"));
    }
    return GOOD;
  }

  /** The bytes of a file, or of all files in a folder. */
  private static long size(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
