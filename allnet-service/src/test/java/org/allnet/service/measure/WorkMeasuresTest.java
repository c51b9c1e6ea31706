package org.allnet.service.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.allnet.service.domain.ModelUse;
import org.allnet.service.domain.Picture;
import org.allnet.service.store.MemoryFolder;
import org.allnet.service.store.TestDatabase;
import org.allnet.service.work.Bench;
import org.allnet.service.work.TestPictures;
import org.allnet.service.work.intake.IntakeAnswer;
import org.allnet.service.work.intake.IntakeLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What workers do is counted. */
final class WorkMeasuresTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  /** The sum of all lines of a metric whose labels have some text. */
  private static double sum(String name, String labels) {
    return WorkMeasures.text()
        .lines()
        .filter(line -> line.startsWith(name + "{") && line.contains(labels))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void cellsAndJobs_areCounted() throws Exception {
    List<String> counted =
        List.of(
            "allnet_job_duration_seconds_count read-picture",
            "allnet_job_duration_seconds_count classify-cell",
            "allnet_batch_size_sum classify-cell",
            "allnet_cell_decided_total decision");
    List<Double> before = counted.stream().map(WorkMeasuresTest::of).toList();
    try (Bench bench = new Bench(TestDatabase.SQLITE.fresh(folder), folder)) {
      bench.classifier(ModelUse.CLASSIFIER, 5);
      IntakeAnswer.Accepted taken =
          (IntakeAnswer.Accepted)
              bench
                  .intake(IntakeLimits.DEFAULTS)
                  .take(
                      bench.person(),
                      bench.request(Picture.Kind.CELL),
                      List.of(
                          TestPictures.file("a.png", TestPictures.png(1)),
                          TestPictures.file("b.png", TestPictures.png(2)),
                          TestPictures.file("c.png", TestPictures.png(3))));
      bench.workers(1);
      Bench.await("pictures", () -> bench.unread(taken.of()) == 0);
      bench.awaitDone(taken.of());
      for (int i = 0; i < counted.size(); i++) {
        String one = counted.get(i);
        double after = before.get(i) + 3;
        Bench.await(one, () -> of(one) >= after);
        assertThat(of(one)).as(one).isEqualTo(after);
      }
    }
    assertThat(WorkMeasures.text()).contains("allnet_inference_duration_seconds_bucket");
  }

  private static double of(String metric) {
    String[] words = metric.split(" ");
    return sum(words[0], words[1]);
  }
}
