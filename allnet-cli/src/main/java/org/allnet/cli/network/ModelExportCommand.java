package org.allnet.cli.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.OptionName;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.split.Protocol;
import org.allnet.detect.model.DetectorDescription;
import org.allnet.detect.model.DetectorFile;
import org.allnet.export.onnx.OnnxExport;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.training.run.FoldModels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet model export}: a model for other engines. */
@Command(
    name = "export",
    description = {
      "Export a model or a detector as an ONNX file for other programs.",
      "",
      "The file takes 'image', float32 (batch, 3, size, size): RGB divided by 255. For a model, it is"
          + " black where there is no cell. It gives 'probabilities' and 'logits', both (batch,"
          + " classes).",
      "",
      "A detector's file gives 'boxes', (batch, places, 4): left, top, right and bottom in pixels of"
          + " the input; and 'scores', (batch, places, classes)."
    })
public final class ModelExportCommand extends Subcommand {

  private static final String NO_SEGMENTATION = "--no-segmentation";

  private static final String SUPPRESSION = "--suppression";

  @Parameters(
      paramLabel = "MODEL",
      description = "The file of a model or a detector (.safetensors).")
  private Path model = Path.of("");

  @Option(
      names = "--onnx",
      required = true,
      paramLabel = "FILE",
      description = "The ONNX file to write.")
  private Path onnx = Path.of("");

  @Mixin private OverwriteMixin overwrite = new OverwriteMixin();

  @Option(
      names = NO_SEGMENTATION,
      description =
          "Leave the segmentation out of the graph. The graph then needs images that are segmented"
              + " already, as 'allnet segment' makes them.")
  private boolean bare;

  @Option(
      names = SUPPRESSION,
      description =
          "Put a detector's non-maximum suppression into the graph. The graph then gives 'selected',"
              + " (boxes, 3): image, class and place of the boxes that are left.")
  private boolean suppression;

  @Mixin private JsonMixin json = new JsonMixin();

  @Override
  public Integer call() {
    overwrite.checkFile(OptionName.ONNX, onnx, List.of(model));
    if (DetectorFile.isOne(model)) {
      refuse("with a detector, which does not segment", NO_SEGMENTATION);
      return exportDetector();
    }
    refuse("with a model, which finds no boxes", SUPPRESSION);
    FoldModels.requireFinished(model);
    ModelDescription description;
    try (ModelFile read = ModelFile.read(model, ComputeDevice.of(Device.CPU))) {
      description = read.description();
      if (description.segmentation() == SegmentationMode.NONE) {
        refuse("here: the model does not segment", NO_SEGMENTATION);
      }
      OnnxExport.write(onnx, read, !bare);
    }
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
    int crop = description.input().crop();
    if (crop != 0) {
      status(
          "note: the model sees the middle %d x %d pixels of an image; cut them out before the file's input"
              .formatted(crop, crop));
    }
    long bytes = size(onnx);
    int side = description.members().get(0).network().inputSize();
    int channels = bare ? description.input().channels() : 3;
    String inGraph = (bare ? SegmentationMode.NONE : description.segmentation()).key();
    if (json.isWanted()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("file", onnx.toString());
      map.put("bytes", bytes);
      map.put("input", List.of(channels, side, side));
      map.put("classes", description.classes());
      map.put("segmentation", description.segmentation());
      map.put("segmentationInGraph", inGraph);
      map.put("crop", crop);
      map.put("protocol", description.provenance().keptApartKey());
      map.put("transductive", description.transductive());
      out().println(JsonOutput.text(map));
    } else {
      out()
          .println(
              String.format(
                  Locale.ROOT,
                  "%s: %.1f MB, image (batch, %d, %d, %d), classes %s, segmentation in the graph: %s",
                  onnx,
                  bytes / 1e6,
                  channels,
                  side,
                  side,
                  String.join(", ", description.classes()),
                  inGraph));
    }
    return GOOD;
  }

  private int exportDetector() {
    DetectorDescription description = DetectorExport.write(model, onnx, suppression);
    if (description.training().ofSyntheticFields()) {
      status("warning: this detector was trained on synthetic fields; it knows nothing of blood");
    }
    long bytes = size(onnx);
    if (json.isWanted()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("file", onnx.toString());
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
                  onnx,
                  bytes / 1e6,
                  description.inputSize(),
                  description.inputSize(),
                  String.join(", ", description.classes()),
                  suppression ? "yes" : "no"));
    }
    return GOOD;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
