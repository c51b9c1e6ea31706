package org.allnet.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.allnet.cli.terminal.Progress;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.training.recipe.Recipes;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TrainingWork;
import org.junit.jupiter.api.Test;

class TrainingProgressTest {

  private final List<String> said = new ArrayList<>();
  private final AtomicLong clock = new AtomicLong();
  private final TrainingProgress progress =
      new TrainingProgress(
          Path.of("run"),
          said::add,
          (task, images) ->
              new Progress(new PrintWriter(new StringWriter()), false, task, "images", images),
          clock::get);

  /** A step of ten images that ends after some seconds. */
  private void step(int number, int images, double seconds) {
    clock.addAndGet((long) (seconds * 1e9));
    progress.stepDone(1, 10 * number, images, 0.5);
  }

  private static EpochRecord epoch(int fold, int network, int epoch, double seconds) {
    return EpochRecord.of(fold, network, epoch)
        .trained(1e-3, 0.5)
        .took(seconds, 1)
        .best(true)
        .build();
  }

  @Test
  void stepDone_someSteps_saysTimeOfAllFoldsOnce() {
    progress.runStarted(new TrainingWork("allnet", 5, 60, List.of(2e10)));
    progress.foldStarted(1, 5, 0, 600, 300);
    step(1, 600, 20); // the first one makes ready and is not counted
    step(2, 600, 2);
    step(3, 600, 2);
    assertThat(said).noneMatch(line -> line.startsWith("time:"));
    step(4, 600, 2);
    step(5, 600, 2);
    // 0.2 s an image; 600 trained, 300 validated and 600 for statistics at a third: 900 alike,
    // 180 s an epoch, 300 epochs
    assertThat(said.stream().filter(line -> line.startsWith("time:")))
        .containsExactly(
            "time: about 15 hours for all training on this machine (5 fold models, 60 epochs; by its first 4 steps); --recipe small is far less work to begin with");
  }

  @Test
  void stepDone_longRun_advisesOnlyWhatIsQuicker() {
    progress.runStarted(new TrainingWork("my-own", 5, 30, List.of(smallCost())));
    progress.foldStarted(1, 5, 0, 6000, 3000);
    for (int step = 1; step <= 4; step++) {
      step(step, 6000, 2);
    }
    assertThat(said)
        .anyMatch(line -> line.startsWith("time: about 3 days"))
        .noneMatch(line -> line.contains("--recipe small"))
        .noneMatch(line -> line.contains("takes minutes"));
  }

  private static double smallCost() {
    return new NetworkPlan(Recipes.find(Recipes.SMALL).networks(2).get(0)).flops();
  }

  @Test
  void stepDone_severalNetworks_countsOperations() {
    progress.runStarted(new TrainingWork("small", 1, 10, List.of(1.0, 3.0)));
    progress.foldStarted(1, 1, 0, 90, 0);
    for (int step = 1; step <= 4; step++) {
      step(step, 90, 1.5);
    }
    // 0.15 s an image, 120 alike: 18 s an epoch of the first, 54 s of the second, ten of each
    assertThat(said)
        .contains(
            "time: about 12 minutes for all training on this machine (1 fold model of 2 networks, 10 epochs each; by its first 4 steps)");
    progress.epochDone(epoch(1, 1, 10, 18), 10);
    assertThat(said.get(said.size() - 1)).contains("9 min 0 s left");
    progress.foldStarted(1, 1, 0, 90, 0);
    progress.epochDone(epoch(1, 2, 9, 54), 10);
    assertThat(said.get(said.size() - 1)).contains("54 s left");
  }

  @Test
  void stepDone_aRunThatGoesOn_countsWhatIsLeft() {
    progress.runStarted(new TrainingWork("small", 2, 10, List.of(1.0, 1.0)));
    progress.foldStarted(1, 2, 10, 90, 0);
    progress.foldStarted(1, 2, 5, 90, 0);
    for (int step = 1; step <= 4; step++) {
      step(step, 90, 1.5);
    }
    // 25 epochs of 18 s
    assertThat(said).anyMatch(line -> line.startsWith("time: about 8 minutes for all"));
  }

  @Test
  void stepDone_anEpochOfAMoment_saysNothing() {
    progress.runStarted(new TrainingWork("small", 1, 3, List.of(1.0)));
    progress.foldStarted(1, 1, 0, 40, 10);
    for (int step = 1; step <= 4; step++) {
      step(step, 40, 0.1);
    }
    progress.epochDone(epoch(1, 1, 1, 0.5), 3);
    for (int step = 1; step <= 4; step++) {
      step(step, 40, 5);
    }
    assertThat(said).noneMatch(line -> line.startsWith("time:"));
  }
}
