package org.allnet.service.result;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseVerdicts;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.FinalVerdict;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Proposal;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.SignOff;
import org.allnet.service.domain.SigningCheck;
import org.allnet.service.domain.Subject;
import org.allnet.service.store.Transaction;
import org.jspecify.annotations.Nullable;

/** The results of cases, within one transaction. */
public final class CaseResults {

  private final Transaction tx;

  /**
   * Reads results.
   *
   * @param tx the transaction, in which all that belongs together is of one state
   */
  public CaseResults(Transaction tx) {
    this.tx = tx;
  }

  /**
   * Returns the result of a case as it is now.
   *
   * @param of the case
   */
  public CaseResult now(Case of) {
    CaseVerdicts verdicts = tx.judgements().verdicts(of.id());
    ResultContent content = content(of, verdicts);
    List<SignOff> signatures = tx.signOffs().of(of.id());
    List<CellChange> changes =
        signatures.isEmpty()
            ? List.of()
            : CellChange.between(signed(signatures.get(signatures.size() - 1)), content);
    long openJobs = tx.jobs().openForAnswer(of.id());
    List<String> obstacles =
        signatures.isEmpty()
            ? SigningCheck.beforeSigning(of.status(), verdicts, openJobs)
            : SigningCheck.beforeAmending(of.status(), verdicts, openJobs, changes.size());
    List<VersionChanges> history = new ArrayList<>(history(signatures));
    if (!changes.isEmpty()) {
      history.add(new VersionChanges(Optional.empty(), changes));
    }
    return result(of, content, Optional.empty(), signatures, changes, history, obstacles);
  }

  /**
   * Returns the result of a case as it was signed.
   *
   * @param of the case
   * @param version which signature, from 1
   * @return empty if there is no such signature
   * @throws RunException if what was signed was changed or lost since
   */
  public Optional<CaseResult> signed(Case of, int version) {
    List<SignOff> signatures = tx.signOffs().of(of.id());
    if (version < 1 || version > signatures.size()) {
      return Optional.empty();
    }
    SignOff signature = signatures.get(version - 1);
    ResultContent content = signed(signature);
    List<CellChange> changes =
        version == 1 ? List.of() : CellChange.between(signed(signatures.get(version - 2)), content);
    List<VersionChanges> history = history(signatures.subList(0, version));
    return Optional.of(
        result(of, content, Optional.of(signature), signatures, changes, history, List.of()));
  }

  /**
   * Returns the last signed result of a case, or as it is now if nobody has signed.
   *
   * @param of the case
   * @throws RunException if what was signed was changed or lost since
   */
  public CaseResult last(Case of) {
    return signed(of, tx.signOffs().of(of.id()).size()).orElseGet(() -> now(of));
  }

  /** In which cells each of some signed versions differs from the one before. */
  private List<VersionChanges> history(List<SignOff> signatures) {
    List<VersionChanges> history = new ArrayList<>();
    for (int i = 1; i < signatures.size(); i++) {
      List<CellChange> cells =
          CellChange.between(signed(signatures.get(i - 1)), signed(signatures.get(i)));
      if (!cells.isEmpty()) {
        history.add(new VersionChanges(Optional.of(signatures.get(i).version()), cells));
      }
    }
    return history;
  }

  /** What stands signed of a case; empty if nobody has signed, or it is withdrawn. */
  Optional<ResultContent> standing(Case of) {
    List<SignOff> signatures = tx.signOffs().of(of.id());
    return signatures.isEmpty() || !of.status().isSigned()
        ? Optional.empty()
        : Optional.of(signed(signatures.get(signatures.size() - 1)));
  }

  ResultContent signed(SignOff signature) {
    return tx.signedResults()
        .get(signature.signed())
        .map(text -> SignedText.of(text).content())
        .orElseThrow(
            () ->
                new RunException(
                    "database: what was signed as %s is missing; restore a back-up"
                        .formatted(signature.signed())));
  }

  ResultContent content(Case of, CaseVerdicts verdicts) {
    Map<Id.Picture, Picture> pictures = new HashMap<>();
    tx.pictures().of(of.id()).forEach(one -> pictures.put(one.id(), one));
    boolean anyField = pictures.values().stream().anyMatch(one -> one.kind() == Picture.Kind.FIELD);
    Optional<Hash> model = ShownModel.of(tx, of.id());
    Optional<Hash> detector = anyField ? tx.models().of(of.id()).detector() : Optional.empty();
    Project project = project(of);
    Map<Id.Cell, MachineAnswer> answers = new HashMap<>();
    if (model.isPresent()) {
      for (Proposal proposal : tx.proposals().of(of.id(), model.get())) {
        answers.put(proposal.cell(), MachineAnswer.of(proposal, project));
      }
    }
    List<CellResult> cells = new ArrayList<>();
    for (Cell cell : tx.cells().of(of.id(), 0, Integer.MAX_VALUE)) {
      Optional<FinalVerdict> last = verdicts.finalOf(cell.id());
      cells.add(
          new CellResult(
              cell,
              Optional.ofNullable(pictures.get(cell.picture())).flatMap(Picture::content),
              Optional.ofNullable(answers.get(cell.id())),
              last.map(FinalVerdict::verdict),
              last.map(one -> one.event().id()),
              last.map(FinalVerdict::kind),
              isSynthetic(pictures.get(cell.picture()))));
    }
    return new ResultContent(
        of.project(),
        of.subject(),
        of.id(),
        model,
        detector,
        new ResultContent.Sheets(KnownModel.now(tx, model), KnownModel.now(tx, detector)),
        project.classes(),
        cells,
        pictures.values().stream().anyMatch(Picture::synthetic),
        Optional.of(pictures(of, pictures.values(), cells)));
  }

  /** Looks at what there is, not at jobs: a search may have failed, been cancelled or not asked. */
  private PictureCounts pictures(Case of, Collection<Picture> read, List<CellResult> cells) {
    Set<Id.Picture> searched = new HashSet<>();
    tx.fields().of(of.id()).stream()
        .filter(FieldLook::looked)
        .forEach(look -> searched.add(look.picture()));
    cells.forEach(cell -> searched.add(cell.cell().picture()));
    List<Picture> fields =
        read.stream().filter(picture -> picture.kind() == Picture.Kind.FIELD).toList();
    long unreadable = tx.handed().unreadable(of.id()).size();
    return new PictureCounts(
        read.size() + unreadable + tx.handed().unread(of.id()),
        unreadable,
        fields.size(),
        fields.stream().filter(field -> !searched.contains(field.id())).count());
  }

  private static boolean isSynthetic(@Nullable Picture picture) {
    return picture != null && picture.synthetic();
  }

  private CaseResult result(
      Case of,
      ResultContent content,
      Optional<SignOff> signature,
      List<SignOff> signatures,
      List<CellChange> changes,
      List<VersionChanges> history,
      List<String> obstacles) {
    Map<Id.Account, Account> people = new HashMap<>();
    for (SignOff one : signatures) {
      tx.accounts().get(one.signer()).ifPresent(account -> people.put(account.id(), account));
    }
    Map<Id.Judgement, String> reasons = new HashMap<>();
    for (CellChange change : history.stream().flatMap(one -> one.cells().stream()).toList()) {
      change
          .judgement()
          .flatMap(tx.judgements()::get)
          .ifPresent(
              event -> {
                event
                    .reason()
                    .flatMap(SealedText::text)
                    .ifPresent(text -> reasons.put(event.id(), text));
                tx.accounts()
                    .get(event.reader())
                    .ifPresent(account -> people.put(account.id(), account));
              });
    }
    KnownModel known = KnownModel.of(tx, content.model(), content.sheets().model());
    KnownModel detector = KnownModel.of(tx, content.detector(), content.sheets().detector());
    return new CaseResult(
        project(of),
        subject(of),
        of,
        content.model().flatMap(tx.models()::get).map(known::asKnown),
        content.detector().flatMap(tx.models()::get).map(detector::asKnown),
        known,
        content,
        ResultCounts.of(content),
        signature,
        signatures,
        changes,
        history,
        reasons,
        obstacles,
        people,
        new CaseProgress(tx).of(of, content.model()));
  }

  private Project project(Case of) {
    return tx.projects().get(of.project()).orElseThrow(() -> missing("project"));
  }

  private Subject subject(Case of) {
    return tx.subjects().get(of.project(), of.subject()).orElseThrow(() -> missing("subject"));
  }

  private static InputException missing(String what) {
    return new InputException(what + ": that of the case is missing");
  }
}
