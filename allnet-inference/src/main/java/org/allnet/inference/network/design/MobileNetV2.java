package org.allnet.inference.network.design;

import org.allnet.inference.engine.layer.Activation;
import org.allnet.inference.engine.layer.Conv;
import org.allnet.inference.engine.layer.Design;
import org.allnet.inference.engine.layer.DesignOptions;
import org.allnet.inference.engine.layer.Layers;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.engine.layer.Norm;

/**
 * MobileNetV2 (Sandler et al. 2018, arXiv 1801.04381): inverted residual blocks, wide inside and
 * narrow between, with one filter a channel.
 *
 * @param options what it is made for
 */
public record MobileNetV2(DesignOptions options) implements Design {

  /** Expansion, channels, blocks and first step of each stage. */
  private static final int[][] STAGES = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  private static final int STEM = 32;
  private static final int LAST = 1280;

  @Override
  public <V> V logits(Layers<V> net, V image) {
    V x = unit(net, "features.0", image, Conv.same(options.scaled(STEM), 3).stride(2));
    int number = 1;
    for (int[] stage : STAGES) {
      for (int block = 0; block < stage[2]; block++) {
        Layers<V> at = net.at("features." + number + ".conv");
        x = block(at, x, stage[0], options.scaled(stage[1]), block == 0 ? stage[3] : 1);
        number++;
      }
    }
    x = unit(net, "features." + number, x, Conv.of(options.scaled(LAST), 1));
    x = net.mark(Point.LAST_MAP, x);
    x = net.mark(Point.FEATURES, net.flatten(net.globalAverage(x)));
    return net.linear("classifier.1", net.dropout(x, options.dropout()), options.classes());
  }

  private static <V> V block(Layers<V> net, V x, int expansion, int channels, int stride) {
    V y = x;
    int wide = net.channels(x) * expansion;
    int number = 0;
    if (expansion != 1) {
      y = unit(net, "0", y, Conv.of(wide, 1));
      number = 1;
    }
    y = unit(net, String.valueOf(number), y, Conv.same(wide, 3).stride(stride).groups(wide));
    y = net.conv(String.valueOf(number + 1), y, Conv.of(channels, 1));
    y = net.batchNorm(String.valueOf(number + 2), y, Norm.TORCH);
    return stride == 1 && net.channels(x) == channels ? net.add(x, y) : y;
  }

  private static <V> V unit(Layers<V> net, String name, V x, Conv conv) {
    V y = net.batchNorm(name + ".1", net.conv(name + ".0", x, conv), Norm.TORCH);
    return net.activation(Activation.RELU6, y);
  }
}
