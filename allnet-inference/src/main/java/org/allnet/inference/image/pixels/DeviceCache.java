package org.allnet.inference.image.pixels;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.allnet.data.image.CellPixels;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Cells that stay on the device as bytes once they are there, up to a bound; those beyond it go up
 * each time. For training, which sees the same cells in every epoch. Thread-safe if nothing may be
 * kept, else not; holds the device's memory until closed.
 */
public final class DeviceCache implements PixelTransfer, AutoCloseable {

  private static final long TRAINING_BYTES = 2_000_000_000L;

  private final ComputeDevice device;
  private final PixelTransfer eachTime;
  private final long maxBytes;
  private final Map<CellPixels, Tensor> kept = new IdentityHashMap<>();
  private long bytes;

  /**
   * For training: on a GPU 2 GB may stay, which holds the windows of all cells of C-NMC 2019 and
   * leaves room on a small card; on the processor they are in its memory already.
   *
   * @param device where to
   * @return an empty store; the caller closes it
   */
  public static DeviceCache forTraining(ComputeDevice device) {
    return new DeviceCache(device, device.isCuda() ? TRAINING_BYTES : 0);
  }

  /**
   * Returns how much of a GPU's memory cells take in training.
   *
   * @param bytes of the cells
   */
  public static long mostKept(long bytes) {
    return Math.min(bytes, TRAINING_BYTES);
  }

  /**
   * Creates an empty cache.
   *
   * @param device where to
   * @param maxBytes what may be kept there; 0 if nothing would be saved by it
   */
  public DeviceCache(ComputeDevice device, long maxBytes) {
    this.device = device;
    this.eachTime = PixelTransfer.eachTime(device);
    this.maxBytes = maxBytes;
  }

  @Override
  public ComputeDevice device() {
    return device;
  }

  /** {@return the bytes that are kept on the device} */
  public long bytes() {
    return bytes;
  }

  @Override
  public List<Tensor> windows(List<CellPixels> cells) {
    Map<CellPixels, Tensor> now = new IdentityHashMap<>();
    List<CellPixels> missing = cells.stream().filter(cell -> !kept.containsKey(cell)).toList();
    if (!missing.isEmpty()) {
      List<Tensor> sent = eachTime.windows(missing);
      for (int i = 0; i < sent.size(); i++) {
        now.put(missing.get(i), sent.get(i));
      }
      now.forEach(this::keep);
    }
    return cells.stream()
        .map(cell -> Objects.requireNonNull(now.containsKey(cell) ? now.get(cell) : kept.get(cell)))
        .toList();
  }

  /** A copy of its own, since what was sent together would be kept together. */
  private void keep(CellPixels cell, Tensor window) {
    long size = cell.rgb().length;
    if (size > 0 && bytes + size <= maxBytes) {
      try (PointerScope scope = new PointerScope()) {
        kept.put(cell, Tensors.handOut(window.clone(), null));
      }
      bytes += size;
    }
  }

  @Override
  public void close() {
    kept.values().forEach(Tensor::close);
    kept.clear();
    bytes = 0;
  }
}
