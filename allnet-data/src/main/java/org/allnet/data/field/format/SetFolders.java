package org.allnet.data.field.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.file.FileNames;
import org.allnet.data.folder.PartWords;
import org.jspecify.annotations.Nullable;

/**
 * Whether folders say that labels are about another image of the same name: one of another person
 * or part. Labels and images often lie in folders of their own, such as {@code Annotations} and
 * {@code JPEGImages}, and labels may hold paths of another computer. So folders that differ are no
 * contradiction unless they name two parts, differ in nothing but a number, or one of them is known
 * to hold images with their labels. If folders of labels and of images have unlike names and there
 * are several of each, nobody knows which belong together.
 */
final class SetFolders {

  /** Names of what is in a folder, not of whom it is about. */
  private static final Pattern CONTENT =
      Pattern.compile(
          "(?i)im(age|g)?s?|pictures?|photos?|label(s|led)?|annot(ation|ated)?s?|ground[\\s_-]*truths?|gt|(pascal[\\s_-]*)?voc|coco|yolo|cvat|labelme|qupath|cellpose|box(es)?|bbox(es)?|polygons?|contours?|outlines?|centroids?|xycs?|jpe?gs?|pngs?|tiffs?|bmps?|xmls?|(geo)?jsons?|txts?|masks?|raw|data|data_?sets?|files?|obj|v\\d+|[\\s_.-]+");

  private static final Pattern DIGITS = Pattern.compile("\\d+");

  private final Set<String> ofImages = new HashSet<>();

  /** Folders that hold images and their labels, by the ending of the labels. */
  private final Map<String, Set<String>> ofPairs = new HashMap<>();

  private final Set<PartWords.Part> parts = EnumSet.noneOf(PartWords.Part.class);

  private final List<List<String>> foldersOfImages = new ArrayList<>();
  private final List<List<String>> foldersOfLabels = new ArrayList<>();
  private final Map<List<String>, Below> imagesBelow = new HashMap<>();
  private final Map<List<String>, Below> labelsBelow = new HashMap<>();

  /**
   * The folders below another, found once for all files that ask.
   *
   * @param all every folder, however deep
   * @param first the first of each path that says something
   */
  private record Below(Set<String> all, Set<String> first) {

    static Below of(List<String> above, List<List<String>> paths) {
      Set<String> all = new HashSet<>();
      Set<String> first = new HashSet<>();
      for (List<String> path : paths) {
        if (path.size() > above.size() && path.subList(0, above.size()).equals(above)) {
          List<String> rest = path.subList(above.size(), path.size());
          all.addAll(rest);
          saying(rest).stream().findFirst().ifPresent(first::add);
        }
      }
      return new Below(all, first);
    }
  }

  /**
   * Looks at the names of a set's files.
   *
   * @param found all files
   * @param images those of them that are images of fields
   * @param files those of them that labels are read from
   */
  SetFolders(FoundFiles found, Collection<Path> images, Collection<Path> files) {
    files.stream()
        .map(file -> folders(folded(found.name(file))))
        .distinct()
        .forEach(foldersOfLabels::add);
    images.stream()
        .map(image -> folders(folded(found.name(image))))
        .distinct()
        .forEach(foldersOfImages::add);
    Map<String, List<List<String>>> labelsOf = new HashMap<>();
    for (Path other : found.others()) {
      List<String> name = folded(found.name(other));
      labelsOf.computeIfAbsent(stem(name), key -> new ArrayList<>()).add(name);
    }
    for (Path image : images) {
      List<String> name = folded(found.name(image));
      ofImages.addAll(folders(name));
      for (String stem : ImageNames.labelStems(name.get(name.size() - 1))) {
        for (List<String> labels : labelsOf.getOrDefault(stem, List.of())) {
          Set<String> both = new HashSet<>(folders(name));
          both.retainAll(folders(labels));
          ofPairs.computeIfAbsent(ending(labels), key -> new HashSet<>()).addAll(both);
        }
      }
      PartWords.Part part = part(folders(name));
      if (part != null) {
        parts.add(part);
      }
    }
  }

  /**
   * Returns whether a label file lies in a folder that is not that of an image.
   *
   * @param labels the label file's name in the set
   * @param image the image's
   */
  boolean apart(String labels, String image) {
    List<String> of = new ArrayList<>(folders(folded(labels)));
    List<String> is = new ArrayList<>(folders(folded(image)));
    while (!of.isEmpty() && !is.isEmpty() && of.get(0).equals(is.get(0))) {
      of.remove(0);
      is.remove(0);
    }
    Set<String> pairs = ofPairs.getOrDefault(ending(folded(labels)), Set.of());
    return contradict(of, is, pairs) || isOnlyIn(is, of, pairs);
  }

  /**
   * Returns whether a path in a label file leads elsewhere than to an image.
   *
   * @param reference the parts of the path, its file name last
   * @param labels the label file's name in the set, which tells the part if the path has no folder
   * @param image the image's name in the set
   */
  boolean apart(List<String> reference, String labels, String image) {
    List<String> of = folders(folded(String.join("/", reference)));
    List<String> is = folders(folded(image));
    if (of.isEmpty()) {
      String file = stem(folded(labels));
      PartWords.Part own = part(List.of(file));
      PartWords.Part other = part(is);
      List<String> name = folded(image);
      boolean ofOneImage = ImageNames.labelStems(name.get(name.size() - 1)).contains(file);
      return !ofOneImage && own != null && other != null && own != other && parts.contains(own);
    }
    return contradict(of, is, ofImages);
  }

  /**
   * Returns whether a path in a label file names a folder of an image that tells it from others.
   * Each person may have a folder {@code images}, so such a folder tells nothing.
   *
   * @param reference the parts of the path, its file name last
   * @param image the image's name in the set
   */
  boolean tell(List<String> reference, String image) {
    List<String> of = folded(String.join("/", reference));
    List<String> is = folded(image);
    int end = FieldImages.commonEnd(of, is);
    return end > 1
        && is.subList(is.size() - end, is.size() - 1).stream()
            .anyMatch(folder -> !said(folder).isEmpty());
  }

  /** What folders that don't contradict each other say of labels and an image in them. */
  enum Relation {
    /** Nothing speaks against one being about the other. */
    TOLD,
    /** They have other names, and no other folder of labels or of images is there. */
    PRESUMED,
    /** They have other names, and there are others. */
    UNKNOWN
  }

  /**
   * Returns what folders say that are not {@link #apart}. If their names say two things, they may
   * be of two persons, or one of labels and one of images.
   *
   * @param labels the label file's name in the set
   * @param image the image's
   */
  Relation relation(String labels, String image) {
    List<String> of = folders(folded(labels));
    List<String> is = folders(folded(image));
    int common = 0;
    while (common < Math.min(of.size(), is.size()) && of.get(common).equals(is.get(common))) {
      common++;
    }
    List<String> above = List.copyOf(of.subList(0, common));
    int end = FieldImages.commonEnd(of.subList(common, of.size()), is.subList(common, is.size()));
    List<String> one = saying(of.subList(common, of.size() - end));
    List<String> other = saying(is.subList(common, is.size() - end));
    if (one.isEmpty() || other.isEmpty()) {
      return Relation.TOLD;
    }
    Below labelled = labelsBelow.computeIfAbsent(above, key -> Below.of(key, foldersOfLabels));
    Below shown = imagesBelow.computeIfAbsent(above, key -> Below.of(key, foldersOfImages));
    boolean deep = one.size() > 1 && other.size() > 1;
    boolean both =
        one.stream().anyMatch(shown.all()::contains)
            || other.stream().anyMatch(labelled.all()::contains);
    return deep || both || (labelled.first().size() > 1 && shown.first().size() > 1)
        ? Relation.UNKNOWN
        : Relation.PRESUMED;
  }

  /** Folders that are called neither after what is in them nor after a part. */
  private static List<String> saying(List<String> folders) {
    return folders.stream()
        .filter(folder -> !said(folder).isEmpty() && part(List.of(folder)) == null)
        .toList();
  }

  /** Whether folders say two things, but for those at the end that are the same. */
  private static boolean contradict(List<String> of, List<String> is, Set<String> known) {
    List<String> one = new ArrayList<>(of);
    List<String> other = new ArrayList<>(is);
    while (!one.isEmpty()
        && !other.isEmpty()
        && one.get(one.size() - 1).equals(other.get(other.size() - 1))) {
      one.remove(one.size() - 1);
      other.remove(other.size() - 1);
    }
    if (one.isEmpty() || other.isEmpty()) {
      return false;
    }
    PartWords.Part ofPart = part(one);
    PartWords.Part isPart = part(other);
    return (ofPart != null && isPart != null && ofPart != isPart)
        || isOnlyIn(one, other, known)
        || areNumbered(one, other);
  }

  /** Whether a folder of the first that says something is known, and not of the second. */
  private static boolean isOnlyIn(List<String> one, List<String> other, Set<String> known) {
    return !one.isEmpty()
        && !other.isEmpty()
        && one.stream()
            .anyMatch(
                folder ->
                    known.contains(folder) && !other.contains(folder) && !said(folder).isEmpty());
  }

  /** Whether two folders are called alike but for their numbers, as those of persons are. */
  private static boolean areNumbered(List<String> one, List<String> other) {
    for (String a : one) {
      for (String b : other) {
        String x = said(a);
        String y = said(b);
        if (!x.equals(y)
            && DIGITS.matcher(x).find()
            && DIGITS.matcher(y).find()
            && DIGITS.matcher(x).replaceAll("#").equals(DIGITS.matcher(y).replaceAll("#"))
            && !one.contains(b)
            && !other.contains(a)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String said(String folder) {
    return CONTENT.matcher(folder).replaceAll("");
  }

  /** The part that the innermost folder tells that tells one. */
  private static PartWords.@Nullable Part part(List<String> folders) {
    for (int i = folders.size() - 1; i >= 0; i--) {
      PartWords.Part part = PartWords.inName(folders.get(i));
      if (part != null
          && part != PartWords.Part.EVALUATION
          && part != PartWords.Part.EXTERNAL
          && !folders.get(i).contains("trainval")) {
        return part;
      }
    }
    return null;
  }

  private static String stem(List<String> name) {
    return FileNames.stem(name.get(name.size() - 1));
  }

  private static String ending(List<String> name) {
    return name.get(name.size() - 1).substring(stem(name).length());
  }

  private static List<String> folders(List<String> name) {
    return name.subList(0, name.size() - 1);
  }

  private static List<String> folded(String name) {
    return FieldImages.parts(name.toLowerCase(Locale.ROOT));
  }
}
