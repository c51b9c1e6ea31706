package org.allnet.inference.engine.group;

import java.io.IOException;
import java.time.Duration;
import org.allnet.data.ForeignFailure;
import org.allnet.data.RunException;
import org.allnet.inference.engine.device.EngineLibraries;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.GlooDeviceVector;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.TCPStore;
import org.bytedeco.pytorch.TCPStoreOptions;

/**
 * Where the processes of a group meet: a port of the first of them. Nobody is asked who he is, so
 * the network between the processes has to be one that is trusted. The tensor engine can do this on
 * Linux. Holds native memory until closed.
 */
public final class Meeting implements AutoCloseable {

  private final TCPStore store;
  private final Duration patience;

  private Meeting(TCPStore store, Duration patience) {
    this.store = store;
    this.patience = patience;
  }

  /**
   * Opens a port that the others come to.
   *
   * @param host the name or address by which they reach this machine
   * @param patience how long a process may keep the others waiting
   * @return the meeting; {@link #port} says which port it is
   * @throws RunException if no port can be opened, or the engine has no groups on this system
   */
  public static Meeting open(String host, Duration patience) {
    return at(host, 0, true, patience);
  }

  /**
   * Comes to a port that another process has opened.
   *
   * @param host the name or address of its machine
   * @param port the port
   * @param patience how long a process may keep the others waiting
   * @return the meeting
   * @throws RunException if nobody answers there in time, or the engine has no groups on this
   *     system
   */
  public static Meeting at(String host, int port, Duration patience) {
    return at(host, port, false, patience);
  }

  private static Meeting at(String host, int port, boolean opens, Duration patience) {
    try {
      EngineLibraries.loadGroups();
      TCPStoreOptions options =
          new TCPStoreOptions()
              .isServer(opens)
              .port((short) port)
              .waitWorkers(false)
              .timeout(new Milliseconds(patience.toMillis()));
      return new Meeting(new TCPStore(host, options), patience);
    } catch (RuntimeException | IOException e) {
      throw new RunException(
          "%s: the processes can't meet there (%s); check that each machine reaches the others by name"
              .formatted(host, ForeignFailure.words(e)),
          e);
    } catch (LinkageError e) {
      throw new RunException(
          "the tensor engine can't join processes on this system (%s); use one process, or Linux"
              .formatted(ForeignFailure.words(e)),
          e);
    }
  }

  /** {@return the port that was opened or come to} */
  public int port() {
    return Short.toUnsignedInt(store.getPort());
  }

  /**
   * Waits until all processes are there.
   *
   * @param host the name or address by which the others reach this machine
   * @param rank which process this is, from 0
   * @param size how many there are
   * @return the group; the caller closes it, which closes this
   * @throws RunException if not all are there in time
   */
  public ProcessGroup join(String host, int rank, int size) {
    try {
      ProcessGroupGloo.Options options =
          ProcessGroupGloo.Options.create(new Milliseconds(patience.toMillis()));
      options.devices(new GlooDeviceVector(ProcessGroupGloo.createDeviceForHostname(host)));
      return new GlooGroup(
          new ProcessGroupGloo(store, rank, size, options), rank, size, patience, this);
    } catch (RuntimeException e) {
      throw new RunException(
          "process %d of %d: not all of them have come within %d s (%s)"
              .formatted(rank + 1, size, patience.toSeconds(), ForeignFailure.words(e)),
          e);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
