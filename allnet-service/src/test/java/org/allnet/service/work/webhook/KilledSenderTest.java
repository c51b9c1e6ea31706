package org.allnet.service.work.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.ServiceEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed (SIGKILL) while things happen and are sent. What happened is in the outbox
 * once, and its receiver gets it, again with the same id if it has to.
 */
final class KilledSenderTest {

  @TempDir Path folder;

  @Test
  void killedOnce_losesNoEvent() throws Exception {
    kill(1);
  }

  @Test
  @Tag("nightly")
  void killedThirtyTimes_losesNoEvent() throws Exception {
    kill(30);
  }

  private void kill(int rounds) throws Exception {
    Random random = new Random(18);
    try (Receiver receiver =
        new Receiver(
            message -> random.nextInt(4) == 0 ? "HTTP/1.1 500 x\r\n\r\n" : Receiver.TAKEN)) {
      try (HookedStore hooked = new HookedStore(folder)) {
        hooked.hook("http://127.0.0.1:" + receiver.port() + "/");
      }
      int said = 0;
      for (int round = 0; round < rounds; round++) {
        said += run(10 + random.nextInt(30));
      }
      try (HookedStore hooked = new HookedStore(folder)) {
        check(hooked, receiver, said);
      }
    }
  }

  private static void check(HookedStore hooked, Receiver receiver, int said) throws Exception {
    try (WebhookSender sender =
        hooked.sender(
            1000,
            () -> {
              throw new IllegalStateException("not used here");
            })) {
      for (int i = 0; i < 3000 && hooked.store.read(tx -> tx.webhooks().waiting()) > 0; i++) {
        Thread.sleep(10);
      }
    }
    assertThat(hooked.store.<Long>read(tx -> tx.webhooks().waiting())).isZero();
    List<ServiceEvent> events = hooked.events();
    AtomicLong stopped = new AtomicLong();
    hooked.store.read(
        tx -> {
          tx.audit()
              .each(1, line -> stopped.addAndGet(line.event().act() == Act.MODEL_STOPPED ? 1 : 0));
          return true;
        });
    assertThat(events.size()).as("said and lost").isGreaterThanOrEqualTo(said);
    assertThat((long) events.size()).as("as often as it is audited").isEqualTo(stopped.get());
    assertThat(events)
        .extracting(ServiceEvent::number)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
    assertThat(
            receiver.messages.stream()
                .map(message -> message.headers().get("webhook-id"))
                .distinct()
                .toList())
        .containsExactlyInAnyOrderElementsOf(
            events.stream().map(event -> event.id().text()).toList());
  }

  /** Runs it until it has said some lines, kills it, and returns how many it had said. */
  private int run(int lines) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledSender.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> said = new ArrayList<>();
    try (BufferedReader out = process.inputReader()) {
      for (int i = 0; i < lines; i++) {
        said.add(out.readLine());
      }
      process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as("killed, not ended by itself").isEqualTo(137);
    assertThat(said).containsOnly("happened");
    return said.size();
  }
}
