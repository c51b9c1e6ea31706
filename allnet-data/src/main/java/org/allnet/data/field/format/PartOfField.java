package org.allnet.data.field.format;

import java.util.List;
import org.allnet.data.field.Field;
import org.allnet.data.folder.PartWords;
import org.jspecify.annotations.Nullable;

/** The part of a set that an image belongs to, told by names of folders and label files. */
final class PartOfField {

  private PartOfField() {}

  /**
   * Returns an image's part.
   *
   * @param image the image's name in the set
   * @param labels the name of its label file in the set
   * @return {@code train}, {@code val}, {@code test} or {@code all}
   */
  static String of(String image, String labels) {
    String ofImage = ofFolders(image);
    if (ofImage != null) {
      return ofImage;
    }
    String ofLabels = ofFolders(labels);
    if (ofLabels != null) {
      return ofLabels;
    }
    List<String> parts = FieldImages.parts(labels);
    String own = parts.isEmpty() ? null : key(PartWords.inName(parts.get(parts.size() - 1)));
    return own == null || labels.equals(image) ? Field.WHOLE : own;
  }

  private static @Nullable String ofFolders(String name) {
    List<String> parts = FieldImages.parts(name);
    for (int i = parts.size() - 2; i >= 0; i--) {
      String key = key(PartWords.inName(parts.get(i)));
      if (key != null) {
        return key;
      }
    }
    return null;
  }

  private static @Nullable String key(PartWords.@Nullable Part part) {
    if (part == null) {
      return null;
    }
    return switch (part) {
      case TRAINING -> "train";
      case VALIDATION -> "val";
      case TEST, EVALUATION, EXTERNAL -> "test";
    };
  }
}
