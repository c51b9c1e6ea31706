package org.allnet.inference.network.design;

import org.allnet.inference.engine.layer.Activation;
import org.allnet.inference.engine.layer.Conv;
import org.allnet.inference.engine.layer.Design;
import org.allnet.inference.engine.layer.DesignOptions;
import org.allnet.inference.engine.layer.Layers;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.engine.layer.Norm;

/**
 * EfficientNet-B0 (Tan and Le 2019, arXiv 1905.11946): inverted residual blocks with
 * squeeze-and-excitation and SiLU.
 *
 * @param options what it is made for
 */
public record EfficientNet(DesignOptions options) implements Design {

  /** Expansion, kernel, first step, channels and blocks of each stage. */
  private static final int[][] STAGES = {
    {1, 3, 1, 16, 1},
    {6, 3, 2, 24, 2},
    {6, 5, 2, 40, 2},
    {6, 3, 2, 80, 3},
    {6, 5, 1, 112, 3},
    {6, 5, 2, 192, 4},
    {6, 3, 1, 320, 1}
  };

  private static final int STEM = 32;
  private static final int LAST = 1280;
  private static final int BLOCKS = 16;

  /** Fraction of the images that the last block leaves out in training; earlier ones leave less. */
  private static final double LEFT_OUT = 0.2;

  @Override
  public <V> V logits(Layers<V> net, V image) {
    V x = unit(net, "features.0", image, Conv.same(options.scaled(STEM), 3).stride(2));
    int number = 0;
    for (int stage = 0; stage < STAGES.length; stage++) {
      int[] of = STAGES[stage];
      for (int block = 0; block < of[4]; block++) {
        Layers<V> at = net.at("features." + (stage + 1) + "." + block + ".block");
        int stride = block == 0 ? of[2] : 1;
        Conv deep = Conv.same(net.channels(x) * of[0], of[1]).stride(stride);
        x = block(at, x, deep, options.scaled(of[3]), LEFT_OUT * number / BLOCKS);
        number++;
      }
    }
    x = unit(net, "features." + (STAGES.length + 1), x, Conv.of(options.scaled(LAST), 1));
    x = net.mark(Point.LAST_MAP, x);
    x = net.mark(Point.FEATURES, net.flatten(net.globalAverage(x)));
    return net.linear("classifier.1", net.dropout(x, options.dropout()), options.classes());
  }

  private static <V> V block(Layers<V> net, V x, Conv deep, int channels, double leftOut) {
    int wide = deep.channels();
    V y = x;
    int number = 0;
    if (wide != net.channels(x)) {
      y = unit(net, "0", y, Conv.of(wide, 1));
      number = 1;
    }
    y = unit(net, String.valueOf(number), y, deep.groups(wide));
    SqueezeExcitation squeeze =
        new SqueezeExcitation(
            Math.max(1, net.channels(x) / 4), Activation.SILU, Activation.SIGMOID, "fc1", "fc2");
    y = squeeze.apply(net.at(String.valueOf(number + 1)), y);
    y = net.conv((number + 2) + ".0", y, Conv.of(channels, 1));
    y = net.batchNorm((number + 2) + ".1", y, Norm.TORCH);
    return deep.stride() == 1 && net.channels(x) == channels
        ? net.add(x, net.stochasticDepth(y, leftOut))
        : y;
  }

  private static <V> V unit(Layers<V> net, String name, V x, Conv conv) {
    V y = net.batchNorm(name + ".1", net.conv(name + ".0", x, conv), Norm.TORCH);
    return net.activation(Activation.SILU, y);
  }
}
