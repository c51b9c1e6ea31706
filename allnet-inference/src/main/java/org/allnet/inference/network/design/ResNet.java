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
 * Residual networks (He et al. 2016, arXiv 1512.03385), with grouped convolutions ResNeXt (Xie et
 * al. 2017, arXiv 1611.05431), with squeeze-and-excitation SE-ResNeXt (Hu et al. 2018, arXiv
 * 1709.01507). As in torchvision and timm, the step of a bottleneck is in its 3x3 convolution.
 *
 * @param options what it is made for
 * @param depths blocks of each of the four stages
 * @param bottleneck whether a block is 1x1, 3x3, 1x1, else 3x3, 3x3
 * @param groups groups of the 3x3 convolution of a bottleneck
 * @param groupWidth channels of each group in the first stage
 * @param squeeze whether each block weighs its channels
 */
public record ResNet(
    DesignOptions options,
    List<Integer> depths,
    boolean bottleneck,
    int groups,
    int groupWidth,
    boolean squeeze)
    implements Design {

  private static final int STEM = 64;
  private static final int EXPANSION = 4;
  private static final int SQUEEZED = 16;
  private static final List<Integer> FIFTY = List.of(3, 4, 6, 3);

  /** 18 layers. */
  public static ResNet of18(DesignOptions options) {
    return new ResNet(options, List.of(2, 2, 2, 2), false, 1, STEM, false);
  }

  /** 50 layers. */
  public static ResNet of50(DesignOptions options) {
    return new ResNet(options, FIFTY, true, 1, STEM, false);
  }

  /** 101 layers. */
  public static ResNet of101(DesignOptions options) {
    return new ResNet(options, List.of(3, 4, 23, 3), true, 1, STEM, false);
  }

  /** 50 layers, 32 groups of 4 channels. */
  public static ResNet next50(DesignOptions options) {
    return new ResNet(options, FIFTY, true, 32, 4, false);
  }

  /** 50 layers, 32 groups of 4 channels, squeeze-and-excitation. */
  public static ResNet squeezeNext50(DesignOptions options) {
    return new ResNet(options, FIFTY, true, 32, 4, true);
  }

  @Override
  public <V> V logits(Layers<V> net, V image) {
    V x = net.conv("conv1", image, Conv.same(options.scaled(STEM), 7).stride(2));
    x = net.activation(Activation.RELU, net.batchNorm("bn1", x, Norm.TORCH));
    x = net.maxPool(x, Pool.of(3, 2).pad(1));
    for (int stage = 0; stage < depths.size(); stage++) {
      for (int block = 0; block < depths.get(stage); block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        x = block(net.at("layer" + (stage + 1) + "." + block), x, STEM << stage, stride);
      }
    }
    x = net.mark(Point.LAST_MAP, x);
    x = net.mark(Point.FEATURES, net.flatten(net.globalAverage(x)));
    return net.linear("fc", net.dropout(x, options.dropout()), options.classes());
  }

  private <V> V block(Layers<V> net, V x, int planes, int stride) {
    V branch = bottleneck ? bottleneck(net, x, planes, stride) : basic(net, x, planes, stride);
    if (squeeze) {
      int squeezed = Math.max(4, net.channels(branch) / SQUEEZED);
      branch = SqueezeExcitation.relu(squeezed).apply(net.at("se"), branch);
    }
    V mode = x;
    if (stride != 1 || net.channels(x) != net.channels(branch)) {
      mode = net.conv("downsample.0", x, Conv.of(net.channels(branch), 1).stride(stride));
      mode = net.batchNorm("downsample.1", mode, Norm.TORCH);
    }
    return net.activation(Activation.RELU, net.add(branch, mode));
  }

  private <V> V basic(Layers<V> net, V x, int planes, int stride) {
    int channels = options.scaled(planes);
    V y = net.conv("conv1", x, Conv.same(channels, 3).stride(stride));
    y = net.activation(Activation.RELU, net.batchNorm("bn1", y, Norm.TORCH));
    return net.batchNorm("bn2", net.conv("conv2", y, Conv.same(channels, 3)), Norm.TORCH);
  }

  private <V> V bottleneck(Layers<V> net, V x, int planes, int stride) {
    int inner = options.scaled(planes * groupWidth / STEM * groups, groups);
    V y = net.conv("conv1", x, Conv.of(inner, 1));
    y = net.activation(Activation.RELU, net.batchNorm("bn1", y, Norm.TORCH));
    y = net.conv("conv2", y, Conv.same(inner, 3).stride(stride).groups(groups));
    y = net.activation(Activation.RELU, net.batchNorm("bn2", y, Norm.TORCH));
    y = net.conv("conv3", y, Conv.of(options.scaled(planes * EXPANSION), 1));
    return net.batchNorm("bn3", y, Norm.TORCH);
  }
}
