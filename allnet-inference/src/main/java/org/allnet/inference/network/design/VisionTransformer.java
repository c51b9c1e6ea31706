package org.allnet.inference.network.design;

import org.allnet.inference.engine.layer.Activation;
import org.allnet.inference.engine.layer.Conv;
import org.allnet.inference.engine.layer.Design;
import org.allnet.inference.engine.layer.DesignOptions;
import org.allnet.inference.engine.layer.Layers;
import org.allnet.inference.engine.layer.Layers.Point;

/**
 * The vision transformer (Dosovitskiy et al. 2021, arXiv 2010.11929; the tiny one: Touvron et al.
 * 2021, arXiv 2012.12877), with timm's names. Its positions are learned for one input size.
 *
 * @param options what it is made for
 * @param features numbers of a token
 * @param heads attention heads
 */
public record VisionTransformer(DesignOptions options, int features, int heads) implements Design {

  private static final int PATCH = 16;
  private static final int BLOCKS = 12;
  private static final int EXPANSION = 4;
  private static final double EPSILON = 1e-6;

  /** 192 features. */
  public static VisionTransformer tiny(DesignOptions options) {
    return new VisionTransformer(options, 192, 3);
  }

  /** 768 features. */
  public static VisionTransformer base(DesignOptions options) {
    return new VisionTransformer(options, 768, 12);
  }

  @Override
  public <V> V logits(Layers<V> net, V image) {
    int width = options.scaled(features, heads);
    V patches = net.conv("patch_embed.proj", image, Conv.of(width, PATCH).stride(PATCH).withBias());
    V x = net.classToken("cls_token", net.tokens(patches));
    x = net.dropout(net.positions("pos_embed", x), options.dropout());
    for (int block = 0; block < BLOCKS; block++) {
      x = block(net.at("blocks." + block), x, width, block == BLOCKS - 1);
    }
    x = net.mark(Point.FEATURES, net.firstToken(net.layerNorm("norm", x, EPSILON)));
    return net.linear("head", x, options.classes());
  }

  private <V> V block(Layers<V> net, V x, int width, boolean last) {
    V tokens = net.layerNorm("norm1", x, EPSILON);
    V seen = net.linear("attn.qkv", last ? net.mark(Point.LAST_TOKENS, tokens) : tokens, 3 * width);
    seen = net.linear("attn.proj", net.attention(seen, heads), width);
    V y = net.add(x, net.dropout(seen, options.dropout()));
    V wide = net.linear("mlp.fc1", net.layerNorm("norm2", y, EPSILON), EXPANSION * width);
    wide = net.linear("mlp.fc2", net.activation(Activation.GELU, wide), width);
    return net.add(y, net.dropout(wide, options.dropout()));
  }
}
