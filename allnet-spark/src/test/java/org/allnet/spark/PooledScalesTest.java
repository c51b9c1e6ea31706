package org.allnet.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What red cells tell on the cluster is what they tell on one machine, to the last digit. */
final class PooledScalesTest {

  private static final FieldScale NOT_SAID = FieldScale.unknown(0);

  private static FieldRow field(String folder, int number, FieldScale said, List<Double> red) {
    return new FieldRow(
        folder + "/" + number,
        folder + "/" + number,
        null,
        folder,
        640,
        480,
        said,
        true,
        red,
        List.of(),
        null,
        null,
        List.of(),
        null);
  }

  @Test
  void medians_areThoseOfAllRedCells() {
    Random random = new Random(4);
    List<Row> fields = new ArrayList<>();
    Map<String, List<Double>> all = new HashMap<>();
    // Odd and even numbers of cells, next to none, one too few, and none.
    Map<String, Integer> counts = Map.of("odd", 301, "even", 300, "some", 20, "few", 19, "none", 0);
    counts.forEach(
        (folder, count) -> {
          List<Double> red = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            // Some are equal, as boxes of whole pixels are.
            red.add(i % 3 == 0 ? 60.0 + i % 7 : 60 + 6 * random.nextGaussian());
          }
          all.put(folder, red);
          for (int part = 0; part < 4; part++) {
            List<Double> own = red.subList(count * part / 4, count * (part + 1) / 4);
            fields.add(field(folder, part, NOT_SAID, own).toRow());
          }
        });
    // What somebody says makes another kind of field in the same folder.
    fields.add(field("odd", 9, FieldScale.given(40), List.of(1.0, 2.0)).toRow());
    fields.add(FieldRow.broken("odd/10", null, null, "is broken").toRow());

    List<Row> scales =
        PooledScales.of(
                LocalSpark.session()
                    .createDataFrame(fields, FieldRow.SCHEMA)
                    .filter("error is null"))
            .collectAsList();

    assertThat(scales).hasSize(counts.size() + 1);
    int compared = 0;
    for (Row row : scales) {
      if (row.<Double>getAs(FieldRow.SAID) == 0) {
        FieldScale alone = RedCells.ofDiameters(all.get(row.<String>getAs("folder"))).scale();
        assertThat(PooledScales.of(row)).isEqualTo(alone.withWords("of the folder's fields"));
        compared += alone.isKnown() ? 1 : 0;
      }
    }
    assertThat(compared).isEqualTo(3);
  }
}
