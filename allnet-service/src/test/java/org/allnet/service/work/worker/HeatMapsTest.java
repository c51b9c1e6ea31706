package org.allnet.service.work.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.NamedCell;
import org.allnet.explain.Explainer;
import org.allnet.explain.Explanation;
import org.allnet.explain.ExplanationOptions;
import org.allnet.inference.Classifier;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.JobTask;
import org.allnet.service.domain.ModelUse;
import org.allnet.service.domain.PlacedCell;
import org.allnet.service.store.MemoryFolder;
import org.allnet.service.store.TestDatabase;
import org.allnet.service.work.Bench;
import org.allnet.service.work.TestModels;
import org.allnet.service.work.TestPictures;
import org.allnet.service.work.intake.IntakeAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maps that a page shows are those of the explainer. */
final class HeatMapsTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  @Test
  void map_isThatOfTheExplainer() throws Exception {
    try (Bench bench = new Bench(TestDatabase.SQLITE.fresh(folder), folder)) {
      // With fewer pixels the network's last map has a single place.
      Path file = TestModels.classifier(folder.resolve("model.safetensors"), 5, 128);
      Hash model = bench.models.addClassifier(Bench.SERVICE, file).hash();
      bench.models.choose(Bench.SERVICE, ModelUse.CLASSIFIER, Optional.of(model));
      IntakeAnswer.Accepted taken = bench.cells(1);
      Workers workers = bench.workers(1);
      bench.awaitDone(taken.of());
      Cell cell = bench.look(tx -> tx.cells().of(taken.of(), 0, 1)).get(0);
      PlacedCell placed =
          bench.look(
              tx -> tx.jobs().cell(new JobTask.ClassifyCell(cell.id(), model)).orElseThrow());
      HeatMaps maps = workers.heatMaps().orElseThrow();
      HeatMaps.Answer answer = maps.of(placed, model);

      Explanation expected = expected(bench.models.file(model));
      assertThat(answer).isInstanceOf(HeatMaps.Made.class);
      HeatMap map = ((HeatMaps.Made) answer).map();
      assertThat(map.label()).isEqualTo(expected.label());
      assertThat(map.greatest()).isEqualTo(expected.result().map().positive().greatest());
      double[] counts = new double[256];
      for (byte value : map.values()) {
        counts[value & 0xff]++;
      }
      assertThat(counts[255]).as("the greatest value is somewhere").isPositive();
      assertThat(map.rgb()).hasSize(3 * map.width() * map.height());
      assertThat(((HeatMaps.Made) maps.of(placed, model)).map())
          .as("it is made once")
          .isSameAs(map);
      assertThat(bench.workers(0).heatMaps()).as("without models").isEmpty();
    }
  }

  private static Explanation expected(Path model) throws Exception {
    CellPixels pixels = new ImageDecoder(DecodeLimits.DEFAULTS).decode(TestPictures.png(0), "cell");
    try (Classifier classifier = Classifier.open(model)) {
      Explanation explanation =
          new Explainer(classifier, ExplanationOptions.DEFAULTS)
              .explain(List.of(new NamedCell("cell", pixels)))
              .get(0)
              .explanation();
      if (explanation == null) {
        throw new AssertionError("nothing to explain");
      }
      return explanation;
    }
  }
}
