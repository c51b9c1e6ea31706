package org.allnet.service.work.intake;

import java.io.IOException;
import java.util.List;

/** The files of a request, which may come in while they are read. */
@FunctionalInterface
public interface IncomingFiles {

  /** Takes files. */
  @FunctionalInterface
  interface Taker {

    /**
     * Takes a file, and has read what it wants of it when it returns.
     *
     * @param file which one
     * @throws IOException if it can't be read or stored
     */
    void take(IncomingFile file) throws IOException;
  }

  /**
   * Hands all files on, one after the other.
   *
   * @param taker takes them
   * @throws IOException if one can't be read or stored
   */
  void each(Taker taker) throws IOException;

  /**
   * Returns files that are there.
   *
   * @param files which ones
   */
  static IncomingFiles of(List<IncomingFile> files) {
    return taker -> {
      for (IncomingFile file : files) {
        taker.take(file);
      }
    };
  }
}
