package org.allnet.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.allnet.data.field.BoundingBox;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.WhiteCells.State;
import org.allnet.evaluation.detection.Detection;
import org.junit.jupiter.api.Test;

final class WhiteCountTest {

  private static final List<String> CLASSES =
      List.of("blast", "lymphocyte", "RBC", "smudge", "plasma cell");

  /** Cells in rows of ten, of the classes by turns, that are found from the last to the first. */
  private static FoundCells field(int cells, int... kinds) {
    List<Detection> found = new ArrayList<>();
    for (int i = cells - 1; i >= 0; i--) {
      BoundingBox box = BoundingBox.ofSize(10 + 50 * (i % 10), 10 + 50 * (i / 10), 40, 40);
      found.add(new Detection(kinds[i % kinds.length], box, 0.9));
    }
    return new FoundCells(
        new FoundCells.LookedAt("a", Path.of("a"), 520, 4000, null), FieldScale.unknown(0), found);
  }

  private static WhiteCount count(FoundCells... fields) {
    WhiteCount count = new WhiteCount(CLASSES, List.of());
    for (FoundCells field : fields) {
      count.add(field);
    }
    return count;
  }

  @Test
  void firstHundred_areThoseOfTheFirstFields() {
    WhiteCount count = count(field(60, 0), field(80, 0, 1, 1, 1), field(90, 1));

    assertThat(count.all().cells()).isEqualTo(230);
    assertThat(count.all().count("blast")).isEqualTo(80);
    assertThat(count.first(100).cells()).isEqualTo(100);
    // 60 of the first field, and a quarter of 40 of the second.
    assertThat(count.first(100).count("blast")).isEqualTo(70);
    assertThat(count.first(200).cells()).isEqualTo(200);
    assertThat(count.first(200).count("blast")).isEqualTo(80);
  }

  @Test
  void percentages_haveWilsonsIntervalOrABound() {
    WhiteCount count = count(field(100, 0, 1, 1, 1, 1));

    // 20 of 100: Wilson's interval is 13.3 to 28.9 %, of 0 of 100 at most 3 % remain.
    CellTally.Range blasts = count.first(100).range("blast").orElseThrow();
    assertThat(blasts.fraction()).isEqualTo(0.2);
    assertThat(blasts.low()).isCloseTo(0.1334, within(1e-4));
    assertThat(blasts.high()).isCloseTo(0.2888, within(1e-4));
    CellTally.Range unseen = count.first(100).range("plasma cell").orElseThrow();
    assertThat(unseen.low()).isZero();
    assertThat(unseen.high()).isCloseTo(0.0295, within(1e-4));
    assertThat(count.lines()).contains("first 200: there are no more than 100");
  }

  @Test
  void fewerThanAHundred_isSaid() {
    WhiteCount count = count(field(37, 0, 1));

    assertThat(count.lines())
        .contains("first 100: there are no more than 37")
        .noneMatch(line -> line.startsWith("first 200"));
  }

  @Test
  void smudgesAndRedCells_areNotAmongThem() {
    WhiteCount count = count(field(40, 0, 2, 3, 1));

    assertThat(count.all().cells()).isEqualTo(20);
    assertThat(count.count(State.SMUDGE)).isEqualTo(10);
    assertThat(count.apart()).containsExactly("10 smudge cells, 50.0 for 100 that are counted");
    assertThat(count.all().words()).containsExactly("blast", "lymphocyte", "plasma cell");
  }

  @Test
  void json_hasEachCount() {
    Map<String, Object> json = count(field(120, 0, 1)).toJson();

    assertThat(json)
        .containsKeys("countedBy", "cut", "smudge", "touching", "order", "all")
        .containsKeys("first100", "first200");
    assertThat(json.get("countedBy")).isEqualTo("class");
  }
}
