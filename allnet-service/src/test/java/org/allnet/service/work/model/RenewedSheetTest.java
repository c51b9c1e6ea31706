package org.allnet.service.work.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.allnet.inference.model.ModelFile;
import org.allnet.service.domain.DatedSheet;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.ModelSheet;
import org.allnet.service.store.MemoryFolder;
import org.allnet.service.store.StoreSettings;
import org.allnet.service.store.TestDatabase;
import org.allnet.service.work.Bench;
import org.allnet.service.work.TestModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model is evaluated anew after a service has it, and the service is started with it again. */
final class RenewedSheetTest {

  private static final String EVALUATION =
      """
      {"format":1,"model":"%s","images":860,"subjects":12,
      "classes":["lymphoblast","lymphocyte"],"positive":"lymphoblast",
      "accuracy":{"value":%s,"noInterval":"too few people"},
      "synthetic":true,"tested":"other"}
      """;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private StoreSettings settings;
  private Bench bench;
  private Path model;

  @BeforeEach
  void open() throws Exception {
    settings = TestDatabase.SQLITE.fresh(folder);
    bench = new Bench(settings, folder);
    Files.createDirectories(folder.resolve("run"));
    model = TestModels.classifier(folder.resolve("run/model.safetensors"), 3);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  private Hash start() {
    return bench.models.addClassifier(Bench.SERVICE, model).hash();
  }

  private void evaluate(String accuracy) throws IOException {
    evaluate(ModelFile.checksum(model), accuracy);
  }

  private void evaluate(String of, String accuracy) throws IOException {
    Path file = model.resolveSibling("evaluation.json");
    Files.writeString(file, EVALUATION.formatted(of, accuracy));
    // As a copy keeps it that was made on another machine, before the service had the model.
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
  }

  private List<DatedSheet> sheets(Hash of) {
    return bench.look(tx -> tx.models().sheets(of));
  }

  private static List<Double> values(DatedSheet sheet) {
    return sheet.sheet().figures().stream().map(ModelSheet.Figure::value).toList();
  }

  @Test
  void laterEvaluation_isAnotherSheet() throws Exception {
    Hash hash = start();
    assertThat(sheets(hash)).hasSize(1);
    evaluate("0.75");
    assertThat(start()).isEqualTo(hash);
    evaluate("0.5");
    start();
    start();

    List<DatedSheet> all = sheets(hash);
    assertThat(all).extracting(DatedSheet::number).containsExactly(1, 2, 3);
    assertThat(all)
        .extracting(RenewedSheetTest::values)
        .containsExactly(List.of(), List.of(0.75), List.of(0.5));
    assertThat(all).extracting(DatedSheet::since).isSorted();
    ModelSheet now = bench.look(tx -> tx.models().get(hash)).orElseThrow().sheet();
    assertThat(now).isEqualTo(all.get(2).sheet());
    assertThat(bench.store.changedRows()).isEmpty();
  }

  @Test
  void evaluationThatSaysNothing_replacesNone() throws Exception {
    evaluate("0.75");
    Hash hash = start();
    evaluate("another model", "0.5");
    start();
    evaluate("2");
    start();
    Files.delete(model.resolveSibling("evaluation.json"));
    start();
    assertThat(sheets(hash)).hasSize(1);
    assertThat(values(sheets(hash).get(0))).containsExactly(0.75);
  }

  /** An earlier version did not keep what it had read. */
  @Test
  void earlierVersionsSheet_isNotReadForNothing() throws Exception {
    evaluate("0.75");
    Hash hash = start();
    TestDatabase.run(settings, "update models set laid = null");
    evaluate("0.5");
    start();
    assertThat(sheets(hash)).as("older than the sheet").hasSize(1);
    Files.setLastModifiedTime(
        model.resolveSibling("evaluation.json"), FileTime.from(Instant.now().plusSeconds(5)));
    start();
    assertThat(sheets(hash)).hasSize(2);
  }
}
