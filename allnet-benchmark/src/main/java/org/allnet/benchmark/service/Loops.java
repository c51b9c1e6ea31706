package org.allnet.benchmark.service;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.allnet.data.RunException;

/**
 * Two ways of asking. In a closed loop, each client waits for its answer and then asks again; in an
 * open one, questions come at a fixed rate, whoever waits. Only the second shows a queue as it is.
 * Each ends by itself.
 */
final class Loops {

  private Loops() {}

  /** Asks once and waits for the answer; the argument is the question's number. */
  interface Question {
    void ask(int number);
  }

  /**
   * What a closed loop found.
   *
   * @param latencies of all answers
   * @param perSecond answers a second
   */
  record Closed(Latencies latencies, double perSecond) {}

  static Closed closed(int clients, Duration length, Question question) {
    return closed(clients, length, () -> new Asking(question, () -> {}));
  }

  /** The same with a client of each thread's own, which is closed at the end. */
  static Closed each(
      int clients, Duration length, Supplier<PictureClient> maker, List<byte[]> images) {
    return closed(
        clients,
        length,
        () -> {
          PictureClient client = maker.get();
          return new Asking(
              number -> client.ask(images.get(number % images.size())), client::close);
        });
  }

  private record Asking(Question question, Runnable end) {}

  private static Closed closed(int clients, Duration length, Supplier<Asking> maker) {
    List<List<Double>> all = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    AtomicInteger number = new AtomicInteger();
    List<RuntimeException> failures = java.util.Collections.synchronizedList(new ArrayList<>());
    long start = System.nanoTime();
    long end = start + length.toNanos();
    for (int i = 0; i < clients; i++) {
      List<Double> mine = new ArrayList<>();
      all.add(mine);
      Thread thread =
          new Thread(
              () -> {
                Asking asking = maker.get();
                try {
                  do {
                    long begun = System.nanoTime();
                    asking.question().ask(number.getAndIncrement());
                    mine.add((System.nanoTime() - begun) / 1e6);
                  } while (System.nanoTime() < end);
                } catch (RuntimeException e) {
                  failures.add(e);
                } finally {
                  asking.end().run();
                }
              },
              "client-" + i);
      threads.add(thread);
      thread.start();
    }
    join(threads);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
    double[] times = all.stream().flatMap(List::stream).mapToDouble(Double::doubleValue).toArray();
    return new Closed(Latencies.of(times), times.length / seconds);
  }

  private static void join(List<Thread> threads) {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException("benchmark: was interrupted", e);
    }
  }

  /**
   * What an open loop found.
   *
   * @param asked how many questions there were
   * @param answered how many were answered with 200
   * @param refused how many were refused with 429 or 503 and a time after which to come again
   * @param lost how many ended in any other way
   * @param latencies of those that were answered, from when they should have been asked
   */
  record Open(int asked, int answered, int refused, int lost, double[] latencies) {}

  static Open open(
      double perSecond,
      Duration length,
      IntFunction<CompletableFuture<HttpResponse<String>>> question) {
    int count = (int) Math.max(1, Math.round(perSecond * length.toNanos() / 1e9));
    List<CompletableFuture<Ended>> all = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = start + (long) (i / perSecond * 1e9);
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      all.add(
          question
              .apply(i)
              .handle(
                  (answer, failure) -> Ended.of(answer, failure, (System.nanoTime() - due) / 1e6)));
    }
    int answered = 0;
    int refused = 0;
    List<Double> times = new ArrayList<>();
    for (CompletableFuture<Ended> one : all) {
      Ended ended = one.join();
      answered += ended.kind() == Kind.ANSWERED ? 1 : 0;
      refused += ended.kind() == Kind.REFUSED ? 1 : 0;
      if (ended.kind() == Kind.ANSWERED) {
        times.add(ended.milliseconds());
      }
    }
    return new Open(
        count,
        answered,
        refused,
        count - answered - refused,
        times.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private enum Kind {
    ANSWERED,
    REFUSED,
    LOST
  }

  private record Ended(Kind kind, double milliseconds) {

    static Ended of(HttpResponse<String> answer, Throwable failure, double milliseconds) {
      if (failure != null) {
        return new Ended(Kind.LOST, milliseconds);
      }
      boolean later = answer.headers().firstValue("Retry-After").isPresent();
      int status = answer.statusCode();
      Kind kind =
          status == 200
              ? Kind.ANSWERED
              : (status == 503 || status == 429) && later ? Kind.REFUSED : Kind.LOST;
      return new Ended(kind, milliseconds);
    }
  }
}
