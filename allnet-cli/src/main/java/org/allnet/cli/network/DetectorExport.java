package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.allnet.detect.model.DetectorDescription;
import org.allnet.detect.model.DetectorFile;
import org.allnet.detect.model.NetworkTraining;
import org.allnet.export.ExportFormat;
import org.allnet.export.onnx.OnnxDetector;
import org.allnet.export.program.BoxSuppression;
import org.allnet.export.torchscript.TorchScriptDetector;

/** A detector as a file of another format that says how its boxes are to be read. */
final class DetectorExport {

  /** The formats that hold boxes. */
  static final List<ExportFormat> FORMATS = List.of(ExportFormat.ONNX, ExportFormat.TORCHSCRIPT);

  private DetectorExport() {}

  /**
   * Writes a detector.
   *
   * @param detector its file
   * @param format one of {@link #FORMATS}
   * @param out the file to write
   * @param suppression whether the file leaves out boxes that a better one hides
   * @return what the detector's file says of it
   */
  static DetectorDescription write(
      Path detector, ExportFormat format, Path out, boolean suppression) {
    try (DetectorFile read = DetectorFile.read(detector)) {
      DetectorDescription description = read.description();
      BoxSuppression rule = suppression ? suppression(description) : null;
      if (format == ExportFormat.TORCHSCRIPT) {
        TorchScriptDetector.write(
            out, read.network(), description.classes(), rule, facts(description));
      } else {
        OnnxDetector.write(out, read.network(), rule, facts(description));
      }
      return description;
    }
  }

  /** The file knows one least score: that of the class that asks least. */
  private static BoxSuppression suppression(DetectorDescription description) {
    return new BoxSuppression(
        Collections.min(description.operatingPoints()),
        description.suppressionIou(),
        description.mostBoxes());
  }

  private static Map<String, String> facts(DetectorDescription description) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("recipe", description.recipe());
    facts.put("network", description.network());
    facts.put("classes", String.join(",", description.classes()));
    facts.put(
        "thresholds",
        description.operatingPoints().stream()
            .map(point -> Double.toString(point))
            .collect(Collectors.joining(",")));
    facts.put("suppression_iou", Double.toString(description.suppressionIou()));
    facts.put("most_boxes", Integer.toString(description.mostBoxes()));
    if (description.suppression().hasVotes()) {
      facts.put("voting_iou", Double.toString(description.votingIou()));
    }
    facts.put(
        "preparation",
        "scale the field so that its longer side fills the input, put it top left, the rest grey");
    NetworkTraining training = description.training();
    Boolean synthetic = training.provenance() == null ? null : training.provenance().synthetic();
    if (synthetic != null) {
      facts.put("synthetic", synthetic.toString());
    }
    facts.putAll(training.facts());
    return facts;
  }
}
