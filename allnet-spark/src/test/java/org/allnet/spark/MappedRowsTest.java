package org.allnet.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

final class MappedRowsTest {

  /** A picture may have more cells than rows of them fit into the memory. */
  @Test
  void severalRowsOfOne_areMadeAsTheyAreAskedFor() {
    MappedRows rows =
        MappedRows.ofSeveral(
            List.of(RowFactory.create("a")).iterator(),
            row -> IntStream.iterate(0, i -> i + 1).mapToObj(i -> row(i)).iterator());

    for (int i = 0; i < 3; i++) {
      assertThat(rows.next().getInt(0)).isEqualTo(i);
    }
  }

  @Test
  void rowsWithoutAny_arePassedOver() {
    MappedRows rows =
        MappedRows.ofSeveral(
            List.of(row(0), row(2), row(0), row(1)).iterator(),
            row -> Collections.nCopies(row.getInt(0), row).iterator());

    assertThat(rows).toIterable().hasSize(3);
  }

  @Test
  void freedMemory_isGivenBackOnTheWayAndAtTheEnd() {
    AtomicInteger times = new AtomicInteger();
    MappedRows rows =
        new MappedRows(
            Collections.nCopies(2 * MappedRows.GIVEN_BACK_AFTER, row(1)).iterator(),
            row -> List.of(row).iterator(),
            times::incrementAndGet);

    for (int i = 0; i <= MappedRows.GIVEN_BACK_AFTER; i++) {
      rows.next();
    }
    assertThat(times).as("before the first row of the second half").hasValue(1);
    assertThat(rows).toIterable().hasSize(MappedRows.GIVEN_BACK_AFTER - 1);
    assertThat(times).as("at the end").hasValue(2);
    assertThat(rows.hasNext()).isFalse();
    assertThat(times).as("once").hasValue(2);
  }

  private static Row row(int number) {
    return RowFactory.create(number);
  }
}
