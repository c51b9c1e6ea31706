package org.allnet.data.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.allnet.data.Counted;
import org.allnet.data.file.FileNames;

/**
 * Pictures that say where a cell is and show none: those in folders of masks, and files that are
 * named like an image with {@code _mask}, {@code thumb_} or the like. They are passed over and
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
          "(?iu)(?:(.+?)[\\s_.-]*(?:%1$s|%2$s(?:[\\s_.+-]*\\d{1,4})?)|(?:%1$s|%2$s)[\\s_.-]+(.+))"
              .formatted(WORD, CHANGED));

  private static final Pattern KERAS = Pattern.compile("(?i)" + CHANGED + "_(.+)_\\d{1,5}");

  private static final int NAMED = 3;

  private final Map<String, Integer> inFolders = new TreeMap<>();
  private final List<String> first = new ArrayList<>();
  private int files;

  /** {@return whether a folder of that name holds masks} */
  static boolean isFolder(String name) {
    String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
    return FOLDER.matcher(composed.toLowerCase(Locale.ROOT).replaceAll("[\\s_.#-]+", "")).matches();
  }

  /**
   * Returns the names of the images that a mask or a changed copy may be named after.
   *
   * @param stem a file's name without ending, such as {@code a0_mask} or {@code aug_a0_7}
   * @return such as {@code a0}, and {@code a0_7} before it; none if it says nothing of a mask or
   *     copy
   */
  public static List<String> imagesOf(String stem) {
    List<String> images = new ArrayList<>();
    Matcher mask = FILE.matcher(stem);
    if (mask.matches()) {
      images.add(mask.group(1) == null ? mask.group(2) : mask.group(1));
    }
    Matcher keras = KERAS.matcher(stem);
    if (keras.matches()) {
      images.add(keras.group(1));
    }
    images.addAll(CopyNames.augmentedOf(stem));
    return images;
  }

  /** Counts the pictures in a folder of masks. */
  void passOver(Path folder) throws IOException {
    int count = SystemFolders.pictures(folder);
    if (count > 0) {
      inFolders.merge(folder.getFileName().toString(), count, Integer::sum);
    }
  }

  /**
   * Takes out files of masks and changed copies that lie beside the image that they are named
   * after, or in the folder that Augmentor makes in its folder. Keras does not tell the image: what
   * it certainly made is taken out beside other images.
   *
   * @param images names of images with their folders, which are changed
   * @param above gives the images of the folder that a folder is in, if they are not among them
   */
  void takeOutOf(List<Path> images, Function<Path, List<Path>> above) {
    Set<Path> stems = new HashSet<>();
    images.stream()
        .filter(image -> CopyNames.isOfOutputFolder(stem(image)))
        .map(Masks::above)
        .distinct()
        .flatMap(folder -> above.apply(folder).stream())
        .forEach(image -> stems.add(image.resolveSibling(stem(image))));
    Map<Path, List<String>> folders = new HashMap<>();
    for (Path image : images) {
      stems.add(image.resolveSibling(stem(image)));
      folders
          .computeIfAbsent(image.resolveSibling(""), folder -> new ArrayList<>())
          .add(stem(image));
    }
    Set<Path> madeByKeras = new HashSet<>();
    folders.forEach(
        (folder, names) -> {
          KerasNames keras = KerasNames.of(names);
          if (!names.stream().allMatch(keras::isMade)) {
            names.stream()
                .filter(keras::isMade)
                .forEach(name -> madeByKeras.add(folder.resolve(name)));
          }
        });
    List<String> taken = new ArrayList<>();
    images.removeIf(
        image -> {
          String stem = stem(image);
          boolean beside =
              imagesOf(stem).stream()
                  .anyMatch(
                      original ->
                          stems.contains(image.resolveSibling(original))
                              || (CopyNames.isOfOutputFolder(stem)
                                  && stems.contains(above(image).resolveSibling(original))));
          boolean keras = madeByKeras.contains(image.resolveSibling(stem));
          if (beside || keras) {
            taken.add(image.getFileName().toString());
          }
          return beside || keras;
        });
    files += taken.size();
    taken.stream().sorted().limit(NAMED - first.size()).forEach(first::add);
  }

  private static Path above(Path image) {
    Path folder = image.getParent();
    return folder == null || folder.getFileName() == null ? image : folder;
  }

  /** {@return lines that say what was passed over} */
  List<String> describe() {
    List<String> lines = new ArrayList<>();
    if (!inFolders.isEmpty()) {
      lines.add(
          "passed over: %s in folders of masks: %s"
              .formatted(
                  Counted.of(
                      inFolders.values().stream().mapToInt(Integer::intValue).sum(), "image"),
                  inFolders.entrySet().stream()
                      .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                      .collect(Collectors.joining(", "))));
    }
    if (files > 0) {
      lines.add(
          "passed over: %s named like another with a word for masks or copies: %s%s"
              .formatted(
                  Counted.of(files, "image").then("that is", "that are"),
                  String.join(", ", first),
                  files > NAMED ? ", ..." : ""));
    }
    return lines;
  }

  private static String stem(Path file) {
    return CopyNames.parted(FileNames.stem(file.getFileName().toString()));
  }
}
