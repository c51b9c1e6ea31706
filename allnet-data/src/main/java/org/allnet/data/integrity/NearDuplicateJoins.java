package org.allnet.data.integrity;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.Counted;
import org.allnet.data.Invocation;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.PresumedSubject;

/**
 * How many people are taken for one person by near-duplicates alone, without an identical image or
 * name. A few wrong pairs among millions chain many people into one group, so that folds hold few
 * of them and intervals count too few.
 *
 * @param people how many there are without near-duplicates
 * @param joined how many of them share a group with another
 * @param groups into how many groups these are joined
 * @param largest the number of people in the largest of these groups
 * @param presumed whether nobody named the people
 */
public record NearDuplicateJoins(
    int people, int joined, int groups, int largest, boolean presumed) {

  /** A pair is nothing to warn of. */
  private static final int PAIR = 2;

  /** From so many people on a group is a chain. */
  private static final int CHAIN = 4;

  /** One in so many people may be joined. */
  private static final int ONE_IN = 10;

  /**
   * Counts the subjects that near-duplicates join.
   *
   * @param dataset the images
   * @param sha256 the hash of each image's file, by its name
   * @param copies what decoding told
   * @param near the subject groups of the images, by hashes and copies
   * @return the counts
   */
  public static NearDuplicateJoins of(
      Dataset dataset, Map<String, String> sha256, ImageCopies copies, SubjectGroups near) {
    List<CellImage> images = dataset.images();
    SubjectGroups identical = SubjectGroups.of(images, sha256, copies.identical());
    Map<String, Set<String>> members = new HashMap<>();
    for (CellImage image : images) {
      String person = identical.personOf(image);
      String group = near.personOf(image);
      if (person != null && group != null) {
        members.computeIfAbsent(group, key -> new HashSet<>()).add(person);
      }
    }
    int joined = 0;
    int groups = 0;
    int largest = 0;
    for (Set<String> group : members.values()) {
      if (group.size() > 1) {
        joined += group.size();
        groups++;
        largest = Math.max(largest, group.size());
      }
    }
    return new NearDuplicateJoins(
        identical.count(), joined, groups, largest, dataset.presumedSubjects());
  }

  /**
   * {@return whether so many people are joined that the pairs should be looked at: more than one in
   * ten and than a pair, or four and more in one group}
   */
  public boolean isMuch() {
    return joined > Math.max(PAIR, people / ONE_IN) || largest >= CHAIN;
  }

  /** {@return what is joined, and a warning if it is much; empty if nothing is} */
  public Optional<Sentence> describe() {
    if (joined == 0) {
      return Optional.empty();
    }
    String counted =
        "near-duplicates alone join %d of %d %s into %s, at most %d in one"
            .formatted(
                joined,
                people,
                presumed ? PresumedSubject.word(true) : "people",
                Counted.of(groups, "group"),
                largest);
    Sentence warned =
        Sentence.of(
            "%s; warning: so many can come of different images that look alike, and then folds and intervals know fewer people than there are. Look at the pairs: %s",
            counted,
            Invocation.of("dataset inspect FOLDER", OptionName.CONTACT_SHEET.with("FILE")));
    return Optional.of(isMuch() ? warned : Sentence.text(counted));
  }
}
