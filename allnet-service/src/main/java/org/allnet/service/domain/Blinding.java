package org.allnet.service.domain;

import java.util.List;
import java.util.Optional;

/** Who must not know what, so that a second reading is one of its own. */
public final class Blinding {

  private Blinding() {}

  /**
   * Returns whether somebody must see neither proposals nor what other people say of a case, on any
   * page: whose blinded reading of it goes on, or who adjudicates and must not learn names.
   *
   * @param account who looks
   * @param readings all of the case
   */
  public static boolean mustNotSee(Id.Account account, List<CaseReading> readings) {
    return readings.stream()
        .filter(reading -> reading.reader().equals(account) && reading.closed().isEmpty())
        .anyMatch(reading -> reading.blinded() || reading.kind() == CaseReading.Kind.ADJUDICATION);
  }

  /**
   * Returns why somebody can't be given a reading: who has read the case knows it, and who is to
   * judge between two readers must be none of them.
   *
   * @param kind which reading
   * @param account who is to read
   * @param readings all of the case so far
   * @return in words; empty if nothing stands against it
   */
  public static Optional<String> against(
      CaseReading.Kind kind, Id.Account account, List<CaseReading> readings) {
    boolean isBlind = kind == CaseReading.Kind.SECOND || kind == CaseReading.Kind.COMPETENCY;
    if (!isBlind && kind != CaseReading.Kind.ADJUDICATION) {
      return Optional.of("this reading is begun by its reader");
    }
    if (readings.stream().anyMatch(one -> one.reader().equals(account))) {
      return Optional.of(
          isBlind
              ? "the person has read this case before"
              : "the person is one of the readers of this case");
    }
    return Optional.empty();
  }
}
