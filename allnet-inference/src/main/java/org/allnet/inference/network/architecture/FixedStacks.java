package org.allnet.inference.network.architecture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.window.WindowedStack;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Plain stacks whose weights do not change any more: their batch norms are folded and the black
 * image goes through them once, at first use. Batch norms elsewhere are folded into the
 * convolutions before them. Thread-safe until closed.
 */
final class FixedStacks implements AutoCloseable {

  private final InferenceMode mode;
  private final Map<String, WindowedStack> stacks = new HashMap<>();
  private final Map<String, FoldedConv> folded = new HashMap<>();
  private final List<Tensor> kept = new ArrayList<>();

  /** Stacks that are computed in a mode. */
  FixedStacks(InferenceMode mode) {
    this.mode = mode;
  }

  /** {@return the mode in which stacks are computed} */
  InferenceMode mode() {
    return mode;
  }

  /**
   * Finds a stack, or makes it.
   *
   * @param name its name in the network
   * @param maker makes it; what it gives to {@link #keep} and the background activations outlive
   *     the call, unless it throws
   */
  synchronized WindowedStack get(String name, Supplier<WindowedStack> maker) {
    WindowedStack found = stacks.get(name);
    return found == null ? make(name, maker) : found;
  }

  private WindowedStack make(String name, Supplier<WindowedStack> maker) {
    int before = kept.size();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      WindowedStack made = maker.get();
      stacks.put(name, made);
      made.backgroundActivations().forEach(this::keep);
      return made;
    } catch (RuntimeException | Error e) {
      // The next image will try again, and keep all of it once more.
      WindowedStack half = stacks.remove(name);
      if (half != null) {
        half.close();
      }
      while (kept.size() > before) {
        kept.remove(kept.size() - 1).releaseReference();
      }
      throw e;
    }
  }

  /**
   * Finds a convolution, or makes it.
   *
   * @param name its name in the network
   * @param maker makes it; its tensors outlive the call
   */
  synchronized FoldedConv folded(String name, Supplier<FoldedConv> maker) {
    FoldedConv found = folded.get(name);
    if (found != null) {
      return found;
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      FoldedConv made = maker.get();
      keep(made.weight());
      keep(made.bias());
      folded.put(name, made);
      return made;
    }
  }

  /** Keeps a tensor until this is closed. */
  synchronized void keep(Tensor tensor) {
    kept.add(Tensors.handOut(tensor, null));
  }

  @Override
  public synchronized void close() {
    stacks.values().forEach(WindowedStack::close);
    kept.forEach(Tensor::releaseReference);
    kept.clear();
    stacks.clear();
    folded.clear();
  }
}
