package org.allnet.data.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.file.FileNames;

/**
 * Folders beside one another whose images have the same names, such as {@code ALL/img/c1.png} and
 * {@code ALL/img_seg/c1.png}: probably copies. The same two folders in several places, such as each
 * patient's, are looked at together. Names that more than four folders share may count the images
 * of people, slides or the like, and names that more than twelve share do.
 */
public final class AlikeFolders {

  private static final int MOST_FOLDERS = 12;

  /** More folders than these are rarely kinds of copies. */
  private static final int MOST_KINDS = 4;

  /** Fewer names may agree by chance. */
  private static final int FEWEST = 3;

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*");

  /**
   * Two folders whose images have the same names.
   *
   * @param folder one of them, with the folders above it, in the first place that has both
   * @param other the other one
   * @param images the images that have a name of the other folder, by that folder and name
   * @param shared how many names they share
   * @param size how many names the folder has, in all places
   * @param otherSize how many the other one has
   * @param telling whether the names are more than running numbers behind a word
   * @param places in how many folders the two are beside one another
   * @param folders how many folders in one place share a name, these two among them; 0 if more than
   *     twelve do, and these two differ in a word for a kind of picture
   */
  public record Pair(
      String folder,
      String other,
      List<Set<String>> images,
      int shared,
      int size,
      int otherSize,
      boolean telling,
      int places,
      int folders) {

    /** {@return whether more than half of the names of the smaller one are shared} */
    public boolean areMostOfOne() {
      return shared >= FEWEST && shared * 2 > Math.min(size, otherSize);
    }

    /** {@return whether more than half of the names of each are shared} */
    public boolean areMostOfBoth() {
      return shared >= FEWEST && shared * 2 > Math.max(size, otherSize);
    }

    /** {@return what the folder is called, without those above it} */
    public String name() {
      return last(folder);
    }

    /** {@return what the other folder is called} */
    public String otherName() {
      return last(other);
    }

    /**
     * {@return whether the two are counted, such as {@code slide1} and {@code slide2}, as people,
     * slides and batches are and copies are not}
     */
    public boolean areCounted() {
      return CountedFolders.areCounted(name(), otherName());
    }

    /** Whether folders beside several others differ from these in the same word for images. */
    private boolean recur() {
      return places >= FEWEST && KindWords.areKinds(name(), otherName());
    }

    /** {@return whether more folders share the names than there are kinds of copies} */
    public boolean areMany() {
      return !recur() && (folders > MOST_KINDS || folders == 0);
    }

    /** {@return whether the two differ in a number, a letter or a side alone} */
    public boolean areOfOneWord() {
      return CountedFolders.areOfOneWord(name(), otherName());
    }

    /**
     * {@return whether images of one name may show one cell: the names tell it, or nothing says
     * that each folder counts its images anew. People are of one class, so that folders that are
     * beside one another in several places are none.}
     */
    public boolean mayShowTheSame() {
      if (recur() || folders == 0) {
        return areMostOfBoth() && recur();
      }
      boolean anew = CountedFolders.countAnew(name(), otherName());
      return areMostOfBoth()
          && (!areMany() || shared >= folders * places)
          && (telling || (!anew && (places > 1 || !areMany())));
    }
  }

  /** The images of one place's folder by their names below it, without ending. */
  private record Below(Map<String, Set<String>> images) {}

  private AlikeFolders() {}

  private static String last(String folder) {
    return folder.substring(folder.lastIndexOf('/') + 1);
  }

  /**
   * Finds folders whose images have the same names.
   *
   * @param groups whom each image may be a copy of, by its path: only images of one group are
   * @param places whether to look at the folders beside one another in a folder, by its path; empty
   *     for the root
   * @return the pairs, in the order of their names
   */
  public static List<Pair> of(Map<String, String> groups, Predicate<String> places) {
    Map<String, Map<String, Below>> byPlace = new TreeMap<>();
    groups.forEach(
        (image, group) -> {
          int slash = image.lastIndexOf('/');
          for (int end = slash; end > 0; end = image.lastIndexOf('/', end - 1)) {
            String folder = image.substring(0, end);
            String place = folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
            if (places.test(place)) {
              String below = FileNames.stem(image.substring(end + 1)).toLowerCase(Locale.ROOT);
              byPlace
                  .computeIfAbsent(place, key -> new TreeMap<>())
                  .computeIfAbsent(folder, key -> new Below(new HashMap<>()))
                  .images
                  .computeIfAbsent(below + "\t" + group, key -> new TreeSet<>())
                  .add(image);
            }
          }
        });
    Map<String, Pair> found = new TreeMap<>();
    byPlace.forEach((place, folders) -> look(folders, found));
    return List.copyOf(found.values());
  }

  private static void look(Map<String, Below> folders, Map<String, Pair> found) {
    Map<String, List<String>> byName = new HashMap<>();
    folders.forEach(
        (folder, below) ->
            below
                .images
                .keySet()
                .forEach(
                    name -> byName.computeIfAbsent(name, key -> new ArrayList<>()).add(folder)));
    Map<String, Map<String, Set<String>>> shared = new TreeMap<>();
    Map<String, KindWords> kinds = new HashMap<>();
    folders.keySet().forEach(folder -> kinds.put(folder, KindWords.of(last(folder))));
    int most = byName.values().stream().mapToInt(List::size).max().orElse(0);
    byName.forEach(
        (name, in) -> {
          for (List<String> group : in.size() <= MOST_FOLDERS ? List.of(in) : byKind(in, kinds)) {
            for (int i = 0; i < group.size(); i++) {
              for (String other : group.subList(i + 1, group.size())) {
                shared
                    .computeIfAbsent(group.get(i), key -> new TreeMap<>())
                    .computeIfAbsent(other, key -> new HashSet<>())
                    .add(name);
              }
            }
          }
        });
    shared.forEach(
        (folder, others) ->
            others.forEach(
                (other, names) -> {
                  Pair pair = pair(folder, other, folders, names, most);
                  found.merge(kind(pair), pair, AlikeFolders::joined);
                }));
  }

  /** Few folders each that are named alike but for a word for a kind of picture. */
  private static List<List<String>> byKind(List<String> folders, Map<String, KindWords> kinds) {
    Map<String, List<String>> byName = new TreeMap<>();
    for (String folder : folders) {
      KindWords of = kinds.getOrDefault(folder, new KindWords(folder, ""));
      List<String> group = byName.computeIfAbsent(of.name(), key -> new ArrayList<>());
      boolean other = group.stream().allMatch(one -> KindWords.areKinds(last(one), last(folder)));
      if (group.size() < MOST_KINDS && other) {
        group.add(folder);
      }
    }
    return List.copyOf(byName.values());
  }

  /**
   * What two folders are called, or what they are called beyond what both are: {@code _seg} of P1
   * and P1_seg, {@code full} and {@code cut} of P1_full and P1_cut.
   */
  private static String kind(Pair pair) {
    if (KindWords.areKinds(pair.name(), pair.otherName())) {
      return KindWords.of(pair.name()).kind() + "\t" + KindWords.of(pair.otherName()).kind();
    }
    String name = pair.name().toLowerCase(Locale.ROOT);
    String other = pair.otherName().toLowerCase(Locale.ROOT);
    if (other.startsWith(name)) {
      return "\t" + other.substring(name.length());
    }
    return name + "\t" + other;
  }

  private static Pair pair(
      String folder, String other, Map<String, Below> folders, Set<String> names, int most) {
    Map<String, Set<String>> own = folders.getOrDefault(folder, new Below(Map.of())).images;
    Map<String, Set<String>> others = folders.getOrDefault(other, new Below(Map.of())).images;
    List<Set<String>> images = new ArrayList<>();
    for (String name : names) {
      Set<String> alike = new TreeSet<>(own.getOrDefault(name, Set.of()));
      alike.addAll(others.getOrDefault(name, Set.of()));
      images.add(alike);
    }
    return new Pair(
        folder,
        other,
        images,
        names.size(),
        own.size(),
        others.size(),
        areTelling(names),
        1,
        most > MOST_FOLDERS ? 0 : most);
  }

  private static Pair joined(Pair one, Pair other) {
    List<Set<String>> images = new ArrayList<>(one.images);
    images.addAll(other.images);
    return new Pair(
        one.folder,
        one.other,
        images,
        one.shared + other.shared,
        one.size + other.size,
        one.otherSize + other.otherSize,
        one.telling || other.telling,
        one.places + other.places,
        Math.max(one.folders, other.folders));
  }

  /**
   * Whether names are more than a count: a number, perhaps behind a word, or numbers from 0 or 1 on
   * in names that are otherwise alike.
   */
  private static boolean areTelling(Set<String> names) {
    List<String> stems = names.stream().map(name -> name.substring(0, name.indexOf('\t'))).toList();
    return stems.stream().anyMatch(stem -> !isCounter(stem)) && !areRunning(stems);
  }

  private static boolean isCounter(String stem) {
    String name = stem.substring(stem.lastIndexOf('/') + 1);
    return NUMBER.matcher(name).results().count() == 1 && WORD.matcher(name).results().count() <= 1;
  }

  private static boolean areRunning(List<String> stems) {
    Set<String> forms = new HashSet<>();
    List<List<Long>> numbers = new ArrayList<>();
    for (String stem : stems) {
      List<Long> of = new ArrayList<>();
      Matcher number = NUMBER.matcher(stem);
      while (number.find()) {
        String digits = number.group();
        of.add(Long.valueOf(digits.substring(Math.max(0, digits.length() - 18))));
      }
      forms.add(NUMBER.matcher(stem).replaceAll("0"));
      numbers.add(of);
    }
    if (forms.size() != 1) {
      return false;
    }
    int varying = 0;
    boolean running = true;
    for (int i = 0; i < numbers.get(0).size(); i++) {
      int at = i;
      TreeSet<Long> values = new TreeSet<>(numbers.stream().map(of -> of.get(at)).toList());
      if (values.size() > 1) {
        varying++;
        running &= values.first() <= 1 && values.last() - values.first() < 2L * values.size();
      }
    }
    return varying == 1 && running;
  }
}
