package org.allnet.data.integrity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.dataset.DatasetProblem;
import org.jspecify.annotations.Nullable;

/**
 * What a data set consists of, and what about it would spoil metrics: duplicates, persons that
 * share images, odd files. Immutable.
 *
 * @param name the data set's name
 * @param kind how it is laid out
 * @param synthetic whether its cells were synthetic
 * @param images how many images it has, in all and of each class, part and size
 * @param subjects how many people these are of
 * @param copies which of them are one another's copies
 * @param problems what is odd, a line each
 */
public record Inspection(
    String name,
    DatasetKind kind,
    boolean synthetic,
    ImageCounts images,
    SubjectCounts subjects,
    FoundCopies copies,
    List<Sentence> problems) {

  /** Copies {@code problems}, so that nothing changes it from outside. */
  public Inspection {
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
    Interruption interruption = Interruption.ofThisThread();
    Runnable done = progress.counter(WorkProgress.Step.HASHING, dataset.images().size());
    List<ImageFacts> facts =
        dataset.images().parallelStream()
            .map(
                image -> {
                  interruption.check("inspecting " + image.file());
                  ImageFacts one = ImageFacts.of(dataset, image);
                  done.run();
                  return one;
                })
            .toList();
    Map<String, String> hashes = new HashMap<>();
    Map<String, Integer> frames = new TreeMap<>();
    List<Sentence> problems = new ArrayList<>(DatasetProblem.sentences(dataset.problems()));
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
   * @throws InputException if it names no image
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
   * @throws InputException if it names no image
   * @throws OptionException if a class to be renamed or the positive class is unknown
   */
  public static Inspection ofManifest(Manifest manifest, DatasetOptions options) {
    Dataset dataset = ManifestImages.read(manifest).toDataset(Path.of(""), options, false);
    Map<String, String> hashes = new HashMap<>();
    List<Sentence> problems = new ArrayList<>(DatasetProblem.sentences(dataset.problems()));
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
      @Nullable ImageCopies decoded,
      Map<String, Integer> frames,
      List<Sentence> problems) {
    Map<String, String> contents = new HashMap<>(hashes);
    for (CellImage image : dataset.images()) {
      // An unusable file is the same as no other: it must not join two persons.
      contents.putIfAbsent(image.name(), "none of " + image.name());
    }
    FoundCopies copies = FoundCopies.of(dataset, hashes, decoded);
    problems.addAll(copies.contradictions());
    return new Inspection(
        dataset.name(),
        dataset.kind(),
        dataset.synthetic(),
        ImageCounts.of(dataset, hashes.keySet(), frames),
        SubjectCounts.of(dataset, contents, decoded),
        copies,
        problems);
  }

  /** {@return the inspection for programs; {@code duplicateGroups} is the number of groups} */
  public ObjectNode toJson() {
    return InspectionJson.of(this);
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
