package org.allnet.spark.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EpochsToldTest {

  @TempDir Path run;

  @Test
  void epochs_areToldAsTheyEnd() throws Exception {
    Path epochs =
        Files.createDirectories(run.resolve("state/apart-fold-1")).resolve("metrics.jsonl");
    Files.writeString(epochs, "{}\n"); // of an earlier start
    List<String> said = new CopyOnWriteArrayList<>();
    try (EpochsTold told = EpochsTold.of(run, 1, said::add)) {
      told.look();
      Files.writeString(epochs, "{}\n{}\n{}\n");
      told.look();
      told.look();
    }
    assertThat(said).containsExactly("fold model 1: epoch 3 is done");
  }
}
