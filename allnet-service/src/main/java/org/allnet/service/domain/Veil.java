package org.allnet.service.domain;

import java.util.Set;

/**
 * What a person must not see in a project while blinded readings and adjudications of the person go
 * on. Whoever knew the subject, the proposals or what others say would not judge alone.
 *
 * @param cases those that the person reads: nothing of them is shown but the pictures of cells
 * @param knownCases those of the cells that are hidden in such a reading; they would tell the
 *     verdict that is expected
 * @param handedIn those into which the person handed pictures meanwhile: among them may be one that
 *     was shown
 * @param known the cells that are hidden in such a reading, whose pictures are shown
 */
public record Veil(
    Set<Id.Case> cases, Set<Id.Case> knownCases, Set<Id.Case> handedIn, Set<Id.Cell> known) {

  /** For who reads nothing blinded. */
  public static final Veil NONE = new Veil(Set.of(), Set.of(), Set.of(), Set.of());

  /** Copies the sets. */
  public Veil {
    cases = Set.copyOf(cases);
    knownCases = Set.copyOf(knownCases);
    handedIn = Set.copyOf(handedIn);
    known = Set.copyOf(known);
  }

  /** {@return whether everything may be seen} */
  public boolean isEmpty() {
    return cases.isEmpty() && knownCases.isEmpty() && handedIn.isEmpty();
  }

  /**
   * Returns whether a case, its subject and all that is said of it must not be seen.
   *
   * @param of the case
   */
  public boolean hides(Id.Case of) {
    return cases.contains(of) || knownCases.contains(of) || handedIn.contains(of);
  }

  /**
   * Returns whether the person may not hand pictures into a case. Into those of {@link #handedIn}
   * more may come: they stay hidden.
   *
   * @param of the case
   */
  public boolean refusesPictures(Id.Case of) {
    return cases.contains(of) || knownCases.contains(of);
  }

  /**
   * Returns whether not even the picture of a cell may be seen: the person's own readings have none
   * such.
   *
   * @param cell the cell
   */
  public boolean hidesPicture(Cell cell) {
    return hides(cell.of()) && !cases.contains(cell.of()) && !known.contains(cell.id());
  }
}
