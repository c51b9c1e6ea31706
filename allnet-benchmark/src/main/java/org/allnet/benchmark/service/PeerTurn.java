package org.allnet.benchmark.service;

/**
 * What a server did in one turn.
 *
 * @param server which
 * @param clients how many asked at once
 * @param round which round
 * @param perSecond answers a second
 * @param p50 the time within which half of the answers came, in milliseconds
 * @param p99 the time within which 99 of 100 came, in milliseconds
 * @param answers how many there were
 */
record PeerTurn(
    String server, int clients, int round, double perSecond, double p50, double p99, int answers) {

  static PeerTurn of(String server, int clients, int round, Loops.Closed found) {
    Latencies times = found.latencies();
    return new PeerTurn(
        server,
        clients,
        round,
        found.perSecond(),
        times.percentile(50),
        times.percentile(99),
        times.count());
  }
}
