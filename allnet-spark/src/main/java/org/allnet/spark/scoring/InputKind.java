package org.allnet.spark.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.data.file.ImageFormat;

/** What holds the images of a set. */
public enum InputKind {
  /** A file for each image. */
  IMAGES("image files"),
  /** Parquet files with a column of names and one of bytes. */
  PARQUET("Parquet files"),
  /** Arrow files or streams with a column of names and one of bytes. */
  ARROW("Arrow files"),
  /** Archives of image files. */
  TAR("tar files");

  private final String words;

  InputKind(String words) {
    this.words = words;
  }

  /** {@return what the files are for a reader} */
  public String words() {
    return words;
  }

  private List<String> endings() {
    return switch (this) {
      case IMAGES -> {
        List<String> all = new ArrayList<>();
        for (ImageFormat format : ImageFormat.values()) {
          all.addAll(format.endings());
        }
        yield all;
      }
      case PARQUET -> List.of("parquet");
      case ARROW -> List.of("arrow", "arrows", "feather", "ipc");
      case TAR -> List.of("tar");
    };
  }

  /** {@return the endings of files that hold many images, lower case, without the dot} */
  static Set<String> holders() {
    return Arrays.stream(values())
        .filter(kind -> kind != IMAGES)
        .flatMap(kind -> kind.endings().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Returns the kind of a file by its name's ending.
   *
   * @param name the file's name
   * @return empty if it is none of them
   */
  public static Optional<InputKind> of(String name) {
    String low = name.toLowerCase(Locale.ROOT);
    for (InputKind kind : values()) {
      for (String ending : kind.endings()) {
        if (low.endsWith(ending.startsWith(".") ? ending : "." + ending)) {
          return Optional.of(kind);
        }
      }
    }
    return Optional.empty();
  }
}
