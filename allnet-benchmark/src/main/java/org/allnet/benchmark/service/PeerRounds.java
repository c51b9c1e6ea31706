package org.allnet.benchmark.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.allnet.data.RunException;

/**
 * Lets servers take turns, so that one computes at a time. Who begins changes from round to round.
 * A peer that fails is told of and left out.
 */
final class PeerRounds {

  /** How many clients ask in the load that goals are set for. */
  static final int SEVERAL = 16;

  private static final int MANY = 64;
  private static final Duration WARM_UP = Duration.ofSeconds(6);
  private static final int WARMING = 4;

  private final PeerOptions options;
  private final SentCells cells;
  private final List<String> notes;
  private final Consumer<String> progress;

  PeerRounds(PeerOptions options, SentCells cells, List<String> notes, Consumer<String> progress) {
    this.options = options;
    this.cells = cells;
    this.notes = notes;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @param servers ALLNet's first; those that fail are taken out
   * @throws RunException if ALLNet's fails, beside which all others are set
   */
  List<PeerTurn> measure(List<AskedServer> servers) {
    List<PeerTurn> turns = new ArrayList<>();
    AskedServer own = servers.get(0);
    round(servers, own, WARMING, 0, WARM_UP, new ArrayList<>());
    for (int round = 1; round <= options.rounds(); round++) {
      round(servers, own, 1, round, options.one(), turns);
      round(servers, own, SEVERAL, round, options.several(), turns);
    }
    round(servers, own, MANY, 1, options.several(), turns);
    for (AskedServer server : servers) {
      notes.add(
          "memory of %s at the end: %.0f MB"
              .formatted(server.title(), ProcessMemory.resident(server.process().id()) / 1e6));
    }
    return turns;
  }

  private void round(
      List<AskedServer> servers,
      AskedServer own,
      int clients,
      int round,
      Duration length,
      List<PeerTurn> turns) {
    List<AskedServer> order = new ArrayList<>(servers);
    Collections.rotate(order, round);
    for (AskedServer server : order) {
      progress.accept(
          (round == 0 ? "warming up: " : "round %d, %d clients: ".formatted(round, clients))
              + server.title());
      try {
        Loops.Closed found = server.ask(clients, length, cells.files());
        turns.add(PeerTurn.of(server.title(), clients, round, found));
      } catch (RunException e) {
        if (server.equals(own)) {
          throw e;
        }
        servers.remove(server);
        notes.add(server.title() + " is left out from here on: " + e.getMessage());
        server.process().close();
      }
    }
  }
}
