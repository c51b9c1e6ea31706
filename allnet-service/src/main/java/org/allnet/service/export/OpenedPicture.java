package org.allnet.service.export;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.allnet.data.RunException;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.Hash;
import org.allnet.service.store.BlobStore;

/** A stored picture, which the service has encoded itself, and out of which cells are cut. */
final class OpenedPicture {

  private final BufferedImage picture;

  private OpenedPicture(BufferedImage picture) {
    this.picture = picture;
  }

  /**
   * Opens a picture.
   *
   * @param blobs where it is
   * @param content by which hash
   * @return empty if it was erased
   * @throws RunException if it is damaged, or no picture
   */
  static Optional<OpenedPicture> open(BlobStore blobs, Hash content) {
    return blobs.read(content).map(bytes -> new OpenedPicture(decoded(bytes, content)));
  }

  private static BufferedImage decoded(byte[] bytes, Hash content) {
    try {
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(bytes));
      if (picture != null) {
        return picture;
      }
    } catch (IOException e) {
      throw new RunException("picture: the stored %s can't be read".formatted(content), e);
    }
    throw new RunException("picture: the stored %s is none".formatted(content));
  }

  /**
   * Returns a cell as a PNG.
   *
   * @param box where it is
   * @throws RunException if the box reaches out of the picture
   */
  byte[] png(Cell.Box box) {
    if (box.x() + box.width() > picture.getWidth()
        || box.y() + box.height() > picture.getHeight()) {
      throw new RunException("picture: is smaller than the cell's box says");
    }
    BufferedImage cell = new BufferedImage(box.width(), box.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < box.height(); y++) {
      for (int x = 0; x < box.width(); x++) {
        cell.setRGB(x, y, picture.getRGB(box.x() + x, box.y() + y));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(cell, "png", bytes);
    } catch (IOException e) {
      throw new RunException("picture: a cell can't be encoded", e);
    }
    return bytes.toByteArray();
  }
}
