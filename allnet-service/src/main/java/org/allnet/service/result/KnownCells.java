package org.allnet.service.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.KnownCell;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.ReadingOrder;
import org.allnet.service.domain.SignOff;
import org.allnet.service.store.Transaction;

/** Chooses cells whose class is signed, to hide them in a reading. */
public final class KnownCells {

  /** How many signed cases are looked at, at most. */
  private static final int MOST_CASES = 100;

  private KnownCells() {}

  /**
   * Chooses cells at random, as many of each class as far as there are any.
   *
   * @param tx the transaction
   * @param of in whose reading they are to be hidden; their subjects are others
   * @param reader who is to read; must not have read their cases
   * @param most how many at most
   * @param seed tells which ones
   * @return fewer if there are no more
   */
  public static List<KnownCell> choose(
      Transaction tx, Case of, Id.Account reader, int most, long seed) {
    Map<String, List<KnownCell>> byClass = new LinkedHashMap<>();
    CaseResults results = new CaseResults(tx);
    boolean synthetic = tx.pictures().of(of.id()).stream().anyMatch(Picture::synthetic);
    for (Case one :
        tx.cases()
            .list(of.project(), List.of(CaseStatus.SIGNED, CaseStatus.AMENDED), 0, MOST_CASES)) {
      boolean isKnown =
          tx.readings().of(one.id()).stream().anyMatch(has -> has.reader().equals(reader));
      if (!isKnown && !one.subject().equals(of.subject()) && isThere(tx, one)) {
        List<SignOff> signatures = tx.signOffs().of(one.id());
        for (CellResult cell : results.signed(signatures.get(signatures.size() - 1)).cells()) {
          boolean isAlike = cell.synthetic() == synthetic; // others would give themselves away
          if (isAlike && cell.verdict().filter(CellVerdict::counts).isPresent()) {
            CellVerdict verdict = cell.verdict().get();
            byClass
                .computeIfAbsent(verdict.key(), key -> new ArrayList<>())
                .add(new KnownCell(cell.cell().id(), verdict));
          }
        }
      }
    }
    return inTurn(byClass, most, seed);
  }

  private static boolean isThere(Transaction tx, Case one) {
    return tx.subjects()
        .get(one.project(), one.subject())
        .filter(subject -> subject.erased().isEmpty())
        .isPresent();
  }

  private static List<KnownCell> inTurn(Map<String, List<KnownCell>> byClass, int most, long seed) {
    List<List<KnownCell>> shuffled = new ArrayList<>();
    byClass.values().forEach(cells -> shuffled.add(inOrder(cells, seed)));
    List<KnownCell> chosen = new ArrayList<>();
    for (int i = 0; chosen.size() < most; i++) {
      boolean any = false;
      for (List<KnownCell> cells : shuffled) {
        if (i < cells.size() && chosen.size() < most) {
          chosen.add(cells.get(i));
          any = true;
        }
      }
      if (!any) {
        break;
      }
    }
    return List.copyOf(chosen);
  }

  private static List<KnownCell> inOrder(List<KnownCell> cells, long seed) {
    Map<Id.Cell, KnownCell> byId = new LinkedHashMap<>();
    cells.forEach(cell -> byId.put(cell.cell(), cell));
    return ReadingOrder.of(seed, List.copyOf(byId.keySet())).stream().map(byId::get).toList();
  }
}
