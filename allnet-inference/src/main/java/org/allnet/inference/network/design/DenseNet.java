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
 * Densely connected networks (Huang et al. 2017, arXiv 1608.06993): every layer of a block sees the
 * maps of all before it.
 *
 * @param options what it is made for
 * @param depths layers of each of the four blocks
 */
public record DenseNet(DesignOptions options, List<Integer> depths) implements Design {

  private static final int STEM = 64;
  private static final int GROWTH = 32;
  private static final int BOTTLENECK = 4;

  /** 121 layers. */
  public static DenseNet of121(DesignOptions options) {
    return new DenseNet(options, List.of(6, 12, 24, 16));
  }

  /** 201 layers. */
  public static DenseNet of201(DesignOptions options) {
    return new DenseNet(options, List.of(6, 12, 48, 32));
  }

  @Override
  public <V> V logits(Layers<V> root, V image) {
    Layers<V> net = root.at("features");
    V x = net.conv("conv0", image, Conv.same(options.scaled(STEM), 7).stride(2));
    x = net.maxPool(relu(net, "norm0", x), Pool.of(3, 2).pad(1));
    for (int block = 1; block <= depths.size(); block++) {
      x = block(net.at("denseblock" + block), x, depths.get(block - 1));
      if (block < depths.size()) {
        x = transition(net.at("transition" + block), x);
      }
    }
    x = root.mark(Point.LAST_MAP, relu(net, "norm5", x));
    x = root.mark(Point.FEATURES, root.flatten(root.globalAverage(x)));
    return root.linear("classifier", root.dropout(x, options.dropout()), options.classes());
  }

  private <V> V block(Layers<V> net, V x, int layers) {
    List<V> maps = new ArrayList<>(List.of(x));
    int growth = options.scaled(GROWTH);
    for (int layer = 1; layer <= layers; layer++) {
      Layers<V> at = net.at("denselayer" + layer);
      V y = maps.size() == 1 ? x : net.concatenate(maps);
      y = at.conv("conv1", relu(at, "norm1", y), Conv.of(BOTTLENECK * growth, 1));
      maps.add(at.conv("conv2", relu(at, "norm2", y), Conv.same(growth, 3)));
    }
    return net.concatenate(maps);
  }

  private static <V> V transition(Layers<V> net, V x) {
    V y = net.conv("conv", relu(net, "norm", x), Conv.of(net.channels(x) / 2, 1));
    return net.averagePool(y, Pool.of(2, 2));
  }

  private static <V> V relu(Layers<V> net, String norm, V x) {
    return net.activation(Activation.RELU, net.batchNorm(norm, x, Norm.TORCH));
  }
}
