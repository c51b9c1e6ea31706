package org.allnet.data.field.inspection;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.field.FieldSet;
import org.allnet.data.integrity.ImageCopies;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitCheck;
import org.allnet.data.split.SplitOptions;
import org.allnet.data.split.Splitter;

/**
 * A split that was drawn of fields. Copies and near-duplicates of a field are on one side, and so
 * are fields of a slide or person if the protocol asks for it.
 *
 * @param split the split
 * @param leftOut the fields that have no place, because they can't be decoded or show nothing
 */
public record FieldSplit(Split split, Set<String> leftOut) {

  /** Copies {@code leftOut}, so that nothing changes it from outside. */
  public FieldSplit {
    leftOut = new TreeSet<>(leftOut);
  }

  /**
   * Draws a split. All fields are decoded for it.
   *
   * @param set the fields
   * @param options how
   * @param progress is told how far it has come
   * @return the split
   * @throws org.allnet.data.InputException if a slide or person is asked for and not known
   * @throws org.allnet.data.OptionException if there are too few fields, slides or persons
   */
  public static FieldSplit draw(FieldSet set, SplitOptions options, WorkProgress progress) {
    Dataset dataset = FieldDataset.of(set);
    Splitter.checkPossible(dataset, options);
    Map<String, String> hashes = ImageHashes.sha256(dataset, progress);
    ImageCopies copies = ImageCopies.decoded(dataset, hashes, problem -> {}, progress);
    Set<String> unusable =
        dataset.images().stream()
            .map(CellImage::name)
            .filter(name -> !copies.usable(name))
            .collect(Collectors.toSet());
    dataset = dataset.without(unusable);
    SubjectGroups groups = SubjectGroups.of(dataset.images(), hashes, copies);
    dataset = dataset.withPeople(groups::personOf);
    Split split = Splitter.split(dataset, groups, options);
    SplitCheck.check(split, dataset.labelled(), groups);
    return new FieldSplit(split, unusable);
  }
}
