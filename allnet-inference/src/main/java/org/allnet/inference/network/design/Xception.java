package org.allnet.inference.network.design;

import java.util.ArrayList;
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
 * Xception (Chollet 2017, arXiv 1610.02357): residual blocks of convolutions that first filter each
 * channel alone and then mix them. Names as in timm's legacy port.
 *
 * @param options what it is made for
 */
public record Xception(DesignOptions options) implements Design {

  /** What one block is: output channels, convolutions, step, whether it starts with a ReLU. */
  private record Block(int channels, int layers, int stride, boolean relu, boolean growFirst) {}

  private static final int MIDDLE = 728;

  private static final List<Block> BLOCKS = blocks();

  private static List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block(128, 2, 2, false, true));
    blocks.add(new Block(256, 2, 2, true, true));
    blocks.add(new Block(MIDDLE, 2, 2, true, true));
    for (int i = 0; i < 8; i++) {
      blocks.add(new Block(MIDDLE, 3, 1, true, true));
    }
    blocks.add(new Block(1024, 2, 2, true, false));
    return List.copyOf(blocks);
  }

  @Override
  public <V> V logits(Layers<V> net, V image) {
    V x = net.conv("conv1", image, Conv.of(options.scaled(32), 3).stride(2));
    x = relu(net, net.batchNorm("bn1", x, Norm.TORCH));
    x = net.conv("conv2", x, Conv.of(options.scaled(64), 3));
    x = relu(net, net.batchNorm("bn2", x, Norm.TORCH));
    for (int i = 0; i < BLOCKS.size(); i++) {
      x = block(net.at("block" + (i + 1)), x, BLOCKS.get(i));
    }
    x = separable(net, "conv3", x, options.scaled(1536));
    x = relu(net, net.batchNorm("bn3", x, Norm.TORCH));
    x = separable(net, "conv4", x, options.scaled(2048));
    x = relu(net, net.batchNorm("bn4", x, Norm.TORCH));
    x = net.mark(Point.LAST_MAP, x);
    x = net.mark(Point.FEATURES, net.flatten(net.globalAverage(x)));
    return net.linear("fc", net.dropout(x, options.dropout()), options.classes());
  }

  private <V> V block(Layers<V> net, V x, Block block) {
    int channels = options.scaled(block.channels());
    V y = x;
    int number = 0;
    for (int layer = 1; layer <= block.layers(); layer++) {
      if (layer > 1 || block.relu()) {
        y = relu(net, y);
        number++;
      }
      boolean grown = block.growFirst() || layer == block.layers();
      y = separable(net, "rep." + number, y, grown ? channels : net.channels(x));
      y = net.batchNorm("rep." + (number + 1), y, Norm.TORCH);
      number += 2;
    }
    if (block.stride() != 1) {
      y = net.maxPool(y, Pool.of(3, block.stride()).pad(1));
    }
    V mode = x;
    if (block.stride() != 1 || net.channels(x) != channels) {
      mode = net.conv("skip", x, Conv.of(channels, 1).stride(block.stride()));
      mode = net.batchNorm("skipbn", mode, Norm.TORCH);
    }
    return net.add(y, mode);
  }

  private static <V> V separable(Layers<V> net, String name, V x, int channels) {
    int in = net.channels(x);
    V y = net.conv(name + ".conv1", x, Conv.same(in, 3).groups(in));
    return net.conv(name + ".pointwise", y, Conv.of(channels, 1));
  }

  private static <V> V relu(Layers<V> net, V x) {
    return net.activation(Activation.RELU, x);
  }
}
