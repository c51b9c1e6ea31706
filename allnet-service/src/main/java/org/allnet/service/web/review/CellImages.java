package org.allnet.service.web.review;

import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.Hash;
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
 * Pictures of cells. A browser may keep one, and asks each time whether it may show it: whoever is
 * logged out, is no member of the project any more or must not see the cell gets nothing. What an
 * address shows never changes, so that the answer is a short "not modified".
 */
public final class CellImages implements PageSet {

  private static final String CELL = "/projects/{project}/cells/{cell}/";

  /** The side of a picture that is as large as it is. */
  private static final int LARGE = 0;

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
            visit -> answer(visit, 96, (picture, cell) -> small(visit, picture, cell, 96))),
        new Endpoint(
            Route.page(CELL + "medium", see, "A picture of a cell, 192 pixels wide or high."),
            visit -> answer(visit, 192, (picture, cell) -> small(visit, picture, cell, 192))),
        new Endpoint(
            Route.page(CELL + "large", see, "A cell at its full size, with what is around it.")
                .decoding(),
            visit -> answer(visit, LARGE, thumbnails::large)));
  }

  private Optional<byte[]> small(Visit visit, Picture picture, Cell cell, int side) {
    Optional<byte[]> png = thumbnails.thumbnail(picture, cell, side);
    picture
        .content()
        .ifPresent(
            content ->
                thumbnails.deleteIfErased(
                    visit.store(), content, picture.kind(), List.of(cell.box())));
    return png;
  }

  private static void answer(Visit visit, int side, Maker maker) {
    Id.Project in = visit.project().id();
    Id.Cell id = visit.id("cell", Id.Cell::new);
    Cell cell = Visit.found(visit.store().read(tx -> tx.cells().get(in, id)));
    Picture picture = Visit.found(visit.store().read(tx -> tx.pictures().get(in, cell.picture())));
    String tag = tag(picture, cell, side);
    visit.context().header("Cache-Control", "private, no-cache").header("ETag", tag);
    if (picture.content().isPresent() && tag.equals(visit.context().header("If-None-Match"))) {
      visit.context().status(304);
      return;
    }
    byte[] png = maker.make(picture, cell).orElseThrow(HttpFailure::missing);
    visit
        .context()
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .contentType("image/png")
        .result(png);
  }

  /** By what a picture is made: another one has another tag. */
  private static String tag(Picture picture, Cell cell, int side) {
    String made = "%s %s %s %d".formatted(picture.content(), picture.kind(), cell.box(), side);
    return '"' + Hash.of(made).hex().substring(0, 32) + '"';
  }
}
