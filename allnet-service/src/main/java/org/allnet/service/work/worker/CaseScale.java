package org.allnet.service.work.worker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.MeasuredField;
import org.allnet.service.domain.Picture;
import org.allnet.service.store.Transaction;

/**
 * The scale of fields that have too few red cells for one of their own. Fields of one case and size
 * are taken for those of one microscope, so that the red cells of all tell it, as {@code detect
 * run} does over a folder. Cells wait for it, and are handed on as soon as there are enough.
 */
final class CaseScale {

  /** Who has the red cells that tell a scale. */
  private static final String OF_CASE = "of the case's fields of this size";

  /** What is said of a field until its scale is known. */
  static final String UNKNOWN =
      "its scale is not known, so that its cells are found and not classified; give the diameter of a red cell in pixels";

  private CaseScale() {}

  /**
   * Keeps what a field tells, and hands on all cells of the case whose scale is known by it.
   *
   * @param tx changes something; the field's look is kept
   * @param field the field, of which nobody says the scale
   * @param measured what its red cells tell
   * @param known gets the cells of each field whose scale is known now
   */
  static void add(
      Transaction tx, Picture field, MeasuredField measured, Consumer<List<Id.Cell>> known) {
    tx.fields().measure(field.id(), measured);
    Map<Id.Picture, MeasuredField> all =
        tx.fields().measured(field.of(), field.width(), field.height());
    FieldScale scale =
        RedCells.ofDiameters(all.values().stream().flatMap(one -> one.redCells().stream()).toList())
            .scale()
            .withWords(OF_CASE);
    if (!scale.isKnown()) {
      return;
    }
    all.forEach(
        (picture, waits) -> {
          if (!waits.waiting().isEmpty()) {
            FieldLook look = tx.fields().get(picture).orElseThrow();
            tx.fields()
                .keep(
                    new FieldLook(
                        picture,
                        Optional.of(new FieldLook.Scale(scale.redCell(), scale.text())),
                        true,
                        look.notes().stream().filter(note -> !note.equals(UNKNOWN)).toList()));
            tx.fields().measure(picture, new MeasuredField(waits.redCells(), List.of()));
            known.accept(waits.waiting());
          }
        });
  }
}
