package org.allnet.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Polygon;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.scale.NucleatedCells;
import org.allnet.evaluation.detection.Detection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FieldPictureTest {

  private static final FieldPicture FIELD =
      FieldPicture.of(new FieldPixels(100, 80, new byte[3 * 100 * 80]));

  @ParameterizedTest
  @CsvSource({
    "20,20,60,40,52,32", // 40 across: 6 pixels of margin on each side
    "0,0,40,20,46,26", // in a corner there is less
    "-10,-10,110,90,100,80", // larger than the field
    "99,79,130,120,8,8" // of which little is seen
  })
  void cutOut_box_hasAMarginWithinTheField(
      double left, double top, double right, double bottom, int width, int height) {
    BufferedImage cell = FIELD.cutOut(new BoundingBox(left, top, right, bottom)).image();

    assertThat(cell.getWidth()).isEqualTo(width);
    assertThat(cell.getHeight()).isEqualTo(height);
  }

  private static FieldPicture drawn(@Nullable Path2D outline) {
    return FIELD.withCells(
        List.of(
            new ShownCell(
                new Detection(0, new BoundingBox(20, 30, 60, 60), 0.9), outline, outline)),
        List.of("WBC"));
  }

  @Test
  void withCells_box_drawsOnACopy() {
    assertThat(drawn(null).image().getRGB(20, 45) & 0xFFFFFF).isEqualTo(0xD55E00);
    assertThat(FIELD.image().getRGB(20, 45) & 0xFFFFFF).isZero();
  }

  @Test
  void withCells_outlined_drawsTheOutlineToo() {
    Path2D outline = OutlinePath.of(Polygon.of(25, 35, 55, 35, 55, 55, 25, 55), 1);

    assertThat(drawn(outline).image().getRGB(25, 45) & 0xFFFFFF).isEqualTo(0xD55E00);
    assertThat(drawn(null).image().getRGB(25, 45) & 0xFFFFFF).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "WBC,true",
    "Blast,true",
    "erythroblast,true",
    "RBC,false",
    "red blood cell,false",
    "Red_Cells,false",
    "Platelets,false",
    "stained,true"
  })
  void nucleatedCells_className_isTold(String label, boolean expected) {
    assertThat(NucleatedCells.is(label)).isEqualTo(expected);
  }
}
