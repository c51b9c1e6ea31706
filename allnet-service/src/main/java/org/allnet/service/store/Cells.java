package org.allnet.service.store;

import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.Id;

/** The cells of cases. */
public interface Cells {

  /**
   * Adds cells.
   *
   * @param cells all of one case, each in a picture of it
   * @throws InputException if a number is taken, a picture is of another case, or a box is outside
   *     of it
   */
  void add(List<Cell> cells);

  /**
   * Returns a cell.
   *
   * @param in the project, beyond which nobody looks
   * @param id which one
   * @return empty if there is none in the project
   */
  Optional<Cell> get(Id.Project in, Id.Cell id);

  /**
   * Returns cells of a case, by number.
   *
   * @param of the case
   * @param after from which number on, not included; 0 for the first
   * @param most how many at most
   */
  List<Cell> of(Id.Case of, int after, int most);

  /**
   * Returns how many cells a case has.
   *
   * @param of the case
   */
  long count(Id.Case of);
}
