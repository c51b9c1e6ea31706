package org.allnet.data.field;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the labels of fields are written. */
public enum FieldLayout {
  /** An XML file for each image, as of Pascal VOC and LabelImg. */
  VOC("Pascal VOC XML"),
  /** A JSON file for all images, as of COCO. */
  COCO("COCO JSON"),
  /** A text file for each image with parts of its width and height, and a {@code data.yaml}. */
  YOLO("YOLO text"),
  /** A text file of points for each image, as of ALL-IDB. */
  ALL_IDB("ALL-IDB centroids"),
  /** A JSON file for each image, as of LabelMe. */
  LABELME("LabelMe JSON"),
  /** An XML file for all images, as of CVAT 1.1. */
  CVAT("CVAT XML"),
  /** A GeoJSON file for each image, as of QuPath. */
  GEOJSON("QuPath GeoJSON"),
  /** A picture for each image whose values number the cells, as of Cellpose. */
  LABEL_IMAGES("label images"),
  /** A picture for each image with a value for cytoplasm and one for nuclei, as of Zheng et al. */
  CELL_MASKS("masks of cytoplasm and nucleus");

  private final String words;

  FieldLayout(String words) {
    this.words = words;
  }

  /** {@return what it is called in a sentence} */
  public String words() {
    return words;
  }

  /** {@return its name for programs and options, such as {@code all-idb}} */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@return the names of all of them} */
  public static List<String> keys() {
    return Arrays.stream(values()).map(FieldLayout::key).toList();
  }

  /**
   * Returns the layout of a name.
   *
   * @param key such as {@code voc}
   * @return the layout; empty if there is none of that name
   */
  public static Optional<FieldLayout> named(String key) {
    return Arrays.stream(values()).filter(layout -> layout.key().equals(key)).findFirst();
  }
}
