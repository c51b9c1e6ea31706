package org.allnet.service.result;

import org.allnet.data.Counted;

/**
 * How many pictures a result rests on, and of how many of them it says nothing. What nobody could
 * read or search has no cells, so that the counts of cells do not tell of it.
 *
 * @param pictures how many were handed in
 * @param unreadable how many of them could not be read
 * @param fields how many of those that were read are fields
 * @param unsearched in how many of the fields no search for cells has ended, and which have none
 */
public record PictureCounts(long pictures, long unreadable, long fields, long unsearched) {

  /** {@return whether every picture was read and every field searched} */
  public boolean isWhole() {
    return unreadable == 0 && unsearched == 0;
  }

  /** {@return such as {@code 1 of 7 pictures could not be read; 3 fields, none unsearched}} */
  public String words() {
    return part(
            pictures, unreadable, "picture", "could not be read", "could not be read", "unreadable")
        + (fields == 0
            ? ""
            : "; "
                + part(
                    fields,
                    unsearched,
                    "field",
                    "was not searched for cells",
                    "were not searched for cells",
                    "unsearched"));
  }

  private static String part(
      long all, long missing, String noun, String ofOne, String ofSeveral, String none) {
    return missing == 0
        ? "%s, none %s".formatted(Counted.of(all, noun), none)
        : Counted.of(missing, noun).outOf(all).then(ofOne, ofSeveral).toString();
  }
}
