package org.allnet.spark.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TablesTest {

  /** Sixteen tasks for each core if each has 32 files; three at least; none of more than 250. */
  @ParameterizedTest
  @CsvSource({
    "1, 2, 1",
    "5, 2, 5",
    "100, 2, 6",
    "320, 2, 10",
    "2000, 2, 32",
    "20000, 2, 80",
    "20000, 400, 1200",
    "0, 2, 1"
  })
  void imageTasks_keepCoresBusyToTheEnd(long files, int cores, int tasks) {
    assertThat(Tables.imageTasks(files, cores)).isEqualTo(tasks);
  }
}
