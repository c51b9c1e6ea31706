package org.allnet.data.split;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.allnet.data.Counted;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.data.split.Split.Place;

/**
 * The training images of a fold model in groups that stay together: those of a subject under {@link
 * Protocol#SUBJECT}, identical images under every protocol.
 *
 * @param members the images of each group
 * @param counts images of each class in each group
 * @param classes the names of the classes
 * @param protocol what the groups are by
 */
record TrainingGroups(
    List<List<Place>> members, int[][] counts, List<String> classes, Protocol protocol) {

  static TrainingGroups of(Split split, int fold, Dataset dataset, SubjectGroups groups) {
    Map<String, CellImage> images = new HashMap<>();
    dataset.images().forEach(image -> images.put(image.name(), image));
    boolean bySubject = !split.protocol().imageLevel();
    Map<String, List<Place>> grouped = new TreeMap<>();
    for (Place place : split.training(fold)) {
      CellImage image = images.get(place.image());
      String group =
          image == null
              ? place.group()
              : bySubject ? groups.groupOf(image) : groups.splitGroupOf(image);
      grouped.computeIfAbsent(group, key -> new ArrayList<>()).add(place);
    }
    List<List<Place>> members = List.copyOf(grouped.values());
    int[][] counts = new int[members.size()][dataset.classes().size()];
    for (int group = 0; group < counts.length; group++) {
      for (Place place : members.get(group)) {
        counts[group][dataset.classes().indexOf(place.label())]++;
      }
    }
    return new TrainingGroups(members, counts, dataset.classes().names(), split.protocol());
  }

  /**
   * Returns the number of groups of the class that has fewest.
   *
   * @param fold the fold model, for the message
   * @param purpose what they are for, for the message
   * @param fewest how many each class has to have
   * @throws OptionException if a class has fewer
   */
  int scarcest(int fold, String purpose, int fewest) {
    int scarcest = Integer.MAX_VALUE;
    for (int label = 0; label < classes.size(); label++) {
      int having = 0;
      for (int[] group : counts) {
        having += group[label] > 0 ? 1 : 0;
      }
      if (having < fewest) {
        throw new OptionException(
            Sentence.of(
                "class '%s' has %s among the training images of fold model %d, and %s needs %d; use more %s or a smaller %s",
                classes.get(label),
                Counted.of(having, protocol.imageLevel() ? "distinct image" : "subject group"),
                fold,
                purpose,
                fewest,
                OptionName.FOLDS,
                OptionName.HOLD_OUT));
      }
      scarcest = Math.min(scarcest, having);
    }
    return scarcest;
  }

  /** The side of each group, from 1, stratified by class. */
  int[] sides(int parts, long seed) {
    SplitOptions options = new SplitOptions(protocol, parts, 0, seed);
    return protocol.imageLevel()
        ? new ImageAssigner(counts, options).assign()
        : new GroupStratifiedAssigner(counts, options).assign();
  }
}
