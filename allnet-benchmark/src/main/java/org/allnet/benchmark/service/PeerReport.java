package org.allnet.benchmark.service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * What a benchmark of the service beside other services found.
 *
 * @param machine what it ran on, in words
 * @param model what was asked, in words
 * @param turns what each server did in each turn
 * @param notes what a reader has to know, and who was not measured
 */
public record PeerReport(String machine, String model, List<PeerTurn> turns, List<String> notes) {

  /** What ALLNet's own server is called. */
  static final String OWN = "ALLNet";

  private static final double TAIL = 0.5;

  /** Copies the collections, so that nothing changes them from outside. */
  public PeerReport {
    turns = List.copyOf(turns);
    notes = List.copyOf(notes);
  }

  /**
   * A goal that is a ratio of two servers.
   *
   * @param goal the goal, whose value is the median of the rounds
   * @param rounds the ratio of each round by itself
   */
  record Ratio(Goal goal, RoundSpread rounds) {}

  private List<PeerTurn> turns(String server, int clients) {
    return turns.stream()
        .filter(turn -> turn.server().equals(server) && turn.clients() == clients)
        .sorted(Comparator.comparing(PeerTurn::round))
        .toList();
  }

  /** {@return what the goals are compared with, of each peer that took all its turns} */
  List<Ratio> ratios() {
    List<Ratio> ratios = new ArrayList<>();
    for (Peer peer : Peer.values()) {
      List<PeerTurn> own = turns(OWN, PeerRounds.SEVERAL);
      List<PeerTurn> theirs = turns(peer.title(), PeerRounds.SEVERAL);
      if (own.isEmpty() || own.size() != theirs.size()) {
        continue;
      }
      RoundSpread more = over(own, theirs, PeerTurn::perSecond);
      ratios.add(
          new Ratio(
              Goal.atLeast(
                  "g" + (ratios.size() + 1),
                  "16 clients, answers a second: ALLNet / " + peer.title(),
                  more.median(),
                  peer.times(),
                  ""),
              more));
      RoundSpread tail = over(own, theirs, PeerTurn::p99);
      ratios.add(
          new Ratio(
              Goal.atMost(
                  "g" + (ratios.size() + 1),
                  "16 clients, p99: ALLNet / " + peer.title(),
                  tail.median(),
                  TAIL,
                  ""),
              tail));
    }
    return ratios;
  }

  private static RoundSpread over(
      List<PeerTurn> own, List<PeerTurn> theirs, ToDoubleFunction<PeerTurn> metric) {
    List<Double> each = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      each.add(metric.applyAsDouble(own.get(i)) / metric.applyAsDouble(theirs.get(i)));
    }
    return RoundSpread.of(each);
  }

  private static RoundSpread of(List<PeerTurn> turns, ToDoubleFunction<PeerTurn> metric) {
    return RoundSpread.of(turns.stream().map(metric::applyAsDouble).toList());
  }

  /** {@return the report for JSON} */
  public Map<String, Object> asMap() {
    List<Map<String, Object>> goals = new ArrayList<>();
    for (Ratio ratio : ratios()) {
      Map<String, Object> one = ratio.goal().asMap();
      one.put("least", Goal.rounded(ratio.rounds().least()));
      one.put("greatest", Goal.rounded(ratio.rounds().greatest()));
      goals.add(one);
    }
    List<Map<String, Object>> all = new ArrayList<>();
    for (PeerTurn turn : turns) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("server", turn.server());
      one.put("clients", turn.clients());
      one.put("round", turn.round());
      one.put("answers", turn.answers());
      one.put("answers_per_second", Goal.rounded(turn.perSecond()));
      one.put("p50_ms", Goal.rounded(turn.p50()));
      one.put("p99_ms", Goal.rounded(turn.p99()));
      all.add(one);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("machine", machine);
    map.put("model", model);
    map.put("goals", goals);
    map.put("turns", all);
    map.put("notes", notes);
    return map;
  }

  /** {@return the report as lines} */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(machine, model, ""));
    for (Ratio ratio : ratios()) {
      lines.add(ratio.goal().line() + " " + ratio.rounds().range());
    }
    lines.add("");
    lines.add(
        "%-7s %-23s %-27s %-31s %s"
            .formatted("clients", "server", "answers a second", "p50, ms", "p99, ms"));
    for (int clients : new TreeSet<>(turns.stream().map(PeerTurn::clients).toList())) {
      for (String server : turns.stream().map(PeerTurn::server).distinct().toList()) {
        List<PeerTurn> taken = turns(server, clients);
        if (!taken.isEmpty()) {
          lines.add(
              "%7d %-23s %-27s %-31s %s"
                  .formatted(
                      clients,
                      server,
                      cell(of(taken, PeerTurn::perSecond)),
                      cell(of(taken, PeerTurn::p50)),
                      cell(of(taken, PeerTurn::p99))));
        }
      }
    }
    lines.add("");
    lines.add("medians of the rounds (least to greatest)");
    notes.forEach(note -> lines.add("note: " + note));
    return lines;
  }

  private static String cell(RoundSpread spread) {
    return String.format(Locale.ROOT, "%.1f %s", spread.median(), spread.range());
  }
}
