package org.allnet.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A command that says nothing says what it is at; one that talks does not. */
final class FirstLineTest {

  @Test
  void silence_isEndedByTheLine() throws InterruptedException {
    CountDownLatch said = new CountDownLatch(1);
    try (FirstLine line = new FirstLine(Duration.ofMillis(1), said::countDown)) {
      assertThat(said.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(FirstLine.PATIENCE).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void lineAfterSomethingWasSaid_isLeftOut() throws InterruptedException {
    CountDownLatch said = new CountDownLatch(1);
    FirstLine line = new FirstLine(Duration.ofMillis(400), said::countDown);
    line.end();
    assertThat(said.await(700, TimeUnit.MILLISECONDS)).isFalse();
  }
}
