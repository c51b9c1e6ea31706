package org.allnet.service.work.worker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.allnet.data.InputException;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageSource;
import org.allnet.data.image.region.LargePictures;
import org.allnet.detect.scale.CellCrop;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.PlacedCell;
import org.allnet.service.work.picture.StoredPictures;

/**
 * Cells as models see them: a picture of one cell as it is, and a cell of a field cut out on black
 * at the scale of the models' training. Thread-safe.
 */
final class CellSources {

  /** Cells of a field come one after another. */
  private static final int FIELDS_KEPT = 2;

  private final StoredPictures pictures;
  private final Map<Hash, CellPixels> fields = new LinkedHashMap<>();

  CellSources(StoredPictures pictures) {
    this.pictures = pictures;
  }

  /** A cell that is decoded when its turn comes. */
  ImageSource source(String name, PlacedCell cell) {
    return new ImageSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public CellPixels decode(ImageDecoder decoder, Consumer<String> notes) {
        return cell.picture().kind() == Picture.Kind.CELL ? pixels(cell.picture()) : cut(cell);
      }
    };
  }

  /**
   * Returns the pixels of a picture.
   *
   * @throws InputException if it was erased
   */
  CellPixels pixels(Picture picture) {
    return pictures.pixels(picture).orElseThrow(() -> new InputException("picture: was erased"));
  }

  private CellPixels cut(PlacedCell cell) {
    FieldLook.Scale scale =
        cell.scale().orElseThrow(() -> new InputException("cell: its field's scale is not known"));
    Cell.Box box = cell.cell().box();
    BoundingBox bounds =
        new BoundingBox(box.x(), box.y(), box.x() + box.width(), box.y() + box.height());
    Optional<CellPixels> cut =
        new CellCrop(scale.redCellPixels())
            .of(LargePictures.of(field(cell.picture())), CellCrop.ellipse(bounds));
    return cut.orElseThrow(
        () -> new InputException("cell: is too large for its field's scale to be cut out"));
  }

  /** One thread decodes a field, and the others wait for it. */
  private synchronized CellPixels field(Picture picture) {
    Hash content = picture.content().orElseThrow(() -> new InputException("picture: was erased"));
    CellPixels known = fields.get(content);
    if (known == null) {
      known = pixels(picture);
      if (fields.size() >= FIELDS_KEPT) {
        fields.remove(fields.keySet().iterator().next());
      }
      fields.put(content, known);
    }
    return known;
  }
}
