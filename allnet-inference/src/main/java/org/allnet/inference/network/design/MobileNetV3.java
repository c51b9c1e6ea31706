package org.allnet.inference.network.design;

import java.util.List;
import org.allnet.inference.engine.layer.Activation;
import org.allnet.inference.engine.layer.Conv;
import org.allnet.inference.engine.layer.Design;
import org.allnet.inference.engine.layer.DesignOptions;
import org.allnet.inference.engine.layer.Layers;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.engine.layer.Norm;

/**
 * MobileNetV3-Large (Howard et al. 2019, arXiv 1905.02244): inverted residual blocks with
 * squeeze-and-excitation and hard-swish.
 *
 * @param options what it is made for
 */
public record MobileNetV3(DesignOptions options) implements Design {

  /** What one block is. */
  private record Block(
      int kernel, int wide, int channels, boolean squeeze, boolean swish, int stride) {}

  private static final List<Block> BLOCKS =
      List.of(
          new Block(3, 16, 16, false, false, 1),
          new Block(3, 64, 24, false, false, 2),
          new Block(3, 72, 24, false, false, 1),
          new Block(5, 72, 40, true, false, 2),
          new Block(5, 120, 40, true, false, 1),
          new Block(5, 120, 40, true, false, 1),
          new Block(3, 240, 80, false, true, 2),
          new Block(3, 200, 80, false, true, 1),
          new Block(3, 184, 80, false, true, 1),
          new Block(3, 184, 80, false, true, 1),
          new Block(3, 480, 112, true, true, 1),
          new Block(3, 672, 112, true, true, 1),
          new Block(5, 672, 160, true, true, 2),
          new Block(5, 960, 160, true, true, 1),
          new Block(5, 960, 160, true, true, 1));

  private static final Norm NORM = new Norm(1e-3, 0.01);
  private static final int STEM = 16;
  private static final int LAST = 960;
  private static final int DENSE = 1280;

  @Override
  public <V> V logits(Layers<V> net, V image) {
    Conv stem = Conv.same(options.scaled(STEM), 3).stride(2);
    V x = unit(net, "features.0", image, stem, Activation.HARD_SWISH);
    for (int i = 0; i < BLOCKS.size(); i++) {
      x = block(net.at("features." + (i + 1) + ".block"), x, BLOCKS.get(i));
    }
    String last = "features." + (BLOCKS.size() + 1);
    x = unit(net, last, x, Conv.of(options.scaled(LAST), 1), Activation.HARD_SWISH);
    x = net.mark(Point.LAST_MAP, x);
    x = net.linear("classifier.0", net.flatten(net.globalAverage(x)), options.scaled(DENSE));
    x = net.mark(Point.FEATURES, net.activation(Activation.HARD_SWISH, x));
    return net.linear("classifier.3", net.dropout(x, options.dropout()), options.classes());
  }

  private <V> V block(Layers<V> net, V x, Block block) {
    Activation activation = block.swish() ? Activation.HARD_SWISH : Activation.RELU;
    int wide = options.scaled(block.wide());
    int channels = options.scaled(block.channels());
    V y = x;
    int number = 0;
    if (wide != net.channels(x)) {
      y = unit(net, String.valueOf(number), y, Conv.of(wide, 1), activation);
      number++;
    }
    Conv deep = Conv.same(wide, block.kernel()).stride(block.stride()).groups(wide);
    y = unit(net, String.valueOf(number), y, deep, activation);
    number++;
    if (block.squeeze()) {
      SqueezeExcitation squeeze =
          new SqueezeExcitation(
              ofEight(wide / 4), Activation.RELU, Activation.HARD_SIGMOID, "fc1", "fc2");
      y = squeeze.apply(net.at(String.valueOf(number)), y);
      number++;
    }
    y = net.conv(number + ".0", y, Conv.of(channels, 1));
    y = net.batchNorm(number + ".1", y, NORM);
    return block.stride() == 1 && net.channels(x) == channels ? net.add(x, y) : y;
  }

  private static <V> V unit(Layers<V> net, String name, V x, Conv conv, Activation activation) {
    V y = net.batchNorm(name + ".1", net.conv(name + ".0", x, conv), NORM);
    return net.activation(activation, y);
  }

  /** The nearest multiple of eight, not more than a tenth below. */
  private static int ofEight(int channels) {
    int rounded = Math.max(8, (channels + 4) / 8 * 8);
    return rounded < 0.9 * channels ? rounded + 8 : rounded;
  }
}
