package org.allnet.service.store;

import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Blinding;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.KnownCell;
import org.allnet.service.domain.Veil;

/** Who reads which case. */
public interface Readings {

  /**
   * Begins a reading.
   *
   * @param reading the new one
   * @throws InputException if the case is closed, its reader is not who does this, an amendment is
   *     begun of what is not signed, or the reader must not have {@linkplain Blinding#against this
   *     reading}
   */
  void open(CaseReading reading);

  /**
   * Gives somebody a second reading, an adjudication or a competency reading.
   *
   * @param reading the new one; a second or competency reading is blinded
   * @param hidden known cells of other subjects that are mixed into it; none if it is not blinded
   * @throws InputException if the case is closed, nobody in person does this, the reader may not
   *     judge in the project or must not have {@linkplain Blinding#against this reading}, or a
   *     hidden cell is of the same subject, of another project or there twice
   */
  void assign(CaseReading reading, List<KnownCell> hidden);

  /**
   * Returns the cells that a reading is about, in the order in which its reader sees them: of a
   * blinded one all and those that are hidden in it, by its seed; of an adjudication those of which
   * two readers differ; otherwise all, by their numbers.
   *
   * @param reading which one
   */
  List<Id.Cell> cells(CaseReading reading);

  /**
   * Returns the cells that are hidden in a reading.
   *
   * @param reading which one
   */
  List<KnownCell> hidden(Id.Reading reading);

  /**
   * Returns the readings of a kind in a project, oldest first.
   *
   * @param in the project
   * @param kind which kind
   */
  List<CaseReading> of(Id.Project in, CaseReading.Kind kind);

  /**
   * Returns the readings of a person in a project that go on, oldest first.
   *
   * @param in the project
   * @param reader who reads
   */
  List<CaseReading> open(Id.Project in, Id.Account reader);

  /**
   * Returns what a person must not see while blinded readings and adjudications of the person go
   * on.
   *
   * @param in the project
   * @param reader the person
   */
  Veil veil(Id.Project in, Id.Account reader);

  /**
   * Returns whether a reading is about a cell: one of its case, or one that is hidden in it.
   *
   * @param reading which one
   * @param cell the cell
   */
  boolean isAbout(CaseReading reading, Id.Cell cell);

  /**
   * Ends a reading: from then on it has no new judgements.
   *
   * @param id which one
   * @throws InputException if there is none, it has ended, or its reader has not decided of every
   *     cell of an adjudication; somebody else may take an adjudication back, and then what nobody
   *     decided stays undecided
   */
  void close(Id.Reading id);

  /**
   * Returns a reading.
   *
   * @param in the project, beyond which nobody looks
   * @param id which one
   * @return empty if there is none in the project
   */
  Optional<CaseReading> get(Id.Project in, Id.Reading id);

  /**
   * Returns the readings of a case, oldest first.
   *
   * @param of the case
   */
  List<CaseReading> of(Id.Case of);
}
