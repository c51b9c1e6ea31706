package org.allnet.data;

/** Is told how far one step of work has come, and closed at its end. */
public interface CountProgress extends AutoCloseable {

  /**
   * So much is done.
   *
   * @param count units done since the start
   */
  void reach(long count);

  @Override
  void close();
}
