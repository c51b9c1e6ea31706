package org.allnet.inference.network.design;

import java.util.List;
import org.allnet.inference.engine.layer.Activation;
import org.allnet.inference.engine.layer.Conv;
import org.allnet.inference.engine.layer.Design;
import org.allnet.inference.engine.layer.DesignOptions;
import org.allnet.inference.engine.layer.Layers;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.engine.layer.Norm;
import org.allnet.inference.engine.layer.Pool;

/**
 * A small network of our own, instead of that of Qiao et al., whose layers are not published: four
 * stages of two 3x3 convolutions with batch norms, each stage weighed by channel and by place as in
 * CBAM (Woo et al. 2018, arXiv 1807.06521), the global average, one dense layer.
 *
 * @param options what it is made for
 */
public record CompactAttention(DesignOptions options) implements Design {

  private static final int[] CHANNELS = {32, 64, 128, 256};
  private static final int SQUEEZED = 8;
  private static final int PLACE_KERNEL = 7;

  @Override
  public <V> V logits(Layers<V> net, V image) {
    V x = image;
    for (int stage = 1; stage <= CHANNELS.length; stage++) {
      Layers<V> at = net.at("stage" + stage);
      int channels = options.scaled(CHANNELS[stage - 1]);
      x = unit(at, "1", x, channels);
      x = unit(at, "2", x, channels);
      x = places(at, channels(at, x));
      x = net.maxPool(x, Pool.of(2, 2));
    }
    x = net.mark(Point.LAST_MAP, x);
    x = net.mark(Point.FEATURES, net.flatten(net.globalAverage(x)));
    return net.linear("fc", net.dropout(x, options.dropout()), options.classes());
  }

  private static <V> V unit(Layers<V> net, String number, V x, int channels) {
    V y = net.conv("conv" + number, x, Conv.same(channels, 3));
    return net.activation(Activation.RELU, net.batchNorm("norm" + number, y, Norm.TORCH));
  }

  /** Weighs the channels by what two layers make of their means and their maxima. */
  private static <V> V channels(Layers<V> net, V x) {
    V flat = net.concatenate(List.of(net.globalAverage(x), net.globalMax(x)));
    int squeezed = Math.max(4, net.channels(x) / SQUEEZED);
    V weights = net.conv("channels.fc1", flat, Conv.of(squeezed, 1).withBias());
    weights = net.activation(Activation.RELU, weights);
    weights = net.conv("channels.fc2", weights, Conv.of(net.channels(x), 1).withBias());
    return net.multiply(x, net.activation(Activation.SIGMOID, weights));
  }

  /** Weighs the places by the mean and the maximum over their channels. */
  private static <V> V places(Layers<V> net, V x) {
    V seen = net.concatenate(List.of(net.channelMean(x), net.channelMax(x)));
    V weights = net.conv("places.conv", seen, Conv.same(1, PLACE_KERNEL).withBias());
    return net.multiply(x, net.activation(Activation.SIGMOID, weights));
  }
}
