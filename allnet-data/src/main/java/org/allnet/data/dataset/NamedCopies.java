package org.allnet.data.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.allnet.data.Counted;
import org.allnet.data.dataset.AlikeFolders.Pair;
import org.allnet.data.dataset.CopyNames.Numbered;
import org.allnet.data.file.FileNames;

/**
 * Images that are probably made of one image, by their names: what Roboflow, Augmentor or Keras
 * made of it, its edited, cropped or turned copies, and names that differ only in what recurs for
 * others. Turned by other angles than quarters, such copies can't be told by their looks. Names are
 * compared within a folder, and among images of one class and person. Immutable.
 */
public final class NamedCopies {

  /** An image's place and name, and whom it may be a copy of. */
  private record Named(String image, String folder, String stem) {

    static Named of(String image) {
      int name = image.lastIndexOf('/') + 1;
      String stem = CopyNames.parted(stem(image.substring(name))).toLowerCase(Locale.ROOT);
      return new Named(image, image.substring(0, name).toLowerCase(Locale.ROOT), stem);
    }

    /** Without the ending, which has no mark in it: {@code c0.png#tta1} has none. */
    private static String stem(String name) {
      String ending = name.substring(name.lastIndexOf('.') + 1);
      return ending.matches("[\\p{L}\\d]{1,5}") ? FileNames.stem(name) : name;
    }

    String path(String name) {
      return folder + name;
    }
  }

  private final Map<String, Set<String>> sources = new HashMap<>();
  private final Set<String> copies = new TreeSet<>();
  private final Set<String> originals = new TreeSet<>();
  private final Map<String, List<String>> recurring = new TreeMap<>();
  private final Map<String, List<String>> untold = new TreeMap<>();
  private final List<String> synthetic = new ArrayList<>();
  private final List<Pair> pairs = new ArrayList<>();
  private final Map<String, Set<String>> sameNames = new HashMap<>();

  private NamedCopies() {}

  /**
   * Looks at the images of a data set.
   *
   * @param images the images
   * @return what their names tell
   */
  public static NamedCopies of(Collection<CellImage> images) {
    Map<String, String> groups = new HashMap<>();
    for (CellImage image : images) {
      groups.put(image.name(), image.label() + "\t" + image.person());
    }
    NamedCopies copies = of(groups);
    copies.lookAtPairs(images);
    return copies;
  }

  /** Images of one name in folders that have most names in common. */
  private void lookAtPairs(Collection<CellImage> images) {
    Map<String, String> groups = new HashMap<>();
    for (CellImage image : images) {
      if (image.label() != null) {
        groups.put(image.name(), image.label() + "\t" + image.person() + "\t" + image.part());
      }
    }
    for (Pair pair : AlikeFolders.of(groups, place -> !place.isEmpty())) {
      if (pair.mayShowTheSame()) {
        pairs.add(pair);
        for (Set<String> alike : pair.images()) {
          String source = "pairs\t" + alike.iterator().next();
          alike.forEach(
              image -> sameNames.computeIfAbsent(image, key -> new HashSet<>()).add(source));
        }
      }
    }
  }

  /**
   * Looks at names.
   *
   * @param groups the class and person of each image by its name, with folders: images of different
   *     ones in different folders are no copies
   * @return what the names tell
   */
  public static NamedCopies of(Map<String, String> groups) {
    Map<String, List<Named>> byGroup = new TreeMap<>();
    groups.forEach(
        (image, group) ->
            byGroup.computeIfAbsent(group, key -> new ArrayList<>()).add(Named.of(image)));
    Map<String, List<String>> byFolder = new HashMap<>();
    Map<String, List<Named>> byPath = new HashMap<>();
    byGroup.values().stream()
        .flatMap(List::stream)
        .forEach(
            image -> {
              byPath.computeIfAbsent(image.path(image.stem), key -> new ArrayList<>()).add(image);
              byFolder.computeIfAbsent(image.folder, key -> new ArrayList<>()).add(image.stem);
            });
    Map<String, KerasNames> keras = new HashMap<>();
    byFolder.forEach((folder, stems) -> keras.put(folder, KerasNames.of(stems)));
    NamedCopies copies = new NamedCopies();
    Set<String> stems = new HashSet<>();
    byFolder.values().forEach(stems::addAll);
    byGroup.forEach((group, images) -> copies.look(group, images, byPath, keras, stems));
    return copies;
  }

  private void look(
      String group,
      List<Named> images,
      Map<String, List<Named>> byPath,
      Map<String, KerasNames> keras,
      Set<String> stems) {
    images.sort((one, other) -> one.image.compareTo(other.image));
    Map<String, List<Named>> own = new HashMap<>();
    Map<String, List<Named>> byStem = new HashMap<>();
    Map<String, List<Named>> byTool = new TreeMap<>();
    Map<String, Map<String, List<Named>>> byKeras = new TreeMap<>();
    for (Named image : images) {
      own.computeIfAbsent(image.path(image.stem), key -> new ArrayList<>()).add(image);
      byStem.computeIfAbsent(image.stem, key -> new ArrayList<>()).add(image);
      CopyNames.toolsSource(image.stem)
          .ifPresent(made -> byTool.computeIfAbsent(made, key -> new ArrayList<>()).add(image));
      Objects.requireNonNull(keras.get(image.folder))
          .source(image.stem)
          .ifPresent(
              made ->
                  byKeras
                      .computeIfAbsent(image.folder, key -> new TreeMap<>())
                      .computeIfAbsent(made, key -> new ArrayList<>())
                      .add(image));
    }
    for (Named image : images) {
      List<String> candidates = new ArrayList<>(Masks.imagesOf(image.stem));
      candidates.addAll(CopyNames.editedOf(image.stem));
      for (String candidate : candidates) {
        List<Named> beside = byPath.get(image.path(candidate));
        List<Named> found = beside == null ? byStem.getOrDefault(candidate, List.of()) : beside;
        if (!found.isEmpty()) {
          join(
              beside == null ? group + "\t" + candidate : "\t" + image.path(candidate),
              found,
              List.of(image));
        }
      }
    }
    images.forEach(image -> lookAtSynthetic(group, image, byStem, stems));
    byTool.forEach(
        (made, of) -> joinAll(group + "\ttool\t" + made, byStem.getOrDefault(made, List.of()), of));
    byKeras.forEach((folder, of) -> lookAtKeras(group + "\tkeras\t" + folder, of));
    numbered(images).forEach((folder, of) -> lookAtNumbers(group, of, own));
    lookAtRecurring(group, images);
  }

  /** An image that is made of two others is kept on their side. */
  private void lookAtSynthetic(
      String group, Named image, Map<String, List<Named>> byStem, Set<String> all) {
    for (List<String> pair : SyntheticNames.pairsOf(image.stem)) {
      if (pair.stream().allMatch(byStem::containsKey)) {
        String source = group + "\tsynthetic\t" + image.image;
        List<Named> both =
            pair.stream().flatMap(name -> byStem.getOrDefault(name, List.of()).stream()).toList();
        join(source, both, List.of(image));
        return;
      }
    }
    if (SyntheticNames.isNumbered(image.stem)
        || SyntheticNames.pairsOf(image.stem).stream().anyMatch(all::containsAll)) {
      synthetic.add(image.image);
    }
  }

  /** Versions of one image by what recurs in a folder, if nothing else has joined them. */
  private void lookAtRecurring(String group, List<Named> images) {
    Map<String, Map<String, List<Named>>> byFolder = new TreeMap<>();
    for (Named image : images) {
      byFolder
          .computeIfAbsent(image.folder, key -> new TreeMap<>())
          .computeIfAbsent(image.stem, key -> new ArrayList<>())
          .add(image);
    }
    byFolder.forEach(
        (folder, stems) ->
            RecurringNames.of(stems.keySet())
                .forEach(
                    (name, versions) ->
                        joinVersions(
                            group + "\tversions\t" + folder + name,
                            versions.stream()
                                .flatMap(stem -> stems.getOrDefault(stem, List.of()).stream())
                                .map(Named::image)
                                .toList())));
  }

  private void joinVersions(String source, List<String> versions) {
    Set<String> common = new HashSet<>(sourcesOf(versions.get(0)));
    versions.forEach(image -> common.retainAll(sourcesOf(image)));
    if (common.isEmpty()) {
      recurring.put(source, versions);
      versions.forEach(image -> sources.computeIfAbsent(image, key -> new HashSet<>()).add(source));
    }
  }

  /** Images that were all made of the first one of a folder tell nothing. */
  private void lookAtKeras(String place, Map<String, List<Named>> of) {
    if (of.size() > 1) {
      of.forEach((made, images) -> joinAll(place + made, List.of(), images));
    } else {
      of.forEach(
          (made, images) -> {
            if (images.size() > 1) {
              untold.put(place, images.stream().map(Named::image).toList());
            }
          });
    }
  }

  private static Map<String, Map<String, Map<Numbered, Named>>> numbered(List<Named> images) {
    Map<String, Map<String, Map<Numbered, Named>>> byFolder = new TreeMap<>();
    for (Named image : images) {
      CopyNames.numbered(image.stem)
          .ifPresent(
              name ->
                  byFolder
                      .computeIfAbsent(image.folder, key -> new TreeMap<>())
                      .computeIfAbsent(image.path(name.name()), key -> new HashMap<>())
                      .put(name, image));
    }
    return byFolder;
  }

  /**
   * Numbers behind the name of an image are angles if all of them may be, also without the image if
   * there are several such names with eighths of a turn and 0. They number copies if there are more
   * such images than copies of any: programs number further images in the same way.
   */
  private void lookAtNumbers(
      String group, Map<String, Map<Numbered, Named>> of, Map<String, List<Named>> byPath) {
    Map<String, Map<Numbered, Named>> behind = new TreeMap<>(of);
    behind.keySet().removeIf(path -> !byPath.containsKey(path));
    long turned = of.values().stream().filter(one -> isTurnedFromNone(one.keySet())).count();
    int most = behind.values().stream().mapToInt(Map::size).max().orElse(0);
    of.forEach(
        (path, numbers) -> {
          List<Named> original = byPath.getOrDefault(path, List.of());
          boolean angles =
              original.isEmpty()
                  ? turned > 1 && isTurnedFromNone(numbers.keySet())
                  : numbers.keySet().stream().allMatch(Numbered::isAngle);
          if (angles || (!original.isEmpty() && behind.size() > most)) {
            joinAll(group + "\tnumber\t" + path, original, numbers.values());
          }
        });
  }

  private static boolean isTurnedFromNone(Set<Numbered> numbers) {
    return numbers.size() > 1
        && numbers.stream().anyMatch(one -> one.number() == 0)
        && numbers.stream().allMatch(Numbered::isEighth);
  }

  private void joinAll(String source, List<Named> original, Collection<Named> images) {
    if (original.size() + images.size() > 1) {
      join(source, original, images);
    }
  }

  private void join(String source, List<Named> original, Collection<Named> made) {
    for (Collection<Named> some : List.of(original, made)) {
      some.forEach(
          image -> sources.computeIfAbsent(image.image, key -> new HashSet<>()).add(source));
    }
    made.forEach(image -> copies.add(image.image));
    originals.add(source);
  }

  /**
   * Returns what an image was made of, or is the original of.
   *
   * @param image an image's name
   * @return the same for all images that are probably made of one; empty if its name tells nothing
   */
  public Set<String> sourcesOf(String image) {
    return sources.getOrDefault(image, Set.of());
  }

  /**
   * Returns what an image shares with those of its name in folders that have most names in common,
   * which may be its copies or further images.
   *
   * @param image an image's name
   * @return the same for all images that a split is to keep on one side; empty if there are none
   */
  public Set<String> sameNamesOf(String image) {
    return sameNames.getOrDefault(image, Set.of());
  }

  /** {@return the images that are named like copies, or of which others are, sorted by name} */
  public Set<String> copies() {
    return copies;
  }

  /** {@return lines that say how many such images there are, with an example} */
  List<String> describe() {
    List<String> lines = new ArrayList<>();
    if (!copies.isEmpty()) {
      lines.add(
          "%s made of %d, such as %s; a split keeps the copies of one image on one side"
              .formatted(
                  Counted.of(copies.size(), "image")
                      .then("is named like a copy", "are named like copies"),
                  originals.size(),
                  example()));
    }
    if (!recurring.isEmpty()) {
      List<String> first = recurring.values().iterator().next();
      lines.add(
          "%d images have names that differ only in words or numbers which recur, such as %s and %s, and are probably versions of %d; a split keeps the versions of one image on one side"
              .formatted(
                  recurring.values().stream().mapToInt(List::size).sum(),
                  first.get(0),
                  first.get(1),
                  recurring.size()));
    }
    if (!pairs.isEmpty()) {
      Pair first = pairs.get(0);
      lines.add(
          "folders such as %s and %s share %d names of images, which may show the same cells; a split keeps images of one name on one side; if they are copies, keep one of the two folders"
              .formatted(first.folder(), first.other(), first.shared()));
    }
    if (!untold.isEmpty()) {
      List<String> first = untold.values().iterator().next();
      Counted called = Counted.of(untold.values().stream().mapToInt(List::size).sum(), "image");
      lines.add(
          "%s named like what Keras makes of others, such as %s, and %s not tell of which; a split can put copies of one image on both sides: give the images that they were made of"
              .formatted(called.are(), first.get(0), called.either("does", "do")));
    }
    List<String> unsourced =
        synthetic.stream().filter(image -> sourcesOf(image).isEmpty()).sorted().toList();
    if (!unsourced.isEmpty()) {
      Counted called = Counted.of(unsourced.size(), "image");
      lines.add(
          "%s named like synthetic images, such as %s, without the images that %s made of; a split can put what was made of an image on the other side, so leave synthetic images out"
              .formatted(called.are(), unsourced.get(0), called.either("it was", "they were")));
    }
    return lines;
  }

  private String example() {
    String first = copies.iterator().next();
    return sources.keySet().stream()
        .filter(other -> !other.equals(first))
        .filter(other -> sourcesOf(other).stream().anyMatch(sourcesOf(first)::contains))
        .min(String::compareTo)
        .map(other -> first + " and " + other)
        .orElse(first);
  }
}
