package org.allnet.inference.network.architecture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The step from a network's outputs to probabilities, in double precision, by libtorch. */
public final class LogitSoftmax {

  private LogitSoftmax() {}

  /**
   * Returns the probabilities of images.
   *
   * @param logits (batch, classes)
   * @return (batch, classes) of doubles, each row summing to 1
   */
  public static Tensor of(Tensor logits) {
    return torch.softmax(logits.to(torch.ScalarType.Double), 1);
  }

  /**
   * Returns the probabilities of images on Java's side.
   *
   * @param logits (batch, classes)
   * @return a row for each image, with a probability for each class
   */
  public static List<double[]> rows(Tensor logits) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      return toRows(of(logits));
    }
  }

  /**
   * Returns the rows of a table of doubles.
   *
   * @param table (rows, columns)
   */
  public static List<double[]> toRows(Tensor table) {
    double[] values = Tensors.toDoubles(table);
    int length = (int) table.size(1);
    List<double[]> rows = new ArrayList<>();
    for (int start = 0; start < values.length; start += length) {
      rows.add(Arrays.copyOfRange(values, start, start + length));
    }
    return rows;
  }
}
