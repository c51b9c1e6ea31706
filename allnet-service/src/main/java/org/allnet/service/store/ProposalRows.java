package org.allnet.service.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.evaluation.decision.Decision;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Proposal;

/** Proposals as rows. */
final class ProposalRows implements Proposals {

  /** Probabilities as one column, in the order of the classes. */
  record Probabilities(List<String> classes, List<Double> values) {

    static Probabilities of(Map<String, Double> byClass) {
      return new Probabilities(List.copyOf(byClass.keySet()), List.copyOf(byClass.values()));
    }

    Map<String, Double> byClass() {
      Map<String, Double> byClass = new LinkedHashMap<>();
      for (int k = 0; k < classes.size(); k++) {
        byClass.put(classes.get(k), values.get(k));
      }
      return byClass;
    }
  }

  /** Classes as one column. */
  record Possible(List<String> classes) {}

  private final Transaction tx;

  ProposalRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public boolean add(Proposal proposal) {
    int kept =
        tx.sql()
            .update(
                "insert into proposals (cell, model, decision, probabilities, possible, at)"
                    + " values (?, ?, ?, ?, ?, ?) on conflict (cell, model) do nothing",
                proposal.cell(),
                proposal.model(),
                RecordJson.text(proposal.decision()),
                RecordJson.text(Probabilities.of(proposal.probabilities())),
                RecordJson.text(new Possible(new ArrayList<>(proposal.possible()))),
                proposal.at());
    if (kept > 0) {
      GalleryRows.place(tx, proposal);
      tx.record(
          new AuditEvent(
              Act.CELL_ANSWERED,
              proposal.cell(),
              proposal.model().hex(),
              said(proposal),
              Optional.of(hash(proposal)),
              Optional.empty()));
    }
    return kept > 0;
  }

  /** The hash of all parts of an answer. */
  static Hash hash(Proposal said) {
    return RecordHash.of(
        said.cell(),
        said.model(),
        RecordJson.text(said.decision()),
        RecordJson.text(Probabilities.of(said.probabilities())),
        RecordJson.text(new Possible(new ArrayList<>(said.possible()))),
        said.at());
  }

  /** The class, or by which word it is referred. */
  private static String said(Proposal proposal) {
    return proposal.decision() instanceof Decision.Referred referred
        ? "referred:" + referred.reason().key()
        : "class:" + proposal.proposed().orElse("");
  }

  @Override
  public Optional<Proposal> get(Id.Cell cell, Hash model) {
    return tx.sql()
        .one(
            "select * from proposals where cell = ? and model = ?",
            ProposalRows::proposal,
            cell,
            model);
  }

  @Override
  public Optional<Instant> latest(Id.Case of, Hash model) {
    return tx.sql()
        .one(
            "select p.at from proposals p join cells e on e.id = p.cell"
                + " where e.case_id = ? and p.model = ? order by p.at desc limit 1",
            row -> row.instant("at"),
            of,
            model);
  }

  @Override
  public List<Proposal> of(Id.Case of, Hash model) {
    return tx.sql()
        .list(
            "select p.* from proposals p join cells e on e.id = p.cell"
                + " where e.case_id = ? and p.model = ? order by e.number",
            ProposalRows::proposal,
            of,
            model);
  }

  static Proposal proposal(Sql.Row row) {
    return new Proposal(
        row.id("cell", Id.Cell::new),
        row.hash("model"),
        RecordJson.read(row.text("decision"), Decision.class),
        RecordJson.read(row.text("probabilities"), Probabilities.class).byClass(),
        RecordJson.read(row.text("possible"), Possible.class).classes(),
        row.instant("at"));
  }
}
