package org.allnet.inference.network.architecture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.allnet.data.RunException;
import org.allnet.inference.engine.group.ProcessGroup;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Threads that are a group: networks that draw nothing do not notice that it is one process. */
record GroupOfThreads(int rank, List<List<Tensor>> table, CyclicBarrier all)
    implements ProcessGroup {

  static List<ProcessGroup> of(int size) {
    List<List<Tensor>> table = Collections.synchronizedList(new ArrayList<>());
    IntStream.range(0, size).forEach(i -> table.add(List.of()));
    CyclicBarrier all = new CyclicBarrier(size);
    return IntStream.range(0, size)
        .<ProcessGroup>mapToObj(rank -> new GroupOfThreads(rank, table, all))
        .toList();
  }

  @Override
  public int size() {
    return all.getParties();
  }

  @Override
  public void sum(List<Tensor> tensors) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      table.set(rank, tensors.stream().map(tensor -> tensor.detach().clone()).toList());
      all.await();
      for (int i = 0; i < tensors.size(); i++) {
        // In one order in all threads.
        Tensor sum = table.get(0).get(i);
        for (int other = 1; other < size(); other++) {
          sum = sum.add(table.get(other).get(i));
        }
        tensors.get(i).detach().copy_(sum);
      }
      // The other threads' tensors live as long as they wait here.
      all.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RunException.interrupted("interrupted", e);
    } catch (BrokenBarrierException e) {
      throw new RunException("another thread has ended", e);
    }
  }

  @Override
  public void close() {}
}
