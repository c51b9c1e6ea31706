package org.allnet.data.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.allnet.data.file.FileNames;

/**
 * Pictures that say where a cell is and show none: those in folders of masks, and files that are
 * called as an image with {@code _mask}, {@code thumb_} or the like. They are passed over and
 * counted.
 */
public final class Masks {

  private static final String MASK = "masks?|masken?|mascher[ae]|m[aá]scaras?|masques?";

  private static final Pattern FOLDER =
      Pattern.compile(
          "\\p{L}*("
              + MASK
              + "|groundtruths?|trimaps?)(png|images?|\\d)?|gts?|(image)?(thumbs?|thumbnails?|previews?)");

  private static final String WORD =
      "(?:"
          + MASK
          + "|ground[\\s_-]?truth|gt|segs?|segmentation|segmented|labels?|labell?ed"
          + "|annotations?|annotated|overlays?|contours?|kontur(?:en)?|outlines?|qupath"
          + "|thumbs?|thumbnails?|previews?|nucleus|nuclei)";

  private static final String CHANGED =
      "(?:aug|augmented|augmentation|[hv]?flip(?:ped)?|rot|rotate|rotated|mirror|mirrored|noise"
          + "|noisy|blur|blurred)";

  /** Augmenters number what they make: {@code a0_aug1}, {@code a0_rot90}, {@code aug_a0_17}. */
  private static final Pattern FILE =
      Pattern.compile(
          "(?iu)(?:(.+?)[\\s_.-]*(?:%1$s|%2$s(?:[\\s_.-]*\\d{1,4})?)|(?:%1$s|%2$s)[\\s_.-]+(.+))"
              .formatted(WORD, CHANGED));

  private static final Pattern KERAS = Pattern.compile("(?i)" + CHANGED + "_(.+)_\\d{1,5}");

  private static final int NAMED = 3;

  private final Map<String, Integer> inFolders = new TreeMap<>();
  private final List<String> files = new ArrayList<>();

  /** {@return whether a folder of that name holds masks} */
  static boolean isFolder(String name) {
    String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
    return FOLDER.matcher(composed.toLowerCase(Locale.ROOT).replaceAll("[\\s_.#-]+", "")).matches();
  }

  /**
   * Returns the name of the image that a mask or the like is called after.
   *
   * @param stem a file's name without ending, such as {@code a0_mask}
   * @return such as {@code a0}; the name itself if it says nothing of a mask
   */
  public static String imageOf(String stem) {
    Matcher mask = FILE.matcher(stem);
    return mask.matches() ? image(mask) : stem;
  }

  private static String image(Matcher mask) {
    String before = mask.group(1);
    return before == null ? mask.group(2) : before;
  }

  /** Counts the pictures in a folder of masks. */
  void passOver(Path folder) throws IOException {
    int count = SystemFolders.pictures(folder);
    if (count > 0) {
      inFolders.merge(folder.getFileName().toString(), count, Integer::sum);
    }
  }

  /**
   * Takes out files of masks that lie beside the image that they are called after.
   *
   * @param images names of images with their folders, which are changed
   */
  void takeOutOf(List<Path> images) {
    Set<Path> stems = new HashSet<>();
    images.forEach(image -> stems.add(image.resolveSibling(stem(image))));
    images.removeIf(
        image -> {
          Matcher mask = FILE.matcher(stem(image));
          Matcher keras = KERAS.matcher(stem(image));
          boolean beside =
              (mask.matches() && stems.contains(image.resolveSibling(image(mask))))
                  || (keras.matches() && stems.contains(image.resolveSibling(keras.group(1))));
          if (beside) {
            files.add(image.getFileName().toString());
          }
          return beside;
        });
  }

  /** {@return lines that say what was passed over} */
  List<String> describe() {
    List<String> lines = new ArrayList<>();
    if (!inFolders.isEmpty()) {
      lines.add(
          "passed over: %d images in folders of masks: %s"
              .formatted(
                  inFolders.values().stream().mapToInt(Integer::intValue).sum(),
                  inFolders.entrySet().stream()
                      .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                      .collect(Collectors.joining(", "))));
    }
    if (!files.isEmpty()) {
      lines.add(
          "passed over: %d images that are called as another with a word for masks or copies: %s%s"
              .formatted(
                  files.size(),
                  String.join(", ", files.subList(0, Math.min(NAMED, files.size()))),
                  files.size() > NAMED ? ", ..." : ""));
    }
    return lines;
  }

  private static String stem(Path file) {
    return FileNames.stem(file.getFileName().toString());
  }
}
