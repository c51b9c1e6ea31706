package org.allnet.data.dataset;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a word in the name of a folder says of its pictures. The one list of such words, in the
 * languages that laboratories use.
 */
public enum PictureKind {
  /** Images as such, all of a class or a set. */
  IMAGES("images image img imgs"),
  /** Other words for pictures. */
  PHOTOS("picture pic photo foto bild bilder resim imagen imagem immagine grafik grafiken"),
  /** What somebody drew into pictures or wrote of them. */
  LABELS(
      """
      labels annotations annotated overlay overlays groundtruth groundtruths gt labelled labeled
      contour contours kontur konturen outlines qupath
      """),
  /** Cells or parts of them that are told from the ground. */
  MASKS(
      """
      mask masks masked maske masken maschera maschere mascara mascaras máscara máscaras masque
      masques seg segs segmented segmentation segmentations maskeli маска маски сегментация 分割 掩码 掩膜 掩模
      """),
  /** Pictures that others are made of. */
  ORIGINALS(
      """
      original originals raw unmasked orijinal originale originali originales originalbild
      исходные исходное оригинал оригиналы 原图 原圖 原始
      """),
  /** Pictures that are made of others, of whole data sets. */
  MADE(
      """
      processed preprocessed normalized normalised cropped resized augmented augment augmentation
      aug flipped rotated copy copies kopie kopien copia copie
      """),
  /** Other words for what is done to a picture. */
  CHANGED(
      """
      crop crops norm resize rescale rescaled rotation flip blur blurred contrast enhanced denoised
      sharpen sharpened brightness saturation sat kontrast sigma alpha
      kopya kirpik recorte recortes recortado ausschnitt ausschnitte zugeschnitten zoom gamma noise
      """),
  /** What a filter or a network makes of a picture. */
  FILTERED(
      """
      filter filtered edge edges gradient grad otsu binary gabor sobel canny laplace gauss gaussian
      median thresh threshold dilate dilated erode eroded morph watershed unet sam wavelet pca lbp hist
      histogram kernel conv
      output outputs result results
      """),
  /** Pictures in grey that are copies of data sets. */
  GREY("grayscale greyscale"),
  /** Colour spaces and their channels. */
  COLOURS("rgb hsv hsi lab gray grey ycbcr"),
  /** How much of a cell or a field is there. */
  EXTENT("full whole cut orig part small large thumb nucleus nuclei"),
  /** What counts versions, sizes, planes and channels of pictures. */
  MEASURES(
      """
      version ver variant size scale resolution px level step stage stain channel method view plane
      layer focus frame angle deg quality jpeg png tif tiff webp bit res dim input pyramid exposure depth
      """);

  private static final Map<String, PictureKind> BY_WORD = new HashMap<>();

  static {
    for (PictureKind kind : values()) {
      for (String word : kind.words.strip().split("\\s+")) {
        if (BY_WORD.put(word, kind) != null) {
          throw new IllegalStateException("'" + word + "' is listed twice");
        }
      }
    }
  }

  /** Kinds that tell copies of a whole data set, or of a class. */
  private static final Set<PictureKind> OF_SETS =
      EnumSet.of(IMAGES, LABELS, MASKS, ORIGINALS, MADE, GREY);

  /** Kinds that are not of further cells if they are counted. */
  private static final Set<PictureKind> COUNTED = EnumSet.complementOf(EnumSet.of(EXTENT));

  /** Kinds that tell apart pictures of the same cells behind or before a name. */
  private static final Set<PictureKind> BESIDE =
      EnumSet.complementOf(EnumSet.of(IMAGES, PHOTOS, MEASURES));

  private final String words;

  PictureKind(String words) {
    this.words = words;
  }

  private static boolean is(String word, Set<PictureKind> kinds) {
    PictureKind kind = BY_WORD.get(word);
    return kind != null && kinds.contains(kind);
  }

  /**
   * Returns whether a word tells copies of a whole data set or of a class, such as {@code
   * segmented}.
   *
   * @param word in lower case
   */
  public static boolean isOfSets(String word) {
    return is(word, OF_SETS);
  }

  /**
   * Returns whether a word is one for images, so that a number behind it may tell a copy, such as
   * {@code crop1} and {@code crop2}.
   *
   * @param word in lower case, with or without an s behind it
   */
  static boolean isCounted(String word) {
    String single = word.length() > 2 ? word.replaceFirst("s$", "") : word;
    return is(word, COUNTED) || is(single, COUNTED) || is(single + "s", COUNTED);
  }

  /**
   * Returns whether a word behind or before a name tells which kind of picture of the same cells a
   * folder has, such as {@code P1_full} and {@code P1_cut}.
   *
   * @param word in lower case
   */
  static boolean isBeside(String word) {
    return is(word, BESIDE);
  }
}
