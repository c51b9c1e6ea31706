package org.allnet.inference.image.segmentation;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.allnet.data.RunException;
import org.allnet.data.file.AtomicFile;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Brings a batch back from the device as 8-bit pictures and writes them. Thread-safe. */
public final class SegmentedImageWriter {

  static {
    // Its cache of temporary files on disk only slows writing to memory and files down.
    ImageIO.setUseCache(false);
  }

  private SegmentedImageWriter() {}

  /**
   * Turns a colour batch into pictures.
   *
   * @param rgb01 float32 (batch, 3, height, width) in [0,1]
   * @return n RGB pictures; 0 becomes 0, 1 becomes 255, halves go up
   */
  public static List<BufferedImage> pictures(Tensor rgb01) {
    try (PointerScope scope = new PointerScope()) {
      return fromLevels(rgb01.mul(new Scalar(255f)));
    }
  }

  /**
   * Turns a plane or a mask into grey pictures.
   *
   * @param plane float32 (batch, 1, height, width)
   * @param white the value that becomes 255; 0 becomes 0
   * @return n RGB pictures of equal channels
   */
  public static List<BufferedImage> greyPictures(Tensor plane, double white) {
    try (PointerScope scope = new PointerScope()) {
      return fromLevels(
          plane
              .mul(new Scalar((float) (255 / white)))
              .expand(plane.size(0), 3, plane.size(2), plane.size(3)));
    }
  }

  private static List<BufferedImage> fromLevels(Tensor levels) {
    int n = (int) levels.size(0);
    int height = (int) levels.size(2);
    int width = (int) levels.size(3);
    List<BufferedImage> pictures = new ArrayList<>(n);
    Tensor rounded = levels.add(new Scalar(0.5f)).to(ScalarType.Byte);
    byte[] bytes = Tensors.toBytes(rounded.permute(0, 2, 3, 1));
    int[] row = new int[width];
    int at = 0;
    for (int i = 0; i < n; i++) {
      BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          row[x] = (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff);
          at += 3;
        }
        picture.setRGB(0, y, width, 1, row, 0, width);
      }
      pictures.add(picture);
    }
    return pictures;
  }

  /**
   * Writes a picture whole or not at all.
   *
   * @param picture an RGB picture
   * @param file where to; its folder is made
   * @param format which format, whatever the file's extension
   * @throws RunException if it can't be written
   */
  public static void write(BufferedImage picture, Path file, LosslessFormat format) {
    AtomicFile.write(
        file,
        out -> {
          if (!ImageIO.write(picture, format.extension(), out)) {
            throw new IOException("this Java has no writer for " + format);
          }
        });
  }
}
