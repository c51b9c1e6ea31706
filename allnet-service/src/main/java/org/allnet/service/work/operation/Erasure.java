package org.allnet.service.work.operation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.Counted;
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

  /**
   * What was erased of a subject.
   *
   * @param pictures how many pictures are gone from the disk; one that another subject has too
   *     stays
   * @param cells of how many cells the small pictures are gone
   */
  public record Erased(int pictures, int cells) {

    /** {@return what is gone and what stays, as sentences} */
    public String words() {
      return ("%s, the small pictures of %s, the pseudonym, names of files and reasons are gone."
              + " Verdicts, signatures and the audit log stay; they name nobody."
              + " Back-ups from before have all of it.")
          .formatted(Counted.of(pictures, "picture"), Counted.of(cells, "cell"));
    }
  }

  private record Small(Hash content, Picture.Kind kind, Cell.Box box) {}

  private record Gone(int pictures, List<Small> small) {}

  /**
   * Erases a subject. Erasing twice does no harm.
   *
   * @param actor who does it
   * @param in the project
   * @param subject which one
   * @return what is gone
   * @throws org.allnet.data.InputException if there is no such subject
   */
  public Erased erase(Actor actor, Id.Project in, Id.Subject subject) {
    Gone gone =
        store.write(
            actor,
            tx -> {
              // Here, so that no picture comes in between.
              List<Small> small =
                  tx.cases().of(in, subject).stream()
                      .flatMap(of -> small(tx, of).stream())
                      .toList();
              return new Gone(tx.subjects().erase(in, subject), small);
            });
    store.change(actor, tx -> tx.handed().deleteLeftPacks());
    store.forgetErased();
    gone.small().forEach(one -> thumbnails.delete(one.content(), one.kind(), one.box()));
    return new Erased(gone.pictures(), gone.small().size());
  }

  /** Deletes small pictures that were made before a time, also those that a crash left. */
  void deleteOldSmall(Instant before) {
    thumbnails.deleteOlder(before);
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
