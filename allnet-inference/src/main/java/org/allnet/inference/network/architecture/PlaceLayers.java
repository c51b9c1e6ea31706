package org.allnet.inference.network.architecture;

import java.util.List;
import java.util.function.UnaryOperator;
import org.allnet.inference.engine.layer.Activation;
import org.allnet.inference.engine.layer.Conv;
import org.allnet.inference.engine.layer.Layers;
import org.allnet.inference.engine.layer.NamedLayers;
import org.allnet.inference.engine.layer.Norm;
import org.allnet.inference.engine.layer.PlainStage;
import org.allnet.inference.engine.layer.Pool;
import org.allnet.inference.engine.layer.Shape;

/**
 * Layers that follow where the places of a map lie in the input (Araujo et al. 2019, doi
 * 10.23915/distill.00021): a window moves the first place by half of what it reaches over its
 * padding, and multiplies the step by its own. Branches that are joined lie alike.
 */
final class PlaceLayers extends NamedLayers<PlaceLayers.Located> {

  /**
   * A value and where its places lie.
   *
   * @param shape its shape
   * @param first the middle of the first place, in pixels of the input
   * @param step pixels from one place to the next
   */
  record Located(Shape shape, double first, double step, int rows) {

    private Located of(Shape other) {
      return new Located(other, first, step, rows);
    }

    private Located seenBy(int kernel, int padding, int stride, Shape result) {
      return new Located(
          result, first + ((kernel - 1) / 2.0 - padding) * step, step * stride, result.height());
    }

    MapPlaces places() {
      return new MapPlaces(rows, first, step);
    }
  }

  PlaceLayers() {}

  private PlaceLayers(PlaceLayers above, String name) {
    super(above, name);
  }

  /** An input of some channels. */
  static Located image(int channels, int side) {
    return new Located(Shape.map(channels, side, side), 0.5, 1, side);
  }

  @Override
  public Layers<Located> at(String name) {
    return new PlaceLayers(this, name);
  }

  @Override
  public int channels(Located x) {
    return x.shape().channels();
  }

  @Override
  public int side(Located x) {
    return x.shape().height();
  }

  @Override
  public Located pad(Located x, int before, int behind) {
    Shape padded = x.shape().padded(before, behind);
    return new Located(padded, x.first() - before * x.step(), x.step(), padded.height());
  }

  @Override
  public Located conv(String name, Located x, Conv conv) {
    return x.seenBy(
        conv.kernelHeight(), conv.padHeight(), conv.stride(), x.shape().convolved(conv));
  }

  @Override
  public Located batchNorm(String name, Located x, Norm constants) {
    return x;
  }

  @Override
  public Located stack(Located x, List<PlainStage> stages) {
    Located result = x;
    for (PlainStage stage : stages) {
      result = conv(stage.conv(), result, stage.shape());
      if (stage.pool() != null) {
        result = maxPool(result, stage.pool());
      }
    }
    return result;
  }

  @Override
  public Located layerNorm(String name, Located x, double epsilon) {
    return x;
  }

  @Override
  public Located linear(String name, Located x, int features) {
    return x.of(x.shape().withChannels(features));
  }

  @Override
  public Located activation(Activation kind, Located x) {
    return x;
  }

  @Override
  public Located maxPool(Located x, Pool pool) {
    return x.seenBy(pool.kernel(), pool.padding(), pool.stride(), x.shape().pooled(pool));
  }

  @Override
  public Located averagePool(Located x, Pool pool) {
    return maxPool(x, pool);
  }

  @Override
  public Located adaptiveAverage(Located x, int side) {
    double step = x.step() * x.shape().height() / side;
    double first = x.first() - x.step() / 2 + step / 2;
    return new Located(Shape.map(channels(x), side, side), first, step, side);
  }

  @Override
  public Located globalAverage(Located x) {
    return adaptiveAverage(x, 1);
  }

  @Override
  public Located globalMax(Located x) {
    return adaptiveAverage(x, 1);
  }

  @Override
  public Located channelMean(Located x) {
    return x.of(x.shape().withChannels(1));
  }

  @Override
  public Located channelMax(Located x) {
    return x.of(x.shape().withChannels(1));
  }

  @Override
  public Located add(Located a, Located b) {
    return a;
  }

  @Override
  public Located scale(Located x, double factor) {
    return x;
  }

  @Override
  public Located multiply(Located x, Located gate) {
    return x;
  }

  @Override
  public Located concatenate(List<Located> maps) {
    int channels = maps.stream().mapToInt(map -> map.shape().channels()).sum();
    return maps.get(0).of(maps.get(0).shape().withChannels(channels));
  }

  @Override
  public Located join(List<Located> sequences) {
    int tokens = sequences.stream().mapToInt(each -> each.shape().axes().get(0)).sum();
    return sequences.get(0).of(new Shape(List.of(tokens, channels(sequences.get(0)))));
  }

  @Override
  public Located features(Located x, int first, int count) {
    return x.of(x.shape().withChannels(count));
  }

  @Override
  public Located constants(String name, int tokens, float[] numbers) {
    return new Located(new Shape(List.of(tokens, numbers.length / tokens)), 0.5, 1, tokens);
  }

  @Override
  public Located upsample(Located map, int factor) {
    Shape shape = map.shape();
    Shape larger = Shape.map(channels(map), factor * shape.height(), factor * shape.width());
    double step = map.step() / factor;
    return new Located(larger, map.first() - (map.step() - step) / 2, step, larger.height());
  }

  @Override
  public Located every(Located map, int step, int row, int column) {
    Shape shape = map.shape().everyOf(step);
    return new Located(shape, map.first() + row * map.step(), map.step() * step, shape.height());
  }

  @Override
  public Located flatten(Located x) {
    return x.of(new Shape(List.of(Math.toIntExact(x.shape().elements()))));
  }

  @Override
  public Located dropout(Located x, double rate) {
    return x;
  }

  @Override
  public Located stochasticDepth(Located branch, double rate) {
    return branch;
  }

  @Override
  public Located tokens(Located map) {
    return map.of(new Shape(List.of(Math.toIntExact(map.shape().places()), channels(map))));
  }

  @Override
  public Located classToken(String name, Located tokens) {
    int longer = Math.toIntExact(tokens.shape().places() + 1);
    return tokens.of(new Shape(List.of(longer, channels(tokens))));
  }

  @Override
  public Located positions(String name, Located tokens) {
    return tokens;
  }

  @Override
  public Located attention(Located packed, int heads) {
    return packed.of(packed.shape().withChannels(channels(packed) / 3));
  }

  @Override
  public Located firstToken(Located tokens) {
    return tokens.of(new Shape(List.of(channels(tokens))));
  }

  @Override
  public void auxiliary(Located x, UnaryOperator<Located> branch) {
    // training alone has use for it
  }
}
