package org.allnet.data.integrity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a data set consists of, and what about it would spoil figures: duplicates, persons that
 * share images, odd files. Immutable.
 *
 * @param name the data set's name
 * @param layout how it is laid out
 * @param synthetic whether its cells were painted
 * @param images the number of image files
 * @param subjects the number of different known subjects
 * @param subjectGroups the number of groups after joining the subjects that share a byte-identical
 *     file; pixels are not compared
 * @param imagesPerSubject how many images a subject has, absent where no subject is known
 * @param uniqueImages the number of different contents among the files that could be read
 * @param duplicates the groups of byte-identical images, by their first name
 * @param classes images by class, in the order of the classes; labelled ones only
 * @param unlabelled the number of images without a label
 * @param parts images by part and class; those without a label as {@link #UNLABELLED}
 * @param frames images by width and height as {@code 450x450}; empty for a manifest
 * @param problems what is odd, a line each
 */
public record Inspection(
    String name,
    String layout,
    boolean synthetic,
    int images,
    int subjects,
    int subjectGroups,
    @Nullable PerSubject imagesPerSubject,
    int uniqueImages,
    List<DuplicateGroup> duplicates,
    Map<String, Integer> classes,
    int unlabelled,
    Map<String, Map<String, Integer>> parts,
    Map<String, Integer> frames,
    List<String> problems) {

  /** What images without a label are counted as within a part. */
  public static final String UNLABELLED = "unlabelled";

  /**
   * Images a subject.
   *
   * @param least of the subject with the fewest
   * @param median of the subject in the middle; the mean of two where there are two
   * @param most of the subject with the most
   */
  public record PerSubject(int least, double median, int most) {}

  /** Copies. */
  public Inspection {
    duplicates = List.copyOf(duplicates);
    classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    frames = Collections.unmodifiableMap(new LinkedHashMap<>(frames));
    problems = List.copyOf(problems);
  }

  /**
   * Inspects a data set: reads every file once, on all processors, and decodes none.
   *
   * @param dataset the data set
   * @return what it consists of
   */
  public static Inspection of(Dataset dataset) {
    return of(dataset, done -> {});
  }

  /**
   * Inspects a data set and says how far it has come.
   *
   * @param dataset the data set
   * @param done told the number of files done, from any thread
   * @return what it consists of
   */
  public static Inspection of(Dataset dataset, LongConsumer done) {
    boolean cnmc = dataset.layout().startsWith("C-NMC");
    AtomicLong count = new AtomicLong();
    List<ImageFacts> facts =
        dataset.images().parallelStream()
            .map(
                image -> {
                  ImageFacts one = ImageFacts.of(image, cnmc);
                  done.accept(count.incrementAndGet());
                  return one;
                })
            .toList();
    Map<String, String> hashes = new HashMap<>();
    Map<String, Integer> frames = new TreeMap<>();
    List<String> problems = new ArrayList<>(dataset.problems());
    for (int i = 0; i < facts.size(); i++) {
      ImageFacts one = facts.get(i);
      if (one.sha256() != null) {
        hashes.put(dataset.images().get(i).name(), one.sha256());
      }
      if (one.frame() != null) {
        frames.merge(one.frame(), 1, Integer::sum);
      }
      if (one.problem() != null) {
        problems.add(one.problem());
      }
    }
    return counted(dataset, hashes, frames, problems);
  }

  /**
   * Inspects a data set whose files are not at hand.
   *
   * @param manifest its files; classes, parts and subjects are read from the paths
   * @return what it consists of
   * @throws InputException where it names no image
   */
  public static Inspection ofManifest(Manifest manifest) {
    return ofManifest(manifest, DatasetOptions.DEFAULTS);
  }

  /**
   * Inspects a data set whose files are not at hand.
   *
   * @param manifest its files; classes, parts and subjects are read from the paths
   * @param options how its classes are read
   * @return what it consists of
   * @throws InputException where it names no image
   * @throws OptionException where a class to be renamed or the positive class is unknown
   */
  public static Inspection ofManifest(Manifest manifest, DatasetOptions options) {
    Dataset dataset = ManifestImages.read(manifest).toDataset(Path.of(""), options, false);
    Map<String, String> hashes = new HashMap<>();
    List<String> problems = new ArrayList<>(dataset.problems());
    for (Manifest.Entry file : manifest.files()) {
      if (file.size() > 0) {
        hashes.put(file.path(), file.sha256());
      } else {
        problems.add(file.path() + ": is empty");
      }
    }
    return counted(dataset, hashes, Map.of(), problems);
  }

  private static Inspection counted(
      Dataset dataset,
      Map<String, String> hashes,
      Map<String, Integer> frames,
      List<String> problems) {
    Map<String, Integer> classes = new LinkedHashMap<>();
    dataset.classes().names().forEach(name -> classes.put(name, 0));
    Map<String, Integer> perSubject = new TreeMap<>();
    Map<String, Map<String, Integer>> parts = new TreeMap<>();
    Map<String, String> contents = new HashMap<>(hashes);
    Map<String, List<CellImage>> byHash = new TreeMap<>();
    int unlabelled = 0;
    for (CellImage image : dataset.images()) {
      String label = image.label();
      if (label == null) {
        unlabelled++;
      } else {
        classes.merge(label, 1, Integer::sum);
      }
      parts
          .computeIfAbsent(image.part(), part -> new LinkedHashMap<>())
          .merge(label == null ? UNLABELLED : label, 1, Integer::sum);
      if (image.subject() != null) {
        perSubject.merge(image.subject(), 1, Integer::sum);
      }
      String hash = hashes.get(image.name());
      if (hash != null) {
        byHash.computeIfAbsent(hash, key -> new ArrayList<>()).add(image);
      } else {
        // An empty or unreadable file is the same as no other: it must not join two persons.
        contents.put(image.name(), "none of " + image.name());
      }
    }
    List<DuplicateGroup> duplicates = duplicates(byHash);
    for (DuplicateGroup group : duplicates) {
      if (group.acrossLabels()) {
        problems.add(
            String.join(", ", group.images()) + ": are byte-identical but labelled differently");
      }
    }
    return new Inspection(
        dataset.name(),
        dataset.layout(),
        dataset.synthetic(),
        dataset.images().size(),
        perSubject.size(),
        SubjectGroups.ofFiles(dataset.images(), contents).count(),
        perSubject(perSubject),
        byHash.size(),
        duplicates,
        unlabelled == dataset.images().size() ? Map.of() : classes,
        unlabelled,
        parts,
        frames,
        problems);
  }

  private static List<DuplicateGroup> duplicates(Map<String, List<CellImage>> byHash) {
    List<DuplicateGroup> groups = new ArrayList<>();
    byHash.forEach(
        (hash, same) -> {
          if (same.size() > 1) {
            groups.add(
                new DuplicateGroup(
                    hash,
                    same.stream().map(CellImage::name).sorted().toList(),
                    differ(same, CellImage::subject),
                    differ(same, CellImage::part),
                    differ(same, CellImage::label)));
          }
        });
    groups.sort(Comparator.comparing(group -> group.images().get(0)));
    return groups;
  }

  /** Whether two known values differ; an unknown one differs from none. */
  private static boolean differ(
      List<CellImage> images, Function<CellImage, @Nullable String> value) {
    return images.stream().map(value).filter(Objects::nonNull).distinct().count() > 1;
  }

  private static @Nullable PerSubject perSubject(Map<String, Integer> counts) {
    if (counts.isEmpty()) {
      return null;
    }
    List<Integer> sorted = counts.values().stream().sorted().toList();
    int size = sorted.size();
    return new PerSubject(
        sorted.get(0),
        (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2.0,
        sorted.get(size - 1));
  }

  /** {@return the number of images that are in a group of duplicates} */
  public int duplicateImages() {
    return duplicates.stream().mapToInt(group -> group.images().size()).sum();
  }

  /** {@return the inspection for programs; {@code duplicateGroups} is the number of groups} */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", name).put("layout", layout).put("synthetic", synthetic);
    json.put("images", images).put("subjects", subjects).put("subjectGroups", subjectGroups);
    if (imagesPerSubject != null) {
      json.putObject("imagesPerSubject")
          .put("min", imagesPerSubject.least())
          .put("median", imagesPerSubject.median())
          .put("max", imagesPerSubject.most());
    } else {
      json.putNull("imagesPerSubject");
    }
    json.put("uniqueImages", uniqueImages).put("duplicateGroups", duplicates.size());
    put(json.putObject("classes"), classes);
    json.put("unlabelled", unlabelled);
    ObjectNode byPart = json.putObject("parts");
    parts.forEach((part, counts) -> put(byPart.putObject(part), counts));
    put(json.putObject("frames"), frames);
    ArrayNode groups = json.putArray("duplicates");
    for (DuplicateGroup group : duplicates) {
      ObjectNode one = groups.addObject().put("sha256", group.sha256());
      one.put("acrossSubjects", group.acrossSubjects());
      one.put("acrossParts", group.acrossParts());
      one.put("acrossLabels", group.acrossLabels());
      ArrayNode names = one.putArray("images");
      group.images().forEach(names::add);
    }
    ArrayNode odd = json.putArray("problems");
    problems.forEach(odd::add);
    return json;
  }

  private static void put(ObjectNode json, Map<String, Integer> counts) {
    counts.forEach(json::put);
  }

  /** {@return the inspection for a person: lines, each ended by a newline} */
  public String describe() {
    return InspectionText.of(this);
  }
}
