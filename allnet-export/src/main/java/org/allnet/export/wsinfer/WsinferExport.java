package org.allnet.export.wsinfer;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.OptionName;
import org.allnet.data.RunException;
import org.allnet.data.Sentence;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.file.Json;
import org.allnet.export.program.ExportCard;
import org.allnet.export.program.ExportRule;
import org.allnet.export.program.ModelProgram;
import org.allnet.export.torchscript.ScriptOutput;
import org.allnet.export.torchscript.TorchScriptExport;
import org.allnet.inference.model.EnsembleMember;
import org.allnet.inference.model.ImageScale;
import org.jspecify.annotations.Nullable;

/**
 * Writes a model as a folder that WSInfer and QuPath take: configuration of schema 1.0.
 *
 * <p>These programs cut tiles out of a slide at the model's pixel spacing and take the softmax of
 * what the model gives. So the model gives logits that are divided by the temperature, and what the
 * programs show are calibrated probabilities.
 */
public final class WsinferExport {

  private static final String MODEL = "torchscript_model.pt";
  private static final String CONFIGURATION = "config.json";
  private static final String CARD = "README.md";

  /** The files of the folder. */
  public static final List<String> FILES = List.of(MODEL, CONFIGURATION, CARD);

  private WsinferExport() {}

  /**
   * Writes a model, each file atomically.
   *
   * @param folder where to
   * @param program the model's steps
   * @param half whether weights are kept in float16
   * @param given micrometres from one pixel of a training image to the next; absent for what the
   *     model file says
   * @throws RunException if {@link ExportRule} refuses the model, the spacing is not known,
   *     training images differ in size, the model needs its images cropped or segmented first, or a
   *     file can't be written
   */
  public static void write(
      Path folder, ModelProgram program, boolean half, @Nullable Double given) {
    ExportRule.require(folder, program.description());
    ImageScale scale = program.description().provenance().scale();
    Double spacing = given != null || scale == null ? given : scale.micrometres();
    if (spacing == null) {
      throw RunException.in(
          folder.toString(),
          Sentence.of(
              "the model file does not say how far the pixels of its training images are apart, and WSInfer cuts tiles by it; give it in micrometres by %s",
              OptionName.SPACING),
          null);
    }
    if (scale != null && scale.side() == 0) {
      throw RunException.in(
          folder,
          "the model's training images differ in size, and each was resized to %1$d x %1$d pixels, so that it saw cells at several scales; WSInfer shows one: export a model that was trained on images of one size"
              .formatted(program.side()));
    }
    if (program.description().input().crop() != 0) {
      throw RunException.in(
          folder,
          "the model sees the middle of an image, and WSInfer has no step that cuts it out; export another model");
    }
    if (program.channels() != 3) {
      throw RunException.in(
          folder, "the model takes six channels without its segmentation, and WSInfer gives three");
    }
    TorchScriptExport.write(folder.resolve(MODEL), program, ScriptOutput.SCALED_LOGITS, half);
    AtomicFile.writeText(
        folder.resolve(CONFIGURATION),
        Json.indented(configuration(program, spacing, scale)) + "\n");
    AtomicFile.writeText(
        folder.resolve(CARD),
        ExportCard.of(
            program,
            List.of(
                "`"
                    + MODEL
                    + "`: TorchScript; gives the logits divided by the temperature, so that a softmax gives calibrated probabilities",
                "`" + CONFIGURATION + "`: what WSInfer and QuPath read")));
  }

  /** A tile is as large as a training image, and is resized as that was. */
  private static Map<String, Object> configuration(
      ModelProgram program, double spacing, @Nullable ImageScale scale) {
    List<EnsembleMember> members = program.description().members();
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("spec_version", "1.0");
    configuration.put(
        "architecture", members.size() == 1 ? members.get(0).network().architecture() : "ensemble");
    configuration.put("num_classes", program.classes().size());
    configuration.put("patch_size_pixels", scale == null ? program.side() : scale.side());
    configuration.put("spacing_um_px", spacing);
    configuration.put("class_names", program.classes());
    Map<String, Object> resize = new LinkedHashMap<>();
    resize.put("name", "Resize");
    resize.put("arguments", Map.of("size", program.side()));
    configuration.put("transform", List.of(resize, Map.of("name", "ToTensor")));
    return configuration;
  }
}
