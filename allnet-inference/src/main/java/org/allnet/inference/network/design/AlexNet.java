package org.allnet.inference.network.design;

import java.util.List;
import org.allnet.inference.engine.layer.Activation;
import org.allnet.inference.engine.layer.Conv;
import org.allnet.inference.engine.layer.Design;
import org.allnet.inference.engine.layer.DesignOptions;
import org.allnet.inference.engine.layer.Layers;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.engine.layer.PlainStage;
import org.allnet.inference.engine.layer.Pool;

/**
 * AlexNet as torchvision has it (Krizhevsky 2014, arXiv 1404.5997): five convolutions, three
 * max-pools, a 6x6 grid, three dense layers.
 *
 * @param options what it is made for
 */
public record AlexNet(DesignOptions options) implements Design {

  private static final Pool POOL = Pool.of(3, 2);
  private static final int GRID = 6;
  private static final int DENSE = 4096;

  @Override
  public <V> V logits(Layers<V> net, V image) {
    List<PlainStage> stages =
        List.of(
            PlainStage.of("features.0", Conv.of(options.scaled(64), 11).stride(4).pad(2))
                .pool(POOL),
            PlainStage.of("features.3", Conv.same(options.scaled(192), 5)).pool(POOL),
            PlainStage.of("features.6", Conv.same(options.scaled(384), 3)),
            PlainStage.of("features.8", Conv.same(options.scaled(256), 3)),
            PlainStage.of("features.10", Conv.same(options.scaled(256), 3)).pool(POOL));
    V x = net.mark(Point.LAST_MAP, net.stack(image, stages));
    x = net.flatten(net.adaptiveAverage(x, GRID));
    x = dense(net, "classifier.1", net.dropout(x, options.dropout()));
    x = dense(net, "classifier.4", net.dropout(x, options.dropout()));
    return net.linear("classifier.6", net.mark(Point.FEATURES, x), options.classes());
  }

  private <V> V dense(Layers<V> net, String name, V x) {
    return net.activation(Activation.RELU, net.linear(name, x, options.scaled(DENSE)));
  }
}
