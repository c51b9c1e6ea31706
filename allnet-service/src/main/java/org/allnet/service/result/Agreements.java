package org.allnet.service.result;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.evaluation.agreement.PairedVerdict;
import org.allnet.evaluation.agreement.ReaderAgreement;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.CaseVerdicts;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.FinalVerdict;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Judgement;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.ReadingVerdicts;
import org.allnet.service.store.Transaction;

/** Works out how far people and model agree in a project, of its newest cases. */
public final class Agreements {

  /** How many cases are looked at, at most. */
  public static final int MOST_CASES = 500;

  static final BootstrapOptions BOOTSTRAP = new BootstrapOptions(1_000, 1, 1);

  private final Transaction tx;
  private final Project project;
  private final List<PairedVerdict> readers = new ArrayList<>();
  private final List<PairedVerdict> model = new ArrayList<>();
  private final Map<Reader, List<PairedVerdict>> byReader = new HashMap<>();
  private int doubleRead;
  private int signedCases;
  private long withoutClass;
  private int synthetic;

  private record Reader(Id.Account account, boolean inView) {}

  private Agreements(Transaction tx, Project project) {
    this.tx = tx;
    this.project = project;
  }

  /**
   * Works out the agreement.
   *
   * @param tx the transaction
   * @param project whose cases
   */
  public static ProjectAgreement of(Transaction tx, Project project) {
    Agreements all = new Agreements(tx, project);
    List<CaseStatus> judged = List.of(CaseStatus.IN_REVIEW, CaseStatus.SIGNED, CaseStatus.AMENDED);
    tx.cases().list(project.id(), judged, 0, MOST_CASES).forEach(all::add);
    return all.agreement();
  }

  private void add(Case of) {
    CaseVerdicts verdicts = tx.judgements().verdicts(of.id());
    CaseResults results = new CaseResults(tx);
    ResultContent content = results.content(of, verdicts);
    synthetic += content.synthetic() ? 1 : 0;
    addReaders(of, verdicts);
    for (ReadingVerdicts one : verdicts.readings()) {
      CaseReading reading = one.reading();
      boolean counts =
          reading.kind() == CaseReading.Kind.FIRST
              || (reading.kind() == CaseReading.Kind.SECOND && reading.closed().isPresent());
      if (counts) {
        addReader(of, content, one);
      }
    }
    results.standing(of).ifPresent(signed -> addSigned(of, signed));
  }

  /** What was signed, whatever people and models say since. */
  private void addSigned(Case of, ResultContent signed) {
    signedCases++;
    for (CellResult cell : signed.cells()) {
      Optional<PairedVerdict> pair = pair(of, cell, cell.verdict());
      pair.ifPresent(model::add);
      withoutClass += pair.isPresent() ? 0 : 1;
    }
  }

  /**
   * A second reading that goes on is nobody's business yet. Of several that have ended, the
   * earliest that says something of a cell counts, so that no cell counts twice.
   */
  private void addReaders(Case of, CaseVerdicts verdicts) {
    List<ReadingVerdicts> first = verdicts.of(CaseReading.Kind.FIRST);
    List<ReadingVerdicts> second =
        verdicts.of(CaseReading.Kind.SECOND).stream()
            .filter(one -> one.reading().closed().isPresent())
            .toList();
    boolean any = false;
    for (Id.Cell cell : verdicts.cells()) {
      Optional<CellVerdict> one = FinalVerdict.of(first, cell).map(FinalVerdict::verdict);
      Optional<CellVerdict> two =
          second.stream().flatMap(reading -> reading.verdict(cell).stream()).findFirst();
      if (one.isPresent() && two.isPresent()) {
        any = true;
        readers.add(
            new PairedVerdict(
                of.subject().text(), CellWords.of(one.get()), CellWords.of(two.get())));
      }
    }
    doubleRead += any ? 1 : 0;
  }

  /** Whether a reader had a proposal in view is what the event says, not the kind of reading. */
  private void addReader(Case of, ResultContent content, ReadingVerdicts reading) {
    for (CellResult cell : content.cells()) {
      Optional<Judgement> event = reading.event(cell.cell().id());
      if (event.isPresent()) {
        boolean inView = event.get().shown().proposed().isPresent();
        Reader reader = new Reader(reading.reading().reader(), inView);
        pair(of, cell, event.get().after())
            .ifPresent(
                pair -> byReader.computeIfAbsent(reader, key -> new ArrayList<>()).add(pair));
      }
    }
  }

  /** A person's class and the model's; empty if one of them has none. */
  private Optional<PairedVerdict> pair(Case of, CellResult cell, Optional<CellVerdict> said) {
    Optional<String> proposed = cell.machine().flatMap(MachineAnswer::proposed);
    Optional<String> label =
        said.filter(CellVerdict.OfClass.class::isInstance)
            .map(verdict -> ((CellVerdict.OfClass) verdict).label());
    List<String> classes = project.classes();
    return proposed.filter(classes::contains).isPresent()
            && label.filter(classes::contains).isPresent()
        ? Optional.of(new PairedVerdict(of.subject().text(), label.get(), proposed.get()))
        : Optional.empty();
  }

  private ProjectAgreement agreement() {
    List<ProjectAgreement.ReaderAndModel> rows = new ArrayList<>();
    byReader.forEach(
        (reader, pairs) ->
            rows.add(
                new ProjectAgreement.ReaderAndModel(
                    reader.account,
                    tx.accounts().get(reader.account).map(Account::name).orElse("unknown"),
                    reader.inView,
                    agreement(project.classes(), pairs))));
    rows.sort(
        Comparator.comparing(ProjectAgreement.ReaderAndModel::reader)
            .thenComparing(ProjectAgreement.ReaderAndModel::inView));
    return new ProjectAgreement(
        doubleRead,
        agreement(CellWords.all(project), readers),
        signedCases,
        agreement(project.classes(), model),
        withoutClass,
        rows,
        synthetic);
  }

  private static ReaderAgreement agreement(
      Collection<String> categories, List<PairedVerdict> pairs) {
    return ReaderAgreement.of(List.copyOf(categories), false, pairs, BOOTSTRAP);
  }
}
