package org.allnet.service.web.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a service can't do without, asked about by many. */
final class ProbeTest {

  /** A database that is away takes seconds to say so, and each who asks keeps a thread. */
  @Test
  @Timeout(30)
  void whoComesMeanwhile_getsTheSameAnswer() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch away = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    Probe probe =
        new Probe(
            "database",
            () -> {
              asked.incrementAndGet();
              begun.countDown();
              try {
                away.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return false;
            });
    List<FutureTask<Boolean>> answers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      FutureTask<Boolean> answer = new FutureTask<>(probe::isGood);
      answers.add(answer);
      Thread asking = new Thread(answer);
      asking.start();
      begun.await();
      while (i > 0 && asking.getState() != Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }
    }
    away.countDown();
    for (FutureTask<Boolean> answer : answers) {
      assertThat(answer.get()).isFalse();
    }
    assertThat(asked).hasValue(1);
    assertThat(probe.isGood()).isFalse();
    assertThat(asked).as("asked again by who comes later").hasValue(2);
  }

  @Test
  void whatWorked_isNotTriedAgainAtOnce() {
    AtomicInteger asked = new AtomicInteger();
    AtomicBoolean works = new AtomicBoolean();
    Probe probe =
        new Probe(
            "disk",
            () -> {
              asked.incrementAndGet();
              if (!works.get()) {
                throw new IllegalStateException("it is full");
              }
              return true;
            });
    assertThat(probe.isGood()).isFalse();
    works.set(true);
    assertThat(probe.isGood()).isTrue();
    assertThat(probe.isGood()).isTrue();
    assertThat(asked).hasValue(2);
  }
}
