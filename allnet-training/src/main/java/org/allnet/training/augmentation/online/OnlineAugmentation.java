package org.allnet.training.augmentation.online;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.image.input.BatchTransform;
import org.allnet.training.augmentation.online.RandomAugmentation.Amount;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Changes a batch of images at random. What becomes of an image depends on the batch's seed and its
 * place alone, never on the other images, and black stays black under changes of colour.
 * Thread-safe.
 *
 * @param options how far
 */
public record OnlineAugmentation(RandomAugmentation options) {

  private static final long BILINEAR = 0;
  private static final long ZEROS = 0;

  /**
   * What a batch's images are changed by.
   *
   * @param count how many images
   * @param seed what everything is drawn from
   * @return a generator for each image; each serves one image once
   */
  public List<SplittableRandom> draws(int count, long seed) {
    List<SplittableRandom> draws = new ArrayList<>();
    SplittableRandom seeds = new SplittableRandom(seed);
    for (int i = 0; i < count; i++) {
      draws.add(seeds.split());
    }
    return draws;
  }

  /** {@return how far pixels move} */
  public BatchTransform.Reach reach() {
    if (options.interpolates() || options.cutout().holes() > 0) {
      return BatchTransform.Reach.FRAME;
    }
    return options.quarterTurns()
        ? BatchTransform.Reach.QUARTER_TURN
        : BatchTransform.Reach.IN_PLACE;
  }

  /**
   * Changes images.
   *
   * @param images float32 (batch, 3, side, side) in [0,1]; left as it is
   * @param draws a generator for each
   * @return the same shape in [0,1]; the argument itself if nothing changes. For the caller's scope
   *     to free
   */
  public Tensor apply(Tensor images, List<SplittableRandom> draws) {
    return options.equals(RandomAugmentation.NONE)
        ? images
        : Tensors.scoped(() -> change(images, draws));
  }

  private Tensor change(Tensor images, List<SplittableRandom> draws) {
    Tensor x = images;
    if (options.flips() || options.quarterTurns()) {
      x = turned(x, draws);
    }
    if (options.interpolates()) {
      x = sampled(x, draws);
    }
    if (options.recolours()) {
      x = new Recolouring(options).apply(x, draws);
    }
    return options.cutout().holes() > 0 ? punched(x, draws) : x;
  }

  /** Mirrors and quarter turns, which move every pixel onto a pixel. */
  private Tensor turned(Tensor images, List<SplittableRandom> draws) {
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < draws.size(); i++) {
      SplittableRandom draw = draws.get(i);
      Tensor image = images.narrow(0, i, 1);
      if (options.flips() && draw.nextBoolean()) {
        image = image.flip(3);
      }
      if (options.flips() && draw.nextBoolean()) {
        image = image.flip(2);
      }
      if (options.quarterTurns()) {
        image = image.rot90(draw.nextInt(4), 2, 3);
      }
      parts.add(image);
    }
    return torch.cat(new TensorVector(parts.toArray(Tensor[]::new)), 0);
  }

  /** Turn, zoom, shift and perspective in one bilinear look at the image; black outside. */
  private Tensor sampled(Tensor images, List<SplittableRandom> draws) {
    int side = (int) images.size(2);
    float[] maps = new float[9 * draws.size()];
    for (int i = 0; i < draws.size(); i++) {
      System.arraycopy(map(draws.get(i)), 0, maps, 9 * i, 9);
    }
    Tensor turned =
        places(side, images.device())
            .matmul(Tensors.ofFloats(maps, images.device(), draws.size(), 3, 3).transpose(1, 2));
    Tensor grid =
        turned.narrow(2, 0, 2).div(turned.narrow(2, 2, 1)).view(draws.size(), side, side, 2);
    return torch.grid_sampler(images, grid, BILINEAR, ZEROS, false);
  }

  /** Where in the source a place of the result lies, both from -1 to 1; 3 x 3, row by row. */
  private float[] map(SplittableRandom draw) {
    double angle = Math.toRadians(upTo(draw, Amount.ROTATE));
    double zoom = between(draw, options.zoom().from(), options.zoom().to());
    double right = 2 * upTo(draw, Amount.SHIFT);
    double down = 2 * upTo(draw, Amount.SHIFT);
    double tiltRight = upTo(draw, Amount.WARP) / 2;
    double tiltDown = upTo(draw, Amount.WARP) / 2;
    double cos = Math.cos(angle) / zoom;
    double sin = Math.sin(angle) / zoom;
    return new float[] {
      (float) cos, (float) -sin, (float) right,
      (float) sin, (float) cos, (float) down,
      (float) tiltRight, (float) tiltDown, 1
    };
  }

  /** The centres of all pixels, row by row: (side x side, 3), each x, y, 1. */
  private static Tensor places(int side, Device device) {
    float[] places = new float[3 * side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int at = 3 * (y * side + x);
        places[at] = (2 * x + 1f) / side - 1;
        places[at + 1] = (2 * y + 1f) / side - 1;
        places[at + 2] = 1;
      }
    }
    return Tensors.ofFloats(places, device, (long) side * side, 3);
  }

  private Tensor punched(Tensor images, List<SplittableRandom> draws) {
    Tensor x = images.clone();
    int side = (int) images.size(2);
    for (int i = 0; i < draws.size(); i++) {
      SplittableRandom draw = draws.get(i);
      for (int hole = 0; hole < options.cutout().holes(); hole++) {
        double fraction = between(draw, options.cutout().from(), options.cutout().to());
        int width = Math.max(1, (int) Math.round(side * fraction));
        int top = draw.nextInt(side - width + 1);
        int left = draw.nextInt(side - width + 1);
        x.narrow(0, i, 1).narrow(2, top, width).narrow(3, left, width).fill_(new Scalar(0.0));
      }
    }
    return x;
  }

  /** A number from an amount on one side of 0 to as much on the other. */
  private double upTo(SplittableRandom draw, Amount amount) {
    return between(draw, -options.amount(amount), options.amount(amount));
  }

  /** A number between two, which may be the same. */
  static double between(SplittableRandom draw, double low, double high) {
    return low + (high - low) * draw.nextDouble();
  }
}
