package org.allnet.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.comparison.RunMetrics;
import org.allnet.evaluation.metric.Metric;
import org.allnet.testing.StoredFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code evaluation.json} of each version of its format. */
class EvaluationFormatTest {

  private static final Path STORED = StoredFile.of("report-1");

  @TempDir private Path folder;

  @Test
  void metricsOfVersion1_areReadWithTheirValues() {
    RunMetrics metrics = RunMetricsFile.read(STORED);
    assertThat(metrics.classes()).containsExactly("all", "hem");
    assertThat(metrics.positive()).isEqualTo("all");
    assertThat(metrics.images()).isEqualTo(860);
    assertThat(metrics.metrics().get(Metric.AUROC)).isEqualTo(0.9647219217595097);
    assertThat(metrics.baselines()).isNotEmpty();
    assertThat(metrics.origin().protocol()).isEqualTo(Protocol.IMAGE);
    assertThat(metrics.origin().synthetic()).isTrue();
    assertThat(StatedRule.read(STORED)).isNotNull();
    assertThat(ReportFiles.limits(STORED).origin().synthetic()).isTrue();
  }

  @Test
  void write_givesTheStoredFile() throws IOException {
    ReportFiles.write(folder, ExampleReports.full(Protocol.IMAGE, true));
    StoredFile.storeIfMissing("report-1/evaluation.json", folder.resolve("evaluation.json"));
    // If this fails: raise FileFormat.EVALUATION, add a case to the reader, store report-2.
    assertThat(withoutReasons(folder)).isEqualTo(withoutReasons(STORED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "1000000000"})
  void metricsOfANewerVersion_areRefusedByName(String version) throws IOException {
    Path file = write("\"format\" : " + version);
    for (Runnable reading : readings()) {
      assertThatThrownBy(reading::run)
          .isInstanceOf(InputException.class)
          .hasMessage(
              "%s: has format %s, and this program reads metrics up to format 1; update ALLNet"
                  .formatted(file, version));
    }
  }

  @Test
  void metricsWithoutAVersion_areRefused() throws IOException {
    Path file = write("\"formats\" : 1");
    for (Runnable reading : readings()) {
      assertThatThrownBy(reading::run)
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(file + ": says no format")
          .hasMessageContaining("make the report anew");
    }
  }

  private List<Runnable> readings() {
    return List.of(
        () -> RunMetricsFile.read(folder),
        () -> StatedRule.read(folder),
        () -> ReportFiles.limits(folder));
  }

  /** All of a file but the sentences for people that say why a metric has no value. */
  private static String withoutReasons(Path folder) throws IOException {
    return Files.readString(folder.resolve("evaluation.json"))
        .replaceAll("(?m)\"undefined\" : \".*\"(,?)$", "\"undefined\"$1");
  }

  private Path write(String version) throws IOException {
    String stored = Files.readString(STORED.resolve("evaluation.json"));
    String changed = stored.replaceFirst("\"format\" : 1", version);
    assertThat(changed).isNotEqualTo(stored);
    return Files.writeString(folder.resolve("evaluation.json"), changed);
  }
}
