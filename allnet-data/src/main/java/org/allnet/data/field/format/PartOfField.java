package org.allnet.data.field.format;

import java.util.List;
import org.allnet.data.field.FieldPart;
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
   * @return its part; the whole set if names tell none
   */
  static FieldPart of(String image, String labels) {
    FieldPart ofImage = ofFolders(image);
    if (ofImage != null) {
      return ofImage;
    }
    FieldPart ofLabels = ofFolders(labels);
    if (ofLabels != null) {
      return ofLabels;
    }
    List<String> parts = FieldImages.parts(labels);
    FieldPart own = parts.isEmpty() ? null : part(PartWords.inName(parts.get(parts.size() - 1)));
    return own == null || labels.equals(image) ? FieldPart.WHOLE : own;
  }

  private static @Nullable FieldPart ofFolders(String name) {
    List<String> parts = FieldImages.parts(name);
    for (int i = parts.size() - 2; i >= 0; i--) {
      FieldPart part = part(PartWords.inName(parts.get(i)));
      if (part != null) {
        return part;
      }
    }
    return null;
  }

  private static @Nullable FieldPart part(PartWords.@Nullable Part part) {
    if (part == null) {
      return null;
    }
    return switch (part) {
      case TRAINING -> FieldPart.TRAINING;
      case VALIDATION -> FieldPart.VALIDATION;
      case TEST, EVALUATION, EXTERNAL -> FieldPart.TEST;
    };
  }
}
