package org.allnet.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.allnet.data.WorkProgress.Step;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final StringWriter said = new StringWriter();
  private final AtomicLong clock = new AtomicLong();

  private Progress progress(String task, int images) {
    return new Progress(new PrintWriter(said), false, task, "images", images, clock::get);
  }

  private void pass(double seconds) {
    clock.addAndGet((long) (seconds * Duration.ofSeconds(1).toNanos()));
  }

  @Test
  void reach_noTerminal_saysALineEveryFiveSeconds() {
    Progress progress = progress("evaluating", 10_661);
    for (int image = 1; image <= 1_200; image++) {
      pass(0.01);
      progress.reach(image);
    }

    assertThat(said.toString().lines())
        .containsExactly("evaluating: 500 of 10,661 images", "evaluating: 1,000 of 10,661 images");
  }

  @Test
  void steps_thatAreQuick_sayNothing() {
    try (StepProgress steps = new StepProgress(this::progress)) {
      for (Step step : Step.values()) {
        for (int image = 1; image <= 40; image++) {
          pass(0.1);
          steps.reached(step, image, 40);
        }
      }
    }

    assertThat(said.toString()).isEmpty();
  }

  @Test
  void steps_thatTakeLong_areNamedOneAfterTheOther() {
    try (StepProgress steps = new StepProgress(this::progress)) {
      for (Step step : new Step[] {Step.HASHING, Step.COMPARING}) {
        for (int image = 1; image <= 90; image++) {
          pass(0.1);
          steps.reached(step, image, 90);
        }
      }
    }

    assertThat(said.toString().lines())
        .containsExactly("hashing files: 51 of 90 images", "looking for copies: 51 of 90 images");
  }
}
