package org.allnet.cli.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.stream.Stream;
import org.allnet.data.file.Sha256;
import org.allnet.inference.learner.FittedLearner;
import org.allnet.inference.learner.Learner;
import org.allnet.inference.learner.LearnerOptions;
import org.allnet.inference.learner.LeftOutRows;
import org.junit.jupiter.params.provider.MethodSource;

/** Learners of any bytes, with a checksum that fits. */
class LearnerFuzzTest {

  private static final int DIGEST = 32;

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void learnerOrOneLine(byte[] bytes) {
    byte[] whole = Arrays.copyOf(bytes, bytes.length + DIGEST);
    byte[] digest = Sha256.digest().digest(bytes);
    System.arraycopy(digest, 0, whole, bytes.length, DIGEST);
    AnyBytes.check(whole, content -> FittedLearner.fromBytes(content, "learner"));
  }

  static Stream<byte[]> seeds() {
    double[][] rows = {{0, 1}, {1, 0}, {2, 5}, {3, 4}, {9, 8}, {8, 7}};
    int[] labels = {0, 0, 0, 1, 1, 1};
    return Stream.of("svm", "random-forest trees=2", "bagged-trees trees=2", "logistic")
        .map(LearnerOptions::parse)
        .map(
            options ->
                Learner.fit(options, null, rows, labels, 2, new LeftOutRows.Beside(rows, labels), 7)
                    .toBytes())
        .map(bytes -> Arrays.copyOf(bytes, bytes.length - DIGEST));
  }
}
