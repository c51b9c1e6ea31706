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
 * ResNet-50-v2 (He et al. 2016, arXiv 1603.05027): batch norm and ReLU are before the convolutions.
 * It is Keras's, by whose count of weights the literature knows it: the first convolution, those of
 * the shortcuts and the last of each block have biases, and the step is in a stage's last block.
 * Names are those of Keras's layers; no model hub has it under torchvision's or timm's, and timm's
 * {@code resnetv2_50} is another network.
 *
 * @param options what it is made for
 */
public record ResNetV2(DesignOptions options) implements Design {

  private static final Norm NORM = new Norm(1.001e-5, 0.01);
  private static final int STEM = 64;
  private static final int EXPANSION = 4;
  private static final List<Integer> BLOCKS = List.of(3, 4, 6, 3);

  @Override
  public <V> V logits(Layers<V> net, V image) {
    Conv first = Conv.same(options.scaled(STEM), 7).stride(2).withBias();
    V x = net.conv("conv1_conv", image, first);
    // zeros, not nothing: what the first convolution gives may be less
    x = net.maxPool(net.pad(x, 1, 1), Pool.of(3, 2));
    for (int stage = 0; stage < BLOCKS.size(); stage++) {
      int blocks = BLOCKS.get(stage);
      for (int block = 1; block <= blocks; block++) {
        int stride = block == blocks && stage < BLOCKS.size() - 1 ? 2 : 1;
        x = block(net, "conv%d_block%d_".formatted(stage + 2, block), x, STEM << stage, stride);
      }
    }
    x = net.mark(Point.LAST_MAP, normed(net, "post_bn", x));
    x = net.mark(Point.FEATURES, net.flatten(net.globalAverage(x)));
    return net.linear("predictions", net.dropout(x, options.dropout()), options.classes());
  }

  private <V> V block(Layers<V> net, String name, V x, int planes, int stride) {
    int inner = options.scaled(planes);
    int channels = options.scaled(planes * EXPANSION);
    V before = normed(net, name + "preact_bn", x);
    V mode = x;
    if (net.channels(x) != channels || name.endsWith("block1_")) {
      mode = net.conv(name + "0_conv", before, Conv.of(channels, 1).stride(stride).withBias());
    } else if (stride > 1) {
      mode = net.maxPool(x, Pool.of(1, stride));
    }
    V y = normed(net, name + "1_bn", net.conv(name + "1_conv", before, Conv.of(inner, 1)));
    y = net.conv(name + "2_conv", y, Conv.same(inner, 3).stride(stride));
    y = normed(net, name + "2_bn", y);
    y = net.conv(name + "3_conv", y, Conv.of(channels, 1).withBias());
    return net.add(mode, y);
  }

  private static <V> V normed(Layers<V> net, String name, V x) {
    return net.activation(Activation.RELU, net.batchNorm(name, x, NORM));
  }
}
