package org.allnet.data.dataset;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.data.file.ImageFormat;

/** The endings by which files are known for pictures before they are opened. */
public final class ImageEndings {

  private static final Set<String> READ =
      Arrays.stream(ImageFormat.values())
          .flatMap(format -> format.endings().stream())
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> OTHER =
      Set.of(
          "gif", "webp", "heic", "heif", "avif", "jp2", "j2k", "jpx", "jxl", "jxr", "svg", "dcm",
          "dicom", "svs", "ndpi", "mrxs", "scn", "czi", "nd2", "lif", "lsm", "oib", "oif", "vsi",
          "psd", "xcf", "raw", "dng", "cr2", "cr3", "nef", "arw", "orf", "rw2", "ppm", "pgm", "pbm",
          "pnm", "tga", "ico", "pcx", "exr", "hdr");

  private ImageEndings() {}

  /**
   * Returns whether a file is read as a picture.
   *
   * @param name a file's name
   * @return whether it ends as files of an {@link ImageFormat} do
   */
  public static boolean isImage(String name) {
    return READ.contains(of(name));
  }

  /**
   * Returns whether a file is a picture of another kind, which is not read.
   *
   * @param name a file's name
   * @return whether it ends as GIF, WebP, HEIC and the like do
   */
  public static boolean isOtherPicture(String name) {
    return OTHER.contains(of(name));
  }

  /**
   * Returns a file's ending.
   *
   * @param name a file's name
   * @return what follows the last dot, lower case; empty if there is none
   */
  public static String of(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
