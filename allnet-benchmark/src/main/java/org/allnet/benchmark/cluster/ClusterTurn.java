package org.allnet.benchmark.cluster;

/**
 * What one turn took.
 *
 * @param cells how many were answered
 * @param seconds from the first file to the last answer
 * @param coreSeconds processor time of all threads of its processes
 */
record ClusterTurn(int cells, double seconds, double coreSeconds) {

  double perSecond() {
    return cells / seconds;
  }

  /** {@return milliseconds of one core for a cell} */
  double coreMillis() {
    return 1000 * coreSeconds / cells;
  }
}
