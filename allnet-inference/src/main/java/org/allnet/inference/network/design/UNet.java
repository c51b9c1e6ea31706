package org.allnet.inference.network.design;

import java.util.ArrayList;
import java.util.List;
import org.allnet.inference.engine.layer.Activation;
import org.allnet.inference.engine.layer.Conv;
import org.allnet.inference.engine.layer.Design;
import org.allnet.inference.engine.layer.DesignOptions;
import org.allnet.inference.engine.layer.Layers;
import org.allnet.inference.engine.layer.Norm;
import org.allnet.inference.engine.layer.Pool;

/**
 * A U-Net (Ronneberger et al. 2015, arXiv 1505.04597) that is narrow and padded: an encoder that
 * halves the map three times, and a decoder that sees the encoder's map at each size. At full size,
 * where most of the arithmetic would be, it has one convolution on either side instead of two, and
 * maps are doubled by repeating pixels. It gives a logit of each class for each pixel: (classes,
 * side, side).
 *
 * @param options what it is made for
 */
public record UNet(DesignOptions options) implements Design {

  /** What the map is divided by at its coarsest: an input's side is a multiple of it. */
  public static final int COARSEST = 8;

  private static final List<Integer> CHANNELS = List.of(16, 32, 64, 96);

  @Override
  public <V> V logits(Layers<V> net, V image) {
    List<V> maps = new ArrayList<>();
    V x = image;
    for (int level = 0; level < CHANNELS.size(); level++) {
      V in = level == 0 ? x : net.maxPool(x, Pool.of(2, 2));
      x = convolutions(net.at("down." + level), in, level);
      maps.add(x);
    }
    for (int level = CHANNELS.size() - 2; level >= 0; level--) {
      V both = net.concatenate(List.of(net.upsample(x, 2), maps.get(level)));
      x = convolutions(net.at("up." + level), both, level);
    }
    return net.conv("out", x, Conv.of(options.classes(), 1).withBias());
  }

  private <V> V convolutions(Layers<V> net, V in, int level) {
    int channels = options.scaled(CHANNELS.get(level));
    V x = in;
    for (int i = 0; i < (level == 0 ? 1 : 2); i++) {
      Conv conv = Conv.same(channels, 3);
      x = net.normed("conv" + i, "bn" + i, x, conv, Norm.TORCH, Activation.RELU);
    }
    return x;
  }
}
