package org.allnet.benchmark.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.allnet.benchmark.BenchmarkFolder;
import org.allnet.benchmark.worker.AnsweringProcess;
import org.allnet.benchmark.worker.Launch;
import org.allnet.data.RunException;

/**
 * Measures a service of ALLNet beside services of other makers on the same weights: each in a
 * process of its own on this machine's loopback, asked by the same requests. They take turns, so
 * that one computes at a time. A peer that does not start, or that says other probabilities, is
 * told of and left out. Each part lasts a fixed time, so that it ends by itself.
 */
public final class PeerBenchmark {

  private static final int CELLS = 100;
  private static final int TOGETHER = 8;
  private static final int COMPARED = 8;
  private static final double SAME = 1e-5;
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);

  private final PeerOptions options;
  private final Launch launch;
  private final Consumer<String> progress;
  private final List<String> notes = new ArrayList<>();

  private PeerBenchmark(PeerOptions options, Launch launch, Consumer<String> progress) {
    this.options = options;
    this.launch = launch;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @param options what
   * @param launch how processes of ALLNet are started
   * @param progress gets a line at each step
   * @return what came out
   * @throws RunException if a process of ALLNet fails, or the folder of the peers can't be used
   */
  public static PeerReport run(PeerOptions options, Launch launch, Consumer<String> progress) {
    PeerFolder peers = PeerFolder.lay(options.folder());
    try (BenchmarkFolder folder = BenchmarkFolder.create()) {
      return new PeerBenchmark(options, launch, progress).measure(folder.path(), peers);
    }
  }

  private PeerReport measure(Path folder, PeerFolder peers) {
    double load = BenchMachine.load();
    peers
        .changed()
        .forEach(name -> notes.add(name + " in the folder of the peers is not this version's"));
    progress.accept("writing the model for all");
    Path model = options.model() == null ? folder.resolve("model.safetensors") : options.model();
    if (options.model() == null) {
      answer(folder, ServiceWorker.Part.MODEL, model, options.inputSize(), options.width());
    }
    JsonNode exported = answer(folder, ServiceWorker.Part.EXPORT, folder, model);
    List<String> classes = new ArrayList<>();
    exported.path("classes").forEach(name -> classes.add(name.asText()));
    // Of the network's own size: each program brings pictures to another size in its own way.
    SentCells cells = SentCells.make(folder, exported.path("side").asInt());
    Path place = folder.resolve("service");
    JsonNode seeded = answer(folder, ServiceWorker.Part.SEED, place, model, cells.first(), CELLS);
    List<AskedServer> servers = new ArrayList<>();
    try {
      servers.add(own(folder, place, seeded));
      for (Peer peer : Peer.values()) {
        start(peer, peers, folder, cells.side(), classes).ifPresent(servers::add);
      }
      agree(servers, cells, classes);
      PeerRounds rounds = new PeerRounds(options, cells, notes, progress);
      List<PeerTurn> turns = rounds.measure(servers);
      notes.add(BenchMachine.loads(load));
      return new PeerReport(
          BenchMachine.words(),
          BenchMachine.model(options.model(), options.inputSize(), options.width())
              + "; "
              + cells.words(),
          turns,
          notes);
    } finally {
      servers.forEach(server -> server.process().close());
    }
  }

  private JsonNode answer(Path folder, ServiceWorker.Part part, Object... words) {
    try (AnsweringProcess process = ServiceWorker.start(launch, folder, part, words)) {
      return process.answer();
    }
  }

  private AskedServer own(Path folder, Path place, JsonNode seeded) {
    progress.accept("starting " + PeerReport.OWN);
    AnsweringProcess process = ServiceWorker.start(launch, folder, ServiceWorker.Part.SERVE, place);
    try {
      String address = process.answer().path("address").asText().replaceAll("/$", "");
      ServiceClient client = new ServiceClient(Served.of(seeded, address));
      client.awaitReady();
      return new AskedServer(PeerReport.OWN, process, client.classifyAddress(), client.key());
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private Optional<AskedServer> start(
      Peer peer, PeerFolder peers, Path folder, int side, List<String> classes) {
    progress.accept("starting " + peer.title());
    List<String> words =
        Stream.concat(
                Stream.of(
                    folder.resolve(peer.model()).toString(),
                    String.valueOf(side),
                    String.valueOf(BenchMachine.cores()),
                    String.valueOf(TOGETHER)),
                classes.stream())
            .toList();
    Path log = folder.resolve(peer.name().toLowerCase(Locale.ROOT) + ".log");
    try {
      AnsweringProcess process = AnsweringProcess.start(peers.program(peer, words), log);
      try {
        return Optional.of(asked(peer, process));
      } catch (RuntimeException e) {
        process.close();
        throw e;
      }
    } catch (RunException e) {
      leftOut(peer.title(), e.getMessage() + "; " + peer.install());
      return Optional.empty();
    }
  }

  static AskedServer asked(Peer peer, AnsweringProcess process) {
    String address = process.answer(READY_WITHIN).path("address").asText();
    return new AskedServer(peer.title(), process, URI.create(address + "/classify"), "");
  }

  private void leftOut(String title, String why) {
    String line = title + " is not measured: " + why;
    notes.add(line);
    progress.accept(line);
  }

  /** Leaves out who says other probabilities than ALLNet: it would do other work. */
  private void agree(List<AskedServer> servers, SentCells cells, List<String> classes) {
    List<byte[]> images = cells.files().subList(0, Math.min(COMPARED, cells.files().size()));
    List<double[]> own = probabilities(servers.get(0), images, classes);
    notes.add(
        "of %d cells, ALLNet's probabilities of %s are %.5f to %.5f"
            .formatted(
                images.size(),
                classes.get(0),
                own.stream().mapToDouble(row -> row[0]).min().orElseThrow(),
                own.stream().mapToDouble(row -> row[0]).max().orElseThrow()));
    for (AskedServer server : List.copyOf(servers.subList(1, servers.size()))) {
      try {
        double difference = greatest(own, probabilities(server, images, classes));
        if (difference <= SAME) {
          notes.add("%s says the same probabilities to %.1e".formatted(server.title(), difference));
          continue;
        }
        leftOut(
            server.title(), "its probabilities differ from ALLNet's by %.1e".formatted(difference));
      } catch (RunException e) {
        leftOut(server.title(), e.getMessage());
      }
      servers.remove(server);
      server.process().close();
    }
  }

  private static List<double[]> probabilities(
      AskedServer server, List<byte[]> images, List<String> classes) {
    return images.stream().map(image -> server.probabilities(image, classes)).toList();
  }

  /** No number, which is above no limit but never below one, if a probability is missing. */
  static double greatest(List<double[]> one, List<double[]> other) {
    double greatest = 0;
    for (int i = 0; i < one.size(); i++) {
      for (int k = 0; k < one.get(i).length; k++) {
        greatest = Math.max(greatest, Math.abs(one.get(i)[k] - other.get(i)[k]));
      }
    }
    return greatest;
  }
}
