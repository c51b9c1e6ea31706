package org.allnet.data.dataset;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.allnet.data.Counted;

/**
 * Folders that operating systems, network storage and notebooks make beside the user's own:
 * thumbnails, waste baskets, check points. What is in them is nobody's data set. Hidden folders,
 * whose names begin with a dot, count as such.
 */
public final class SystemFolders {

  private static final Pattern NAMES =
      Pattern.compile(
          "@(eadir|tmp|recycle|recently-snapshot|__thumb|sharebin|appstore|database)"
              + "|#(recycle|snapshot)|\\$.*|__macosx|__pycache__|recycler|recycled"
              + "|system volume information|lost\\+found|found\\.\\d{3}|config\\.msi"
              + "|network trash folder|temporary items|_vti_.*|lost\\.dir");

  /** A Mac's companions of files on foreign disks hold no pictures. */
  private static final String COMPANION = "._";

  private final Map<String, Integer> images = new TreeMap<>();
  private int hidden;

  SystemFolders() {}

  /**
   * Returns whether a folder is no user's.
   *
   * @param name its name, without those above it
   * @return whether it is hidden or of a name that systems use
   */
  public static boolean isOne(String name) {
    return name.startsWith(".") || NAMES.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  /** Counts the images in such a folder. */
  void passOver(Path folder) throws IOException {
    int count = pictures(folder);
    if (count > 0) {
      images.merge(folder.getFileName().toString(), count, Integer::sum);
    }
  }

  /** {@return how many images are in a folder and below} */
  static int pictures(Path folder) throws IOException {
    int[] count = new int[1];
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            count[0] += isPicture(file) ? 1 : 0;
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
          }
        });
    return count[0];
  }

  /** Counts a hidden file if it is an image. */
  void passOverFile(Path file) {
    hidden += isPicture(file) ? 1 : 0;
  }

  /** {@return one line: how many images were passed over where; empty if there was none} */
  String describe() {
    int all = images.values().stream().mapToInt(Integer::intValue).sum();
    String folders =
        images.entrySet().stream()
            .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
            .collect(Collectors.joining(", "));
    String inFolders =
        all == 0
            ? ""
            : Counted.of(all, "image") + " in hidden folders or folders of the system: " + folders;
    String files = hidden == 0 ? "" : Counted.of(hidden, "hidden image").toString();
    String both = inFolders + (all == 0 || hidden == 0 ? "" : "; and ") + files;
    return both.isEmpty() ? "" : "passed over: " + both;
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString();
    return ImageEndings.isImage(name) && !name.startsWith(COMPANION);
  }
}
