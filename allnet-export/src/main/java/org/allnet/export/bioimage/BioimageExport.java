package org.allnet.export.bioimage;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.allnet.data.RunException;
import org.allnet.data.file.AtomicFile;
import org.allnet.export.onnx.OnnxExport;
import org.allnet.export.program.ExportCard;
import org.allnet.export.program.ExportRule;
import org.allnet.export.program.ModelProgram;
import org.allnet.export.torchscript.ScriptOutput;
import org.allnet.export.torchscript.TorchScriptExport;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Writes a model as a package of the BioImage Model Zoo: {@code rdf.yaml} of format {@value
 * ResourceDescription#FORMAT} with weights as TorchScript and ONNX, test tensors and a cover.
 */
public final class BioimageExport {

  static final String DESCRIPTION = "rdf.yaml";
  static final String SCRIPT = "weights.pt";
  static final String ONNX = "weights.onnx";
  static final String TEST_INPUT = "test_input.npy";
  static final String TEST_OUTPUT = "test_output.npy";
  static final String COVER = "cover.png";
  static final String CARD = "README.md";

  /** The files of the folder. */
  public static final List<String> FILES =
      List.of(DESCRIPTION, SCRIPT, ONNX, TEST_INPUT, TEST_OUTPUT, COVER, CARD);

  private static final int COVER_SIDE = 256;

  private BioimageExport() {}

  /**
   * Writes a model, each file atomically, the description last.
   *
   * @param folder where to
   * @param program the model's steps
   * @param half whether 16-bit weights are wanted, which are refused: the zoo's test tensors want
   *     more exact answers
   * @throws RunException if {@link ExportRule} refuses the model, it needs its images cropped or
   *     segmented first, {@code half} is wanted, or a file can't be written
   */
  public static void write(Path folder, ModelProgram program, boolean half) {
    ExportRule.require(folder, program.description());
    if (half) {
      throw RunException.in(
          folder,
          "the test tensors of the BioImage Model Zoo want more exact answers than 16-bit weights give; export it with 32 bits");
    }
    if (program.description().input().crop() != 0 || program.channels() != 3) {
      throw RunException.in(
          folder,
          "the model needs the middle of an image, or its segmented copy, and the zoo has no step for either; export torchscript or onnx");
    }
    TorchScriptExport.write(folder.resolve(SCRIPT), program, ScriptOutput.LOGITS, false);
    OnnxExport.write(folder.resolve(ONNX), program, false);
    int side = program.side();
    float[] input = ExamplePicture.planes(ExamplePicture.of(side));
    NumpyFile.write(folder.resolve(TEST_INPUT), new long[] {1, 3, side, side}, input);
    float[] output = answer(folder.resolve(SCRIPT), input, side);
    NumpyFile.write(folder.resolve(TEST_OUTPUT), new long[] {1, output.length}, output);
    BufferedImage cover = ExamplePicture.of(COVER_SIDE);
    AtomicFile.write(folder.resolve(COVER), out -> ImageIO.write(cover, "png", out));
    AtomicFile.writeText(folder.resolve(CARD), card(program));
    AtomicFile.writeText(
        folder.resolve(DESCRIPTION), YamlText.of(ResourceDescription.of(folder, program)));
  }

  /** What the written file gives for the test picture. */
  private static float[] answer(Path script, float[] levels, int side) {
    float[] unit = new float[levels.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = levels[i] / 255;
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor image = Tensors.ofFloats(unit, Tensors.cpu(), 1, 3, side, side);
      return Tensors.toFloats(
          torch
              .load(script.toString())
              .forward(new IValueVector(new IValue(image)))
              .toTensor()
              .contiguous());
    }
  }

  private static String card(ModelProgram program) {
    return ExportCard.of(
        program,
        List.of(
            "`" + DESCRIPTION + "`: what programs of the BioImage Model Zoo read",
            "`" + SCRIPT + "`, `" + ONNX + "`: the weights",
            "`%s`, `%s`: a drawn cell, red, green and blue from 0 to 255, and its logits"
                .formatted(TEST_INPUT, TEST_OUTPUT),
            "`" + COVER + "`: the drawn cell"));
  }
}
