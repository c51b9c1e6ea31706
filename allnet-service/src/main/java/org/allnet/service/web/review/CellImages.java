package org.allnet.service.web.review;

import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Picture;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;
import org.allnet.service.work.picture.Thumbnails;

/**
 * Pictures of cells. What an address shows never changes, so that browsers keep it; whoever is no
 * member of the project gets nothing.
 */
public final class CellImages implements PageSet {

  private static final String CELL = "/projects/{project}/cells/{cell}/";

  private final Thumbnails thumbnails;

  /**
   * Shows stored pictures.
   *
   * @param thumbnails makes those of cells
   */
  public CellImages(Thumbnails thumbnails) {
    this.thumbnails = thumbnails;
  }

  /** Makes one picture of a cell. */
  private interface Maker {

    Optional<byte[]> make(Picture picture, Cell cell);
  }

  @Override
  public List<Endpoint> endpoints() {
    Access see = Access.to(Permission.SEE);
    return List.of(
        new Endpoint(
            Route.page(CELL + "small", see, "A picture of a cell, 96 pixels wide or high."),
            visit -> answer(visit, (picture, cell) -> thumbnails.thumbnail(picture, cell, 96))),
        new Endpoint(
            Route.page(CELL + "medium", see, "A picture of a cell, 192 pixels wide or high."),
            visit -> answer(visit, (picture, cell) -> thumbnails.thumbnail(picture, cell, 192))),
        new Endpoint(
            Route.page(CELL + "large", see, "A cell at its full size, with what is around it."),
            visit -> answer(visit, thumbnails::large)));
  }

  private static void answer(Visit visit, Maker maker) {
    Id.Project in = visit.project().id();
    Id.Cell id = visit.id("cell", Id.Cell::new);
    Cell cell = Visit.found(visit.store().read(tx -> tx.cells().get(in, id)));
    Picture picture = Visit.found(visit.store().read(tx -> tx.pictures().get(in, cell.picture())));
    byte[] png = maker.make(picture, cell).orElseThrow(HttpFailure::missing);
    visit
        .context()
        .header("Cache-Control", "private, max-age=31536000, immutable")
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .contentType("image/png")
        .result(png);
  }
}
