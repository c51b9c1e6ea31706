package org.allnet.inference.network.architecture;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.allnet.inference.engine.layer.Activation;
import org.allnet.inference.engine.layer.Conv;
import org.allnet.inference.engine.layer.Layers;
import org.allnet.inference.engine.layer.NamedLayers;
import org.allnet.inference.engine.layer.Norm;
import org.allnet.inference.engine.layer.PlainStage;
import org.allnet.inference.engine.layer.Pool;
import org.allnet.inference.engine.layer.Shape;

/** Layers that yield shapes, and note their tensors and costs on the way. */
final class ShapeInference extends NamedLayers<Shape> {

  private boolean stacked;
  private final Notes notes;

  /** What is noted, for all layers of a network. */
  private static final class Notes {
    private final List<TensorSpec> tensors = new ArrayList<>();
    private final List<LayerRow> rows = new ArrayList<>();
    private long activations;
    private final Set<String> auxiliaryTensors = new LinkedHashSet<>();
    private boolean auxiliary;
    private int beforeLastMap;
  }

  ShapeInference() {
    this.notes = new Notes();
  }

  private ShapeInference(ShapeInference above, String name) {
    super(above, name);
    this.notes = above.notes;
  }

  List<TensorSpec> tensors() {
    return List.copyOf(notes.tensors);
  }

  Set<String> auxiliaryTensors() {
    return Set.copyOf(notes.auxiliaryTensors);
  }

  List<LayerRow> rows() {
    return List.copyOf(notes.rows);
  }

  long activations() {
    return notes.activations;
  }

  /** {@return the names of the tensors behind the last map} */
  List<String> behindLastMap() {
    return notes.tensors.subList(notes.beforeLastMap, notes.tensors.size()).stream()
        .map(TensorSpec::name)
        .toList();
  }

  @Override
  public Shape mark(Point point, Shape x) {
    if (point == Point.LAST_MAP) {
      notes.beforeLastMap = notes.tensors.size();
    }
    return super.mark(point, x);
  }

  Shape input(Shape shape) {
    return row("input", shape, 0, 0, 0);
  }

  private void tensor(String name, boolean trainable, long... shape) {
    List<Long> axes = new ArrayList<>();
    for (long axis : shape) {
      axes.add(axis);
    }
    notes.tensors.add(new TensorSpec(full(name), axes, trainable));
    if (notes.auxiliary) {
      notes.auxiliaryTensors.add(full(name));
    }
  }

  private Shape row(String layer, Shape shape, long trainable, long fixed, double flops) {
    notes.rows.add(
        new LayerRow(layer, shape.axes(), trainable, fixed, notes.auxiliary ? 0 : flops));
    notes.activations += shape.elements();
    return shape;
  }

  @Override
  public Layers<Shape> at(String name) {
    return new ShapeInference(this, name);
  }

  @Override
  public int channels(Shape x) {
    return x.channels();
  }

  @Override
  public int side(Shape x) {
    return x.height();
  }

  @Override
  public Shape pad(Shape x, int before, int behind) {
    return x.padded(before, behind);
  }

  @Override
  public Shape conv(String name, Shape x, Conv conv) {
    long perGroup = x.channels() / conv.groups();
    tensor(
        name + ".weight", true, conv.channels(), perGroup, conv.kernelHeight(), conv.kernelWidth());
    if (conv.bias()) {
      tensor(name + ".bias", true, conv.channels());
    }
    long weights = conv.channels() * perGroup * conv.kernelHeight() * conv.kernelWidth();
    Shape result = x.convolved(conv);
    return row(
        full(name)
            + ": convolution "
            + conv.kernelHeight()
            + "x"
            + conv.kernelWidth()
            + (conv.stride() == 1 ? "" : ", stride " + conv.stride())
            + (conv.groups() == 1 ? "" : ", " + conv.groups() + " groups"),
        result,
        weights + (conv.bias() ? conv.channels() : 0),
        0,
        2.0 * weights * result.places());
  }

  @Override
  public Shape batchNorm(String name, Shape x, Norm constants) {
    int channels = x.channels();
    tensor(name + ".weight", true, channels);
    tensor(name + ".bias", true, channels);
    tensor(name + ".running_mean", false, channels);
    tensor(name + ".running_var", false, channels);
    return row(full(name) + ": batch norm", x, 2L * channels, 2L * channels, 0);
  }

  /** {@return whether there was a plain stack} */
  boolean hasStack() {
    return stacked;
  }

  @Override
  public Shape stack(Shape x, List<PlainStage> stages) {
    stacked = true;
    Shape result = x;
    for (PlainStage stage : stages) {
      result = conv(stage.conv(), result, stage.shape());
      if (stage.norm() != null && stage.normFirst()) {
        result = batchNorm(stage.norm(), result, stage.constants());
      }
      if (stage.pool() != null) {
        result = maxPool(result, stage.pool());
      }
      if (stage.norm() != null && !stage.normFirst()) {
        result = batchNorm(stage.norm(), result, stage.constants());
      }
    }
    return result;
  }

  @Override
  public Shape layerNorm(String name, Shape x, double epsilon) {
    tensor(name + ".weight", true, x.channels());
    tensor(name + ".bias", true, x.channels());
    return row(full(name) + ": layer norm", x, 2L * x.channels(), 0, 0);
  }

  @Override
  public Shape linear(String name, Shape x, int features) {
    tensor(name + ".weight", true, features, x.channels());
    tensor(name + ".bias", true, features);
    long weights = (long) x.channels() * features;
    return row(
        full(name) + ": dense",
        x.withChannels(features),
        weights + features,
        0,
        2.0 * weights * x.places());
  }

  @Override
  public Shape activation(Activation kind, Shape x) {
    return x;
  }

  @Override
  public Shape maxPool(Shape x, Pool pool) {
    return pooled("max-pool", x, pool);
  }

  @Override
  public Shape averagePool(Shape x, Pool pool) {
    return pooled("average pool", x, pool);
  }

  private Shape pooled(String kind, Shape x, Pool pool) {
    return row(
        "%s %dx%d, stride %d".formatted(kind, pool.kernel(), pool.kernel(), pool.stride()),
        x.pooled(pool),
        0,
        0,
        0);
  }

  @Override
  public Shape adaptiveAverage(Shape x, int side) {
    return row(
        "average pool to " + side + "x" + side, Shape.map(x.channels(), side, side), 0, 0, 0);
  }

  @Override
  public Shape globalAverage(Shape x) {
    return Shape.map(x.channels(), 1, 1);
  }

  @Override
  public Shape globalMax(Shape x) {
    return Shape.map(x.channels(), 1, 1);
  }

  @Override
  public Shape channelMean(Shape x) {
    return x.withChannels(1);
  }

  @Override
  public Shape channelMax(Shape x) {
    return x.withChannels(1);
  }

  @Override
  public Shape add(Shape a, Shape b) {
    if (!a.equals(b)) {
      throw new IllegalStateException("a sum of " + a + " and " + b);
    }
    return a;
  }

  @Override
  public Shape scale(Shape x, double factor) {
    return x;
  }

  @Override
  public Shape multiply(Shape x, Shape gate) {
    return x;
  }

  @Override
  public Shape concatenate(List<Shape> maps) {
    return maps.get(0).withChannels(maps.stream().mapToInt(Shape::channels).sum());
  }

  @Override
  public Shape join(List<Shape> sequences) {
    int tokens = sequences.stream().mapToInt(sequence -> sequence.axes().get(0)).sum();
    return row("join", new Shape(List.of(tokens, sequences.get(0).channels())), 0, 0, 0);
  }

  @Override
  public Shape features(Shape x, int first, int count) {
    if (first < 0 || first + count > x.channels()) {
      throw new IllegalStateException(count + " features from " + first + " of " + x);
    }
    return x.withChannels(count);
  }

  @Override
  public Shape constants(String name, int tokens, float[] numbers) {
    return new Shape(List.of(tokens, numbers.length / tokens));
  }

  @Override
  public Shape upsample(Shape map, int factor) {
    return row(
        "upsample " + factor + "x",
        Shape.map(map.channels(), factor * map.height(), factor * map.width()),
        0,
        0,
        0);
  }

  @Override
  public Shape every(Shape map, int step, int row, int column) {
    return map.everyOf(step);
  }

  @Override
  public Shape flatten(Shape x) {
    return new Shape(List.of(Math.toIntExact(x.elements())));
  }

  @Override
  public Shape dropout(Shape x, double rate) {
    return x;
  }

  @Override
  public Shape stochasticDepth(Shape branch, double rate) {
    return branch;
  }

  @Override
  public Shape tokens(Shape map) {
    return new Shape(List.of(Math.toIntExact(map.places()), map.channels()));
  }

  @Override
  public Shape classToken(String name, Shape tokens) {
    tensor(name, true, 1, 1, tokens.channels());
    Shape longer = new Shape(List.of(Math.toIntExact(tokens.places() + 1), tokens.channels()));
    return row(full(name) + ": class token", longer, tokens.channels(), 0, 0);
  }

  @Override
  public Shape positions(String name, Shape tokens) {
    tensor(name, true, 1, tokens.places(), tokens.channels());
    return row(full(name) + ": positions", tokens, tokens.elements(), 0, 0);
  }

  @Override
  public Shape attention(Shape packed, int heads) {
    int features = packed.channels() / 3;
    double products = 4.0 * packed.places() * packed.places() * features;
    return row("attention, " + heads + " heads", packed.withChannels(features), 0, 0, products);
  }

  @Override
  public Shape firstToken(Shape tokens) {
    return new Shape(List.of(tokens.channels()));
  }

  @Override
  public void auxiliary(Shape x, UnaryOperator<Shape> branch) {
    notes.auxiliary = true;
    Shape logits = branch.apply(x);
    notes.auxiliary = false;
    if (logits.axes().size() != 1) {
      throw new IllegalStateException("an auxiliary head ends in logits, not in " + logits);
    }
  }
}
