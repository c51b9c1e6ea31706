package org.allnet.service.store;

import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.GalleryCell;
import org.allnet.service.domain.GalleryCounts;
import org.allnet.service.domain.GalleryFilter;
import org.allnet.service.domain.GalleryPlace;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.ReferenceCell;

/**
 * The cells of a reading as its reader goes through them. A blinded reading gets no proposal here,
 * whatever is asked for. Its cells, and those of an adjudication, come in the order of {@link
 * Readings#cells}, and have no groups.
 */
public interface Gallery {

  /**
   * Returns a page of cells in the order of the gallery.
   *
   * @param reading whose gallery it is
   * @param model the hash of the model whose proposals are shown; absent if none are
   * @param filter which cells
   * @param after the place of the last cell of the page before; absent for the first page
   * @param most how many at most
   * @throws InputException if the filter names a group and the reader sees no proposals
   */
  List<GalleryCell> page(
      CaseReading reading,
      Optional<Hash> model,
      GalleryFilter filter,
      Optional<GalleryPlace> after,
      int most);

  /**
   * Returns how many cells there are, by proposal and by what the reading says.
   *
   * @param reading whose gallery it is
   * @param model the hash of the model whose proposals are shown; absent if none are
   */
  GalleryCounts counts(CaseReading reading, Optional<Hash> model);

  /**
   * Returns one cell.
   *
   * @param reading whose gallery it is
   * @param model the hash of the model whose proposals are shown; absent if none are
   * @param cell the cell
   * @return absent if it is not in the gallery
   */
  Optional<GalleryCell> cell(CaseReading reading, Optional<Hash> model, Id.Cell cell);

  /**
   * Returns the cells that lie next to one in its picture, the nearest first.
   *
   * @param cell the cell
   * @param most how many at most
   */
  List<Cell> neighbours(Cell cell, int most);

  /**
   * Returns cells of other subjects of the project whose class stands signed, the last signed
   * first, at most two of a subject. What is said and not signed, or withdrawn, is not among them.
   * Synthetic cells are only shown beside synthetic ones.
   *
   * @param of the case for which they are
   * @param label the class
   * @param most how many at most
   */
  List<ReferenceCell> references(Id.Case of, String label, int most);
}
