package org.allnet.service.work.operation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Picture;
import org.allnet.service.store.Store;
import org.allnet.service.store.Transaction;
import org.allnet.service.work.picture.Thumbnails;

/**
 * Erases subjects: pictures, large and small, pseudonym, and what people wrote. Verdicts,
 * signatures and the audit log stay, and the chain is whole. Back-ups that were written before have
 * all of it: whoever erases has to see to them. Thread-safe.
 */
public final class Erasure {

  private static final int AT_ONCE = 10_000;

  private final Store store;
  private final Thumbnails thumbnails;

  /**
   * Takes the places where subjects are.
   *
   * @param store the rows and the pictures
   * @param thumbnails the small pictures
   */
  public Erasure(Store store, Thumbnails thumbnails) {
    this.store = store;
    this.thumbnails = thumbnails;
  }

  private record Small(Hash content, Picture.Kind kind, Cell.Box box) {}

  /**
   * Erases a subject. Erasing twice does no harm.
   *
   * @param actor who does it
   * @param in the project
   * @param subject which one
   * @return how many pictures are gone from the disk
   * @throws org.allnet.data.InputException if there is no such subject
   */
  public int erase(Actor actor, Id.Project in, Id.Subject subject) {
    List<Small> small =
        store.read(
            tx ->
                tx.cases().of(in, subject).stream().flatMap(of -> small(tx, of).stream()).toList());
    int gone = store.write(actor, tx -> tx.subjects().erase(in, subject));
    store.change(actor, tx -> tx.handed().deleteLeftPacks());
    small.forEach(one -> thumbnails.delete(one.content(), one.kind(), one.box()));
    return gone;
  }

  private static List<Small> small(Transaction tx, Id.Case of) {
    Map<Id.Picture, Picture> pictures = new HashMap<>();
    tx.pictures().of(of).forEach(picture -> pictures.put(picture.id(), picture));
    List<Small> small = new ArrayList<>();
    int after = 0;
    List<Cell> cells = tx.cells().of(of, after, AT_ONCE);
    while (!cells.isEmpty()) {
      for (Cell cell : cells) {
        Optional.ofNullable(pictures.get(cell.picture()))
            .ifPresent(
                picture ->
                    picture
                        .content()
                        .ifPresent(
                            content -> small.add(new Small(content, picture.kind(), cell.box()))));
        after = cell.number();
      }
      cells = tx.cells().of(of, after, AT_ONCE);
    }
    return small;
  }
}
