package org.allnet.inference.image.segmentation;

/** Lossless file formats that images are written in. */
public enum LosslessFormat {
  /** Portable Network Graphics: compressed. */
  PNG,
  /** Windows bitmap, as C-NMC has it: not compressed. */
  BMP;

  /** {@return the file extension without the dot, also ImageIO's name of the format} */
  public String extension() {
    return this == PNG ? "png" : "bmp";
  }
}
