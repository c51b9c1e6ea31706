package org.allnet.export.djl;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.allnet.data.ForeignFailure;
import org.allnet.data.RunException;
import org.allnet.data.file.AtomicFile;
import org.allnet.export.program.ExportFacts;
import org.allnet.export.program.ExportRule;
import org.allnet.export.program.ModelProgram;
import org.allnet.export.torchscript.ScriptOutput;
import org.allnet.export.torchscript.TorchScriptExport;

/**
 * Writes a model as one archive that DJL's {@code Criteria} and DJL Serving take: {@code model.pt},
 * {@code serving.properties} and {@code synset.txt}.
 *
 * <p>DJL takes the softmax of what the model gives. So the model gives logits that are divided by
 * the temperature, and DJL's answers are calibrated probabilities.
 */
public final class DjlExport {

  /** A time that a ZIP archive can hold, so that the same model gives the same bytes. */
  private static final long TIME = 315_619_200_000L;

  private DjlExport() {}

  /**
   * Writes a model atomically.
   *
   * @param file where to
   * @param program the model's steps
   * @param half whether weights are kept in float16
   * @throws RunException if {@link ExportRule} refuses the model, or it needs its images cropped or
   *     segmented first, or the file can't be written
   */
  public static void write(Path file, ModelProgram program, boolean half) {
    ExportRule.require(file, program.description());
    if (program.description().input().crop() != 0 || program.channels() != 3) {
      throw RunException.in(
          file,
          "the model needs the middle of an image, or its segmented copy, and DJL's translator gives neither; export torchscript and prepare the images");
    }
    try {
      Path folder = Files.createTempDirectory("allnet-export");
      Path module = folder.resolve("model.pt");
      try {
        TorchScriptExport.write(module, program, ScriptOutput.SCALED_LOGITS, half);
        AtomicFile.write(file, out -> archive(out, module, program));
      } finally {
        Files.deleteIfExists(module);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw RunException.in(
          file, "can't be written (" + ForeignFailure.words(e) + "); check the free space", e);
    }
  }

  private static void archive(OutputStream out, Path module, ModelProgram program)
      throws IOException {
    ZipOutputStream archive = new ZipOutputStream(out);
    begin(archive, "model.pt");
    Files.copy(module, archive);
    text(archive, "serving.properties", properties(program));
    text(archive, "synset.txt", String.join("\n", program.classes()) + "\n");
    archive.finish();
  }

  private static void text(ZipOutputStream archive, String name, String text) throws IOException {
    begin(archive, name);
    archive.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void begin(ZipOutputStream archive, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(TIME);
    archive.putNextEntry(entry);
  }

  private static String properties(ModelProgram program) {
    String side = String.valueOf(program.side());
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("engine", "PyTorch");
    properties.put(
        "translatorFactory", "ai.djl.modality.cv.translator.ImageClassificationTranslatorFactory");
    properties.put("width", side);
    properties.put("height", side);
    properties.put("resize", "true");
    properties.put("applySoftmax", "true");
    properties.put("topK", String.valueOf(program.classes().size()));
    ExportFacts.of(program).forEach((key, value) -> properties.put("allnet." + key, value));
    return properties.entrySet().stream()
        .map(one -> one.getKey() + "=" + escaped(one.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }
}
