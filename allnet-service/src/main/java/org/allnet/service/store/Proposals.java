package org.allnet.service.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Proposal;

/** What models propose. A proposal is never changed. */
public interface Proposals {

  /**
   * Keeps a proposal, unless the model has said something of the cell before: work that is done
   * twice has its effect once.
   *
   * @param proposal what the model says
   * @return whether it was kept
   */
  boolean add(Proposal proposal);

  /**
   * Returns what a model says of a cell.
   *
   * @param cell the cell
   * @param model the hash of its file
   * @return empty if it has not answered
   */
  Optional<Proposal> get(Id.Cell cell, Hash model);

  /**
   * Returns what a model says of the cells of a case, by their numbers.
   *
   * @param of the case
   * @param model the hash of its file
   */
  List<Proposal> of(Id.Case of, Hash model);

  /**
   * Returns when a model answered last about a case.
   *
   * @param of the case
   * @param model the hash of the model's file
   * @return empty if it has not answered
   */
  Optional<Instant> latest(Id.Case of, Hash model);
}
