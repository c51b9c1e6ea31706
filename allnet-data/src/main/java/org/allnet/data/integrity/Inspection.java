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
import java.util.TreeMap;
import org.allnet.data.InputException;
import org.allnet.data.Interruption;
import org.allnet.data.OptionException;
import org.allnet.data.Sentence;
import org.allnet.data.Wording;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.dataset.SubjectNames;
import org.allnet.data.duplicate.CopyPair;
import org.jspecify.annotations.Nullable;

/**
 * What a data set consists of, and what about it would spoil metrics: duplicates, persons that
 * share images, odd files. Immutable.
 *
 * @param name the data set's name
 * @param layout how it is laid out
 * @param synthetic whether its cells were synthetic
 * @param images the number of image files
 * @param unusable how many of them are broken or, if they were decoded, show nothing; they are
 *     nobody's copies; -1 if the images are not there, as for a manifest
 * @param subjects the number of different known subjects
 * @param presumedSubjects whether nobody named the subjects
 * @param subjectGroups the number of groups after joining the subjects that share a copy of an
 *     image
 * @param joins how many subjects near-duplicates alone join; absent if the images were not decoded
 * @param imagesPerSubject how many images a subject has, absent where no subject is known
 * @param uniqueImages the number of different contents among the usable files
 * @param duplicates the groups of byte-identical images, by their first name
 * @param copies the groups of copies that are not all byte-identical, by their first name; absent
 *     if the images were not decoded
 * @param faceless how many usable images are too even or too small to be told from others
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
    int unusable,
    int subjects,
    boolean presumedSubjects,
    int subjectGroups,
    @Nullable NearDuplicateJoins joins,
    @Nullable PerSubject imagesPerSubject,
    int uniqueImages,
    List<DuplicateGroup> duplicates,
    @Nullable List<CopyGroup> copies,
    int faceless,
    Map<String, Integer> classes,
    int unlabelled,
    Map<String, Map<String, Integer>> parts,
    Map<String, Integer> frames,
    List<Sentence> problems) {

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
    copies = copies == null ? null : List.copyOf(copies);
    classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    frames = Collections.unmodifiableMap(new LinkedHashMap<>(frames));
    problems = List.copyOf(problems);
  }

  /**
   * Inspects a data set by its files alone: reads every file once, on all processors, and decodes
   * none.
   *
   * @param dataset the data set
   * @param progress is told how far it has come
   * @return what it consists of; copies that are not byte-identical are not known
   * @throws org.allnet.data.RunException if this thread is interrupted
   */
  public static Inspection ofFiles(Dataset dataset, WorkProgress progress) {
    return of(dataset, false, progress);
  }

  /**
   * Inspects a data set: reads every file, on all processors, decodes every image and compares it
   * with every other.
   *
   * @param dataset the data set
   * @param progress is told how far it has come
   * @return what it consists of
   * @throws org.allnet.data.RunException if this thread is interrupted
   */
  public static Inspection of(Dataset dataset, WorkProgress progress) {
    return of(dataset, true, progress);
  }

  private static Inspection of(Dataset dataset, boolean decode, WorkProgress progress) {
    boolean cnmc = dataset.layout().startsWith("C-NMC");
    Interruption interruption = Interruption.ofThisThread();
    Runnable done = progress.counter(WorkProgress.Step.HASHING, dataset.images().size());
    List<ImageFacts> facts =
        dataset.images().parallelStream()
            .map(
                image -> {
                  interruption.check("inspecting " + image.file());
                  ImageFacts one = ImageFacts.of(image, cnmc);
                  done.run();
                  return one;
                })
            .toList();
    Map<String, String> hashes = new HashMap<>();
    Map<String, Integer> frames = new TreeMap<>();
    List<Sentence> problems = new ArrayList<>(dataset.problems());
    for (int i = 0; i < facts.size(); i++) {
      ImageFacts one = facts.get(i);
      if (one.sha256() != null) {
        hashes.put(dataset.images().get(i).name(), one.sha256());
      }
      if (one.frame() != null) {
        frames.merge(one.frame(), 1, Integer::sum);
      }
      if (one.problem() != null) {
        problems.add(Sentence.text(one.problem()));
      }
    }
    for (int i = 0; i < facts.size(); i++) {
      // Of a file without a good header the header's problem is enough.
      if (facts.get(i).frame() == null) {
        hashes.remove(dataset.images().get(i).name());
      }
    }
    if (!decode) {
      return counted(dataset, hashes, null, frames, problems);
    }
    List<String> undecoded = Collections.synchronizedList(new ArrayList<>());
    ImageCopies copies = ImageCopies.decoded(dataset, hashes, undecoded::add, progress);
    undecoded.stream().sorted().map(Sentence::text).forEach(problems::add);
    new TreeMap<>(copies.blank())
        .forEach(
            (image, flaw) ->
                problems.add(
                    Sentence.of("%s: %s; neither trained on nor evaluated", image, flaw.reason())));
    hashes.keySet().removeIf(image -> !copies.usable(image));
    return counted(dataset, hashes, copies, frames, problems);
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
    List<Sentence> problems = new ArrayList<>(dataset.problems());
    for (Manifest.Entry file : manifest.files()) {
      if (file.size() > 0) {
        hashes.put(file.path(), file.sha256());
      } else {
        problems.add(Sentence.of("%s: is empty", file.path()));
      }
    }
    return counted(dataset, hashes, null, Map.of(), problems);
  }

  private static Inspection counted(
      Dataset dataset,
      Map<String, String> hashes,
      @Nullable ImageCopies copies,
      Map<String, Integer> frames,
      List<Sentence> problems) {
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
        // An unusable file is the same as no other: it must not join two persons.
        contents.put(image.name(), "none of " + image.name());
      }
    }
    List<DuplicateGroup> duplicates = duplicates(byHash);
    for (DuplicateGroup group : duplicates) {
      if (group.acrossLabels()) {
        problems.add(
            Sentence.of(
                "%s: are byte-identical but labelled differently",
                String.join(", ", group.images())));
      }
    }
    List<CopyGroup> groups =
        copies == null
            ? null
            : CopyGroup.of(dataset.images(), hashes, copies).stream()
                .filter(group -> !group.onlyFiles())
                .toList();
    for (CopyGroup group : groups == null ? List.<CopyGroup>of() : groups) {
      if (group.acrossLabels()) {
        problems.add(
            Sentence.of(
                "%s: are copies but labelled differently", String.join(", ", group.images())));
      }
    }
    SubjectGroups people =
        copies == null
            ? SubjectGroups.ofFiles(dataset.images(), contents)
            : SubjectGroups.of(dataset.images(), contents, copies);
    return new Inspection(
        dataset.name(),
        dataset.layout(),
        dataset.synthetic(),
        dataset.images().size(),
        dataset.images().size() - hashes.size(),
        perSubject.size(),
        dataset.presumedSubjects(),
        people.count(),
        copies == null ? null : NearDuplicateJoins.of(dataset, contents, copies, people),
        perSubject(perSubject),
        byHash.size(),
        duplicates,
        groups,
        copies == null ? 0 : (int) copies.faceless().stream().filter(copies::usable).count(),
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
                    CopyGroup.differ(same, image -> SubjectNames.person(image.subject())),
                    CopyGroup.differ(same, CellImage::part),
                    CopyGroup.differ(same, CellImage::label)));
          }
        });
    groups.sort(Comparator.comparing(group -> group.images().get(0)));
    return groups;
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
    json.put("images", images);
    if (unusable >= 0) {
      json.put("unusable", unusable);
    }
    json.put("subjects", subjects).put("subjectGroups", subjectGroups);
    json.put("presumedSubjects", presumedSubjects);
    if (joins == null) {
      json.putNull("nearDuplicateJoins");
    } else {
      json.putObject("nearDuplicateJoins")
          .put("subjects", joins.people())
          .put("joined", joins.joined())
          .put("groups", joins.groups())
          .put("largest", joins.largest())
          .put("much", joins.isMuch());
    }
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
    putCopies(json);
    ArrayNode odd = json.putArray("problems");
    problems.forEach(problem -> odd.add(problem.toString()));
    return json;
  }

  private void putCopies(ObjectNode json) {
    if (copies == null) {
      json.putNull("copies");
      return;
    }
    ArrayNode groups = json.put("faceless", faceless).putArray("copies");
    for (CopyGroup group : copies) {
      ObjectNode one = groups.addObject();
      one.put("acrossSubjects", group.acrossSubjects());
      one.put("acrossParts", group.acrossParts());
      one.put("acrossLabels", group.acrossLabels());
      ArrayNode names = one.putArray("images");
      group.images().forEach(names::add);
      ArrayNode pairs = one.putArray("pairs");
      for (CopyPair copy : group.copies()) {
        ObjectNode pair = pairs.addObject().put("image", copy.image()).put("other", copy.other());
        ArrayNode kinds = pair.putArray("kinds");
        copy.kinds().forEach(kind -> kinds.add(kind.key()));
        pair.put("correlation", copy.correlation());
      }
    }
  }

  private static void put(ObjectNode json, Map<String, Integer> counts) {
    counts.forEach(json::put);
  }

  /**
   * Returns the inspection for a person.
   *
   * @param wording how the program spells its options
   * @return lines, each ended by a newline
   */
  public String describe(Wording wording) {
    return InspectionText.of(this, wording);
  }
}
