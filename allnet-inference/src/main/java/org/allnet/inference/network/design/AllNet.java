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
 * ALLNet (Sampathila et al. 2022, Healthcare 10(10):1812, doi 10.3390/healthcare10101812): four
 * times a 3x3 convolution with ReLU and a 3x3 max-pool of stride 3, a batch norm behind the third
 * and the fourth, two dense layers of 4096 with dropout, and a dense layer to the classes.
 *
 * @param options what it is made for
 */
public record AllNet(DesignOptions options) implements Design {

  private static final int[] CHANNELS = {64, 256, 384, 512};
  private static final int FIRST_BATCH_NORM = 3;
  private static final int DENSE = 4096;

  @Override
  public <V> V logits(Layers<V> net, V image) {
    List<PlainStage> stages = new ArrayList<>();
    for (int number = 1; number <= CHANNELS.length; number++) {
      PlainStage stage =
          PlainStage.of("conv" + number, Conv.same(options.scaled(CHANNELS[number - 1]), 3))
              .pool(Pool.of(3, 3).ceiling());
      stages.add(number < FIRST_BATCH_NORM ? stage : stage.normLast("norm" + number, Norm.KERAS));
    }
    V x = net.flatten(net.mark(Point.LAST_MAP, net.stack(image, stages)));
    x = dense(net, "dense1", x);
    x = dense(net, "dense2", x);
    return net.linear("dense3", net.mark(Point.FEATURES, x), options.classes());
  }

  private <V> V dense(Layers<V> net, String name, V x) {
    V features = net.activation(Activation.RELU, net.linear(name, x, options.scaled(DENSE)));
    return net.dropout(features, options.dropout());
  }
}
