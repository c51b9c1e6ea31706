package org.allnet.network.pictures;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.allnet.data.RunException;
import org.allnet.data.file.AtomicFile;
import org.allnet.network.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A batch of pictures as bytes on the heap.
 *
 * @param height rows of each
 * @param width columns of each
 * @param rgb all pictures one after the other, row by row, red, green, blue
 */
record Pixels8(int height, int width, byte[] rgb) {

  /**
   * Copies a batch from the device.
   *
   * @param images float32 [n,3,h,w] or [n,1,h,w]
   * @param scale what to multiply by to get 0 to 255
   * @return the bytes; a single plane is written three times
   */
  static Pixels8 of(Tensor images, double scale) {
    try (PointerScope scope = new PointerScope()) {
      Tensor levels = images.mul(new Scalar(scale)).round().clamp_max_(new Scalar(255));
      Tensor rgb = levels.size(1) == 1 ? levels.expand(-1, 3, -1, -1) : levels;
      Tensor bytes = rgb.to(ScalarType.Byte).permute(0, 2, 3, 1).contiguous();
      return new Pixels8((int) images.size(2), (int) images.size(3), Tensors.toBytes(bytes));
    }
  }

  BufferedImage picture(int index) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    byte[] bgr = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    int start = index * bgr.length;
    for (int i = 0; i < bgr.length; i += 3) {
      bgr[i] = rgb[start + i + 2];
      bgr[i + 1] = rgb[start + i + 1];
      bgr[i + 2] = rgb[start + i];
    }
    return picture;
  }

  /** Writes one picture as PNG, whole or not at all. */
  static void write(BufferedImage picture, Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new RunException(file + ": its folder can't be made (" + e.getMessage() + ")", e);
    }
    AtomicFile.write(
        file,
        out -> {
          if (!ImageIO.write(picture, "png", out)) {
            throw new IOException("no PNG writer");
          }
        });
  }
}
