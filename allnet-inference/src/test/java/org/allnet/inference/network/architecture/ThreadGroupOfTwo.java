package org.allnet.inference.network.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Exchanger;
import org.allnet.data.RunException;
import org.allnet.inference.engine.group.ProcessGroup;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Two threads that are a group: networks that draw nothing do not notice that it is one process.
 */
record ThreadGroupOfTwo(int rank, Exchanger<List<Tensor>> table) implements ProcessGroup {

  static List<ProcessGroup> pair() {
    Exchanger<List<Tensor>> table = new Exchanger<>();
    return List.of(new ThreadGroupOfTwo(0, table), new ThreadGroupOfTwo(1, table));
  }

  @Override
  public int size() {
    return 2;
  }

  @Override
  public void sum(List<Tensor> tensors) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      List<Tensor> copies = new ArrayList<>();
      for (Tensor tensor : tensors) {
        copies.add(tensor.detach().clone());
      }
      List<Tensor> others = table.exchange(copies);
      for (int i = 0; i < tensors.size(); i++) {
        // In one order in both threads.
        Tensor first = rank == 0 ? copies.get(i) : others.get(i);
        Tensor second = rank == 0 ? others.get(i) : copies.get(i);
        tensors.get(i).detach().copy_(first.add(second));
      }
      // The other thread's tensors live as long as it waits here.
      table.exchange(List.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RunException.interrupted("interrupted", e);
    }
  }

  @Override
  public void close() {}
}
