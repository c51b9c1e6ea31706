package org.allnet.detect.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.allnet.data.field.BoundingBox;
import org.allnet.detect.scale.WhiteCells.State;
import org.allnet.evaluation.detection.Detection;
import org.junit.jupiter.api.Test;

final class WhiteCellsTest {

  private static final List<String> CLASSES = List.of("WBC", "RBC", "smudge cell");

  private static Detection cell(int classIndex, double x, double y, double side) {
    return new Detection(classIndex, BoundingBox.ofSize(x, y, side, side), 0.9);
  }

  private static WhiteCells of(Detection... cells) {
    return WhiteCells.of(List.of(cells), 640, 480, FieldScale.unknown(0), CLASSES);
  }

  @Test
  void eachState_isTold() {
    Detection alone = cell(0, 300, 50, 40);
    Detection cut = cell(0, 0, 50, 40);
    Detection smudge = cell(2, 100, 300, 40);
    Detection red = cell(1, 310, 60, 40); // it covers a white cell and does not count
    Detection one = cell(0, 400, 300, 40);
    Detection other = cell(0, 436, 300, 40); // a tenth of a box is shared
    Detection near = cell(0, 438, 341, 40); // nothing is shared
    WhiteCells white = of(alone, cut, smudge, red, one, other, near);

    assertThat(white.state(alone)).contains(State.WHOLE);
    assertThat(white.state(cut)).contains(State.CUT);
    assertThat(white.state(smudge)).contains(State.SMUDGE);
    assertThat(white.state(red)).isEmpty();
    assertThat(white.state(one)).contains(State.TOUCHING);
    assertThat(white.state(other)).contains(State.TOUCHING);
    assertThat(white.state(near)).contains(State.WHOLE);
    assertThat(white.count(State.TOUCHING)).isEqualTo(2);
  }

  @Test
  void cellByASmudge_isTouched() {
    Detection cell = cell(0, 100, 100, 40);

    assertThat(of(cell, cell(2, 130, 100, 40)).state(cell)).contains(State.TOUCHING);
  }

  /** At a known scale what is wider than 5.6 red cells is no cell. */
  @Test
  void regionAroundCells_touchesNone() {
    Detection cell = cell(0, 100, 100, 40);
    List<Detection> both = List.of(cell, cell(0, 50, 50, 300));
    WhiteCells white = WhiteCells.of(both, 640, 480, FieldScale.given(30), CLASSES);

    assertThat(white.state(cell)).contains(State.WHOLE);
    assertThat(of(cell, both.get(1)).state(cell)).contains(State.TOUCHING);
  }

  @Test
  void whole_isFromTopToBottom() {
    Detection a = cell(0, 500, 10, 40);
    Detection b = cell(0, 100, 100, 40);
    Detection c = cell(0, 300, 100, 40);
    Detection low = cell(0, 10, 300, 40);

    assertThat(of(low, c, cell(0, 0, 9, 40), b, a).whole()).containsExactly(a, b, c, low);
  }
}
