package org.allnet.export.torchscript;

import java.util.stream.LongStream;
import org.allnet.inference.engine.layer.Shape;
import org.allnet.inference.engine.pixel.PixelOperations;

/**
 * Pixel operations as lines of TorchScript, each the one that {@code TensorPixels} computes with. A
 * value is its name.
 */
final class ScriptPixels implements PixelOperations<String> {

  /** PyTorch's numbers of its types. */
  static final int LONG = 4;

  static final int HALF = 5;
  static final int FLOAT = 6;
  static final int DOUBLE = 7;

  private static final long[] CHANNELS = {1};
  private static final long[] IMAGE = {1, 2, 3};
  private static final long[] PLANE = {2, 3};

  private final ScriptSource source;
  private final Shape shape;

  /**
   * Makes operations on images of one size.
   *
   * @param source where the lines go
   * @param shape the images' shape without the batch axis
   */
  ScriptPixels(ScriptSource source, Shape shape) {
    this.source = source;
    this.shape = shape;
  }

  @Override
  public String add(String a, String b) {
    return source.add("torch.add", a, b);
  }

  @Override
  public String add(String a, double number) {
    return source.add("torch.add", a, number);
  }

  @Override
  public String subtract(String a, String b) {
    return source.add("torch.sub", a, b);
  }

  @Override
  public String multiply(String a, String b) {
    return source.add("torch.mul", a, b);
  }

  @Override
  public String multiply(String a, double number) {
    return source.add("torch.mul", a, number);
  }

  @Override
  public String divide(String a, String b) {
    return source.add("torch.div", a, b);
  }

  @Override
  public String atLeast(String a, double number) {
    return source.add("torch.clamp_min", a, number);
  }

  @Override
  public String floor(String a) {
    return source.add("torch.floor", a);
  }

  @Override
  public String not(String mask) {
    return source.add("torch.rsub", mask, 1.0);
  }

  @Override
  public String isAbove(String a, double number) {
    return mask("torch.gt", a, number);
  }

  @Override
  public String isAbove(String a, String b) {
    return mask("torch.gt", a, b);
  }

  @Override
  public String isFrom(String a, double number) {
    return mask("torch.ge", a, number);
  }

  @Override
  public String isEqual(String a, String b) {
    return mask("torch.eq", a, b);
  }

  private String mask(String operation, String a, Object other) {
    return source.add("torch.type_as", source.add(operation, a, other), a);
  }

  @Override
  public String channel(String images, int index) {
    return source.add("torch.narrow", images, 1, index, 1);
  }

  @Override
  public String channelMin(String images) {
    return source.add("torch.amin", images, CHANNELS, true);
  }

  @Override
  public String channelMax(String images) {
    return source.add("torch.amax", images, CHANNELS, true);
  }

  @Override
  public String imageMin(String images) {
    return source.add("torch.amin", images, IMAGE, true);
  }

  @Override
  public String imageMax(String images) {
    return source.add("torch.amax", images, IMAGE, true);
  }

  @Override
  public String channelMean(String images) {
    return source.add("torch.mean", images, PLANE, true);
  }

  @Override
  public String centre(String images, int side) {
    int rows = Math.min(side, shape.height());
    int columns = Math.min(side, shape.width());
    String middle = source.add("torch.narrow", images, 2, (shape.height() - rows) / 2, rows);
    return source.add("torch.narrow", middle, 3, (shape.width() - columns) / 2, columns);
  }

  @Override
  public String perChannel(String images, float[] numbers) {
    double[] values = new double[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers[i];
    }
    return source.constant(false, new long[] {1, numbers.length, 1, 1}, values);
  }

  @Override
  public String histogram(String images, String counted, int entries) {
    String rows = "[torch.size(%s, 0), -1]".formatted(images);
    String places = source.add("torch.to", source.add("torch.reshape", images, rows), LONG);
    String counts = "[torch.size(%s, 0), %d]".formatted(images, entries);
    String histogram =
        source.add(
            "torch.scatter_add",
            source.add("torch.new_zeros", images, counts),
            1,
            places,
            source.add("torch.reshape", counted, rows));
    return source.add("torch.to", histogram, DOUBLE);
  }

  @Override
  public String wholeNumbers(String rows, int entries) {
    double[] numbers = LongStream.range(0, entries).asDoubleStream().toArray();
    return source.constant(true, new long[] {1, entries}, numbers);
  }

  @Override
  public String cumulative(String rows) {
    return source.add("torch.cumsum", rows, 1);
  }

  @Override
  public String last(String rows, int entries) {
    return source.add("torch.narrow", rows, 1, entries - 1, 1);
  }

  @Override
  public String rowMin(String rows) {
    return source.add("torch.amin", rows, CHANNELS, true);
  }

  @Override
  public String rowMax(String rows) {
    return source.add("torch.amax", rows, CHANNELS, true);
  }

  @Override
  public String perImage(String rows) {
    return source.add("torch.reshape", source.add("torch.to", rows, FLOAT), "[-1, 1, 1, 1]");
  }
}
