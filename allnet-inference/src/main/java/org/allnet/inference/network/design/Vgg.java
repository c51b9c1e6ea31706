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
import org.allnet.inference.engine.layer.PlainStage;
import org.allnet.inference.engine.layer.Pool;

/**
 * VGG (Simonyan and Zisserman 2015, arXiv 1409.1556): five blocks of 3x3 convolutions, each with a
 * max-pool behind it, a 7x7 grid, three dense layers.
 *
 * @param options what it is made for
 * @param depths convolutions of each block
 * @param norms whether each convolution has a batch norm
 */
public record Vgg(DesignOptions options, List<Integer> depths, boolean norms) implements Design {

  private static final int[] CHANNELS = {64, 128, 256, 512, 512};
  private static final int GRID = 7;
  private static final int DENSE = 4096;

  /** 13 convolutions. */
  public static Vgg of16(DesignOptions options) {
    return new Vgg(options, List.of(2, 2, 3, 3, 3), false);
  }

  /** 13 convolutions with batch norms. */
  public static Vgg of16WithNorms(DesignOptions options) {
    return new Vgg(options, List.of(2, 2, 3, 3, 3), true);
  }

  /** 16 convolutions. */
  public static Vgg of19(DesignOptions options) {
    return new Vgg(options, List.of(2, 2, 4, 4, 4), false);
  }

  @Override
  public <V> V logits(Layers<V> net, V image) {
    V x = net.mark(Point.LAST_MAP, net.stack(image, stages()));
    x = net.flatten(net.adaptiveAverage(x, GRID));
    x = dense(net, "classifier.0", x);
    x = dense(net, "classifier.3", net.dropout(x, options.dropout()));
    V features = net.mark(Point.FEATURES, net.dropout(x, options.dropout()));
    return net.linear("classifier.6", features, options.classes());
  }

  private <V> V dense(Layers<V> net, String name, V x) {
    return net.activation(Activation.RELU, net.linear(name, x, options.scaled(DENSE)));
  }

  /** Numbered as in torchvision, where ReLUs, batch norms and pools count too. */
  private List<PlainStage> stages() {
    List<PlainStage> stages = new ArrayList<>();
    int number = 0;
    for (int block = 0; block < CHANNELS.length; block++) {
      for (int layer = 1; layer <= depths.get(block); layer++) {
        Conv conv = Conv.same(options.scaled(CHANNELS[block]), 3);
        PlainStage stage = PlainStage.of("features." + number, conv);
        if (norms) {
          stage = stage.normFirst("features." + (number + 1), Norm.TORCH);
        }
        stages.add(layer == depths.get(block) ? stage.pool(Pool.of(2, 2)) : stage);
        number += norms ? 3 : 2;
      }
      number++;
    }
    return stages;
  }
}
