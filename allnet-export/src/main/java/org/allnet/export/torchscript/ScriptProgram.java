package org.allnet.export.torchscript;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.allnet.export.program.ModelProgram;
import org.allnet.export.program.ProgramTarget;
import org.allnet.inference.engine.layer.Layers;
import org.allnet.inference.engine.layer.Shape;
import org.allnet.inference.engine.pixel.PixelOperations;
import org.allnet.inference.view.ViewMatrix;

/** A model's steps as the methods of a TorchScript module. Each network is a method of its own. */
final class ScriptProgram implements ProgramTarget<String> {

  private static final String IMAGE = "image";

  private final ScriptSource source = new ScriptSource();
  private final ModelProgram program;
  private final ScriptPixels pixels;
  private final ScriptLayers layers;
  private final Shape seen;
  private final Set<Integer> defined = new HashSet<>();

  ScriptProgram(ModelProgram program, boolean half) {
    this.program = program;
    this.seen = Shape.map(program.networkChannels(), program.side(), program.side());
    this.pixels = new ScriptPixels(source, seen);
    this.layers = new ScriptLayers(source, half);
  }

  /**
   * Writes everything.
   *
   * @param output what {@code forward} gives
   * @return the source, with the methods {@code forward} and {@code probabilities}
   */
  ScriptSource write(ScriptOutput output) {
    int side = program.side();
    int channels = program.channels();
    source.requireShape(IMAGE, channels, side);
    String image = source.add("torch.to", IMAGE, ScriptPixels.FLOAT);
    String logits = program.logits(image, this);
    double temperature = program.temperature();
    boolean scaled = output == ScriptOutput.SCALED_LOGITS;
    source.method(
        "forward",
        IMAGE,
        scaled && temperature != 1 ? source.add("torch.div", logits, temperature) : logits);
    String given = source.add("self.forward", IMAGE);
    source.method(
        "probabilities",
        IMAGE,
        source.add(
            "torch.softmax", scaled ? given : source.add("torch.div", given, temperature), 1));
    return source;
  }

  @Override
  public PixelOperations<String> pixels() {
    return pixels;
  }

  @Override
  public String stacked(String images, String others) {
    return source.add("torch.cat", "[%s, %s]".formatted(images, others), 1);
  }

  @Override
  public String view(String images, ViewMatrix matrix) {
    return matrix.isExact() ? laid(images, matrix) : turned(images, matrix);
  }

  /** A square laid on itself: transposed or not, then mirrored along the axes. */
  private String laid(String images, ViewMatrix matrix) {
    boolean transposed = matrix.xx() == 0;
    String result = transposed ? source.add("torch.transpose", images, 2, 3) : images;
    if ((transposed ? matrix.yx() : matrix.xx()) < 0) {
      result = source.add("torch.flip", result, "[3]");
    }
    if ((transposed ? matrix.xy() : matrix.yy()) < 0) {
      result = source.add("torch.flip", result, "[2]");
    }
    return result;
  }

  private String turned(String images, ViewMatrix matrix) {
    long[] shape = {1, 2, 3};
    String turn =
        source.constant(false, shape, matrix.xx(), matrix.xy(), 0, matrix.yx(), matrix.yy(), 0);
    String batch = source.add("torch.size", images, 0);
    String turns = source.add("torch.expand", turn, "[%s, -1, -1]".formatted(batch));
    String size = "[%s, %d, %d, %d]".formatted(batch, seen.channels(), seen.height(), seen.width());
    String grid = source.add("torch.affine_grid_generator", turns, size, false);
    return source.add("torch.grid_sampler", images, grid, 0, 0, false);
  }

  @Override
  public String network(int number, String images) {
    String name = "network" + (number + 1);
    if (defined.add(number)) {
      List<String> caller = source.suspended();
      String prefix = program.prefix(number);
      Layers<ScriptLayers.Value> own = prefix.isEmpty() ? layers : layers.at(prefix);
      ScriptLayers.Value logits =
          program
              .model()
              .networks()
              .get(number)
              .plan()
              .logits(own, new ScriptLayers.Value("x", seen));
      source.method(name, "x", logits.name());
      source.resume(caller);
    }
    return source.add("self." + name, images);
  }

  @Override
  public String mean(List<String> rows) {
    return source.add("torch.mean", stack(rows), "[0]");
  }

  @Override
  public String mixture(List<String> logits, List<Double> weights) {
    List<String> parts = new java.util.ArrayList<>();
    for (int i = 0; i < logits.size(); i++) {
      String logs = source.add("torch.log_softmax", logits.get(i), 1);
      parts.add(source.add("torch.add", logs, Math.log(weights.get(i))));
    }
    return source.add("torch.logsumexp", stack(parts), "[0]");
  }

  private String stack(List<String> parts) {
    return source.add("torch.stack", "[" + String.join(", ", parts) + "]", 0);
  }
}
