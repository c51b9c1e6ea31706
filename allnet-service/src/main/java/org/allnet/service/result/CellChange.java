package org.allnet.service.result;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Id;

/**
 * A cell of which a later result says something else.
 *
 * @param cell the cell
 * @param before what was signed
 * @param after what is said since
 * @param judgement the event that changed it, whose reason is compulsory
 */
public record CellChange(
    Cell cell,
    Optional<CellVerdict> before,
    Optional<CellVerdict> after,
    Optional<Id.Judgement> judgement) {

  /**
   * Returns the cells in which two results differ.
   *
   * @param before what was signed
   * @param after what is said since
   * @return by the cells' numbers
   */
  public static List<CellChange> between(ResultContent before, ResultContent after) {
    Map<Id.Cell, CellResult> signed = new HashMap<>();
    before.cells().forEach(cell -> signed.put(cell.cell().id(), cell));
    List<CellChange> changes = new ArrayList<>();
    for (CellResult now : after.cells()) {
      Optional<CellVerdict> then =
          Optional.ofNullable(signed.get(now.cell().id())).flatMap(CellResult::verdict);
      if (!then.equals(now.verdict())) {
        changes.add(new CellChange(now.cell(), then, now.verdict(), now.judgement()));
      }
    }
    return List.copyOf(changes);
  }
}
