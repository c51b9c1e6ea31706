package org.allnet.inference.network.architecture;

import org.allnet.inference.engine.device.PaddedMatrix;
import org.allnet.inference.engine.device.ParallelTasks;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A dense layer. For few images reading its weights is what takes time, and the order in which a
 * processor's matrix library reads them counts.
 */
final class DenseLayer {

  /** Parts that the rows of a large weight are divided into: always as many, whoever computes. */
  private static final int PARTS = 8;

  private static final long LARGE = 1 << 20;

  /** Images up to which weights are read as fast as memory gives them. */
  private static final int FEW = 8;

  private DenseLayer() {}

  /**
   * Returns the features of rows. On a processor one image is a product with a vector. Of a few
   * images, if no gradients are recorded, the layer is computed as a convolution of a single pixel
   * whose image is the matrix of weights and whose kernels are the images: the engine reads the
   * weights where they lie. Of more, the weights are on the left of the product, which the matrix
   * library does several times as fast as the other way round, parts of the rows side by side.
   *
   * @param x (batch, inputs), or any shape that ends in inputs
   * @param weight (features, inputs)
   * @param bias (features)
   * @return (batch, features)
   */
  static Tensor apply(Tensor x, Tensor weight, Tensor bias) {
    if (!x.is_cpu() || x.dim() != 2) {
      return torch.linear(x, weight, new TensorOptional(bias));
    }
    boolean alone = x.size(0) == 1;
    if (alone || GradMode.is_enabled() || weight.numel() < LARGE) {
      return alone
          ? torch.addmv(bias, weight, x.select(0, 0)).unsqueeze(0)
          : weight.mm(x.t()).t().add(bias);
    }
    return (x.size(0) <= FEW ? pixel(x, weight) : parts(x, weight)).add(bias);
  }

  private static Tensor pixel(Tensor x, Tensor weight) {
    Tensor rows = PaddedMatrix.withGaps(weight);
    long features = rows.size(0);
    long inputs = rows.size(1);
    Tensor image = rows.view(1, features, 1, inputs).permute(0, 3, 1, 2);
    Tensor kernels = torch.constant_pad_nd(x, new long[] {0, inputs - x.size(1)}, new Scalar(0.0));
    return torch.conv2d(image, kernels.view(-1, inputs, 1, 1)).view(-1, features);
  }

  private static Tensor parts(Tensor x, Tensor weight) {
    long features = weight.size(0);
    Tensor[] parts =
        ParallelTasks.run(
                PARTS,
                part -> {
                  long start = part * features / PARTS;
                  long length = (part + 1) * features / PARTS - start;
                  return weight.narrow(0, start, length).mm(x.t()).t();
                })
            .toArray(Tensor[]::new);
    return torch.cat(new TensorVector(parts), 1);
  }
}
