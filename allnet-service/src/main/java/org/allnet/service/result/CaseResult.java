package org.allnet.service.result;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.domain.SignOff;
import org.allnet.service.domain.Subject;

/**
 * The result of a case as pages, prints and exports show it: as it is now, or as it was signed.
 *
 * @param project the project
 * @param subject whose cells they are
 * @param of the case as it is now
 * @param model whose proposals people saw, with what has to be known of it: as it was signed, or
 *     now; empty if there was none
 * @param detector that looked for the cells, with what has to be known of it; empty if none did
 * @param known what of the model is shown, and what is known since
 * @param content what the result says
 * @param counts its counts
 * @param signature the signature below it; empty if it shows what is not signed
 * @param signatures all signatures of the case, oldest first
 * @param changes in which cells it differs from the signature before
 * @param history in which cells each version up to the shown one differs from the one before, the
 *     first version first; none of them is without a cell
 * @param reasons why each of them was changed, by the event; none if the text is erased
 * @param obstacles why it can't be signed now, in words; none if it can
 * @param people who signed or judged
 * @param progress who brought the case as far as it is, and when, as long as nobody has signed
 */
public record CaseResult(
    Project project,
    Subject subject,
    Case of,
    Optional<ServedModel> model,
    Optional<ServedModel> detector,
    KnownModel known,
    ResultContent content,
    ResultCounts counts,
    Optional<SignOff> signature,
    List<SignOff> signatures,
    List<CellChange> changes,
    List<VersionChanges> history,
    Map<Id.Judgement, String> reasons,
    List<String> obstacles,
    Map<Id.Account, Account> people,
    CaseProgress.Since progress) {

  /** Copies the collections. */
  public CaseResult {
    signatures = List.copyOf(signatures);
    changes = List.copyOf(changes);
    history = List.copyOf(history);
    reasons = Map.copyOf(reasons);
    obstacles = List.copyOf(obstacles);
    people = Map.copyOf(people);
  }

  /** {@return the status of what is shown, which of a signed version is what its signature says} */
  public CaseStatus status() {
    return signature.map(last -> last.meaning().status()).orElse(of.status());
  }

  /** {@return whether a later signature replaces what is shown} */
  public boolean isReplaced() {
    return signature.isPresent()
        && signature.get().version() < signatures.get(signatures.size() - 1).version();
  }

  /**
   * {@return the status in a word or a few; all versions of a withdrawn result say that they are
   * withdrawn}
   */
  public CaseStatus standing() {
    return isWithdrawn() ? CaseStatus.WITHDRAWN : status();
  }

  /** {@return whether the case is withdrawn, so that none of its versions may be used} */
  public boolean isWithdrawn() {
    return of.status() == CaseStatus.WITHDRAWN;
  }

  /** {@return whether no person has signed for what is shown} */
  public boolean isUnsigned() {
    return signature.isEmpty();
  }

  /** {@return whether a program made cells of the case, so that it says nothing about blood} */
  public boolean isSynthetic() {
    return content.synthetic();
  }

  /** {@return the case's first eight letters, by which people call a report} */
  public String reportId() {
    return of.id().text().substring(0, 8);
  }

  /** {@return what stands across every page of a print; empty if a person has signed for it} */
  public Optional<String> watermark() {
    return switch (standing()) {
      case SIGNED, AMENDED ->
          isUnsigned() && !changes.isEmpty() ? Optional.of("changed and not signed") : replaced();
      case WITHDRAWN -> Optional.of("withdrawn");
      case IN_REVIEW -> Optional.of("review by a person not finished");
      case QUEUED, ANSWERED, CANCELLED -> Optional.of("not reviewed by a person");
    };
  }

  private Optional<String> replaced() {
    return isReplaced() ? Optional.of("replaced by a later version") : Optional.empty();
  }
}
