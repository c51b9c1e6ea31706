package org.allnet.inference.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.allnet.testing.StoredFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Learners of each version of their bytes. */
class LearnerFormatTest {

  private static final String FIRST = "learner-1.bin";
  private static final String NEWEST = "learner-2.bin";

  @BeforeAll
  static void store(@TempDir Path folder) throws IOException {
    if (StoredFile.isToBeStored(NEWEST)) {
      Path file = folder.resolve(NEWEST);
      Files.write(file, fitted().toBytes());
      StoredFile.storeIfMissing(NEWEST, file);
    }
  }

  private static double[][] rows() {
    Random random = new Random(4);
    double[][] rows = new double[24][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = random.doubles(3, 0, 10).toArray();
      rows[i][1] += i % 2 * 6;
    }
    return rows;
  }

  private static FittedLearner fitted() {
    double[][] rows = rows();
    int[] labels = new int[rows.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 2;
    }
    return Learner.fit(
        new LearnerOptions.BaggedTrees(4),
        null,
        rows,
        labels,
        2,
        new LeftOutRows.Beside(rows, labels),
        3);
  }

  @Test
  void learnerOfVersion1_hasTheMeanAsBackground() throws IOException {
    FittedLearner read = FittedLearner.fromBytes(Files.readAllBytes(StoredFile.of(FIRST)), "one");

    for (double[] row : rows()) {
      assertThat(read.probabilities(row)).isEqualTo(fitted().probabilities(row));
    }
    assertThat(read.background().origin()).isEqualTo(BackgroundRows.Origin.MEAN);
    assertThat(read.background().rows()).hasSize(1);
    assertThat(read.background().rows().get(0)).containsOnly(0);
    assertThat(FittedLearner.fromBytes(read.toBytes(), "again").background().origin())
        .isEqualTo(BackgroundRows.Origin.MEAN);
  }

  @Test
  void learnerOfVersion2_isWrittenAsStored() throws IOException {
    byte[] stored = Files.readAllBytes(StoredFile.of(NEWEST));

    FittedLearner read = FittedLearner.fromBytes(stored, "two");

    assertThat(read.toBytes()).isEqualTo(stored);
    assertThat(read.background().origin()).isEqualTo(BackgroundRows.Origin.CLASS_MEANS);
    assertThat(read.background().weights()).containsExactly(0.5, 0.5);
  }
}
