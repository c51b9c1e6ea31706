package org.allnet.training.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.RuleOptions;
import org.allnet.training.trainer.TrainingListener;

/** The folder of a run that a test may damage, and what goes on with it. */
final class CopiedRun {

  private CopiedRun() {}

  static void copy(Path made, Path run) throws IOException {
    try (Stream<Path> all = Files.walk(made)) {
      for (Path path : all.toList()) {
        Files.copy(path, run.resolve(made.relativize(path)));
      }
    }
  }

  static RunResult resume(Path run) {
    return TrainingRun.resume(run, "test", TrainingListener.NONE);
  }

  static RunResult decide(Path run) {
    return TrainingRun.decide(
        run,
        rule -> new RuleOptions(PointRule.Known.YOUDEN, rule.maxError(), rule.setError()),
        "test",
        "allnet decide",
        "2026-01-01T00:00:00Z",
        TrainingListener.NONE);
  }
}
