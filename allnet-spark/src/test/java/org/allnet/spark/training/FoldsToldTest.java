package org.allnet.spark.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FoldsToldTest {

  @Test
  void folds_areToldAsTheyEnd() {
    List<String> said = new ArrayList<>();
    FoldsTold told =
        new FoldsTold(
            List.of(
                "/runs/small" + TrainFold.BETWEEN + "1", "/runs/allnet" + TrainFold.BETWEEN + 2),
            said::add);
    told.told(1, false);
    told.told(0, true);
    told.told(1, true);
    assertThat(said)
        .containsExactly(
            "allnet, fold 2: its executor was lost; another one goes on with the epoch",
            "small, fold 1: the executor is done (1 of 2)",
            "allnet, fold 2: the executor is done (2 of 2)");
  }
}
