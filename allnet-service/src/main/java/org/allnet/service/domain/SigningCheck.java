package org.allnet.service.domain;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.Counted;

/** Whether a result may be signed, and in words why not. */
public final class SigningCheck {

  private SigningCheck() {}

  /**
   * Returns what stands against the first signature.
   *
   * @param status the case's
   * @param verdicts what people say
   * @param openJobs how many jobs of the case wait or run
   * @return sentences for a reader; none if it may be signed
   */
  public static List<String> beforeSigning(
      CaseStatus status, CaseVerdicts verdicts, long openJobs) {
    List<String> obstacles = new ArrayList<>();
    if (status.isSigned()) {
      obstacles.add("The result is signed. Amend it if it is wrong.");
    } else if (status.isClosed()) {
      obstacles.add("The case is %s.".formatted(status.words()));
    } else if (!status.next().contains(CaseStatus.SIGNED)) {
      obstacles.add("The case is '%s': no person has judged a cell.".formatted(status.words()));
    }
    addUnfinished(obstacles, verdicts, openJobs);
    return List.copyOf(obstacles);
  }

  private static void addUnfinished(List<String> obstacles, CaseVerdicts verdicts, long openJobs) {
    if (openJobs > 0) {
      obstacles.add("The model has not finished: %s.".formatted(open(openJobs)));
    }
    addUnjudged(obstacles, verdicts);
    int differing = verdicts.differing().size();
    if (differing > 0) {
      obstacles.add(
          "%s judged differently by two readers. Adjudicate them."
              .formatted(Counted.of(differing, "cell").are()));
    }
    for (ReadingVerdicts one : verdicts.readings()) {
      CaseReading.Kind kind = one.reading().kind();
      boolean waits = kind == CaseReading.Kind.SECOND || kind == CaseReading.Kind.ADJUDICATION;
      if (waits && one.reading().closed().isEmpty()) {
        obstacles.add(
            "The %s goes on. Wait for its end, or end it."
                .formatted(kind == CaseReading.Kind.SECOND ? "second reading" : "adjudication"));
      }
    }
  }

  /**
   * Returns what stands against a signature below a changed result.
   *
   * @param status the case's
   * @param verdicts what people say
   * @param openJobs how many jobs of the case wait or run
   * @param changed how many cells have another verdict than in what was signed
   * @return sentences for a reader; none if it may be signed again
   */
  public static List<String> beforeAmending(
      CaseStatus status, CaseVerdicts verdicts, long openJobs, int changed) {
    List<String> obstacles = new ArrayList<>();
    if (!status.isSigned()) {
      obstacles.add("The case is '%s', so there is nothing to amend.".formatted(status.words()));
    }
    if (changed == 0) {
      obstacles.add("No cell has another verdict than in the signed result.");
    }
    addUnfinished(obstacles, verdicts, openJobs);
    return List.copyOf(obstacles);
  }

  private static void addUnjudged(List<String> obstacles, CaseVerdicts verdicts) {
    if (verdicts.cells().isEmpty()) {
      obstacles.add("The case has no cell.");
    }
    int unread = verdicts.unread().size();
    if (unread > 0) {
      obstacles.add("%s not judged yet.".formatted(Counted.of(unread, "cell").are()));
    }
    int unsure = verdicts.unsure().size();
    if (unsure > 0) {
      obstacles.add(
          "%s marked 'unsure'. Decide, or choose 'not classed'."
              .formatted(Counted.of(unsure, "cell").are()));
    }
  }

  private static String open(long jobs) {
    return Counted.of(jobs, "job").are() + " open";
  }

  /**
   * Returns of how many cells somebody has a verdict that stands, given without being blinded. Who
   * has none can't say to have looked at the cells, and approves.
   *
   * @param signer who signs
   * @param verdicts what people say
   */
  public static long reviewed(Id.Account signer, CaseVerdicts verdicts) {
    List<ReadingVerdicts> own =
        verdicts.readings().stream()
            .filter(one -> one.reading().reader().equals(signer) && !one.reading().blinded())
            .filter(one -> one.reading().kind() != CaseReading.Kind.COMPETENCY)
            .toList();
    return verdicts.cells().stream()
        .filter(cell -> own.stream().anyMatch(one -> one.verdict(cell).isPresent()))
        .count();
  }
}
