package org.allnet.inference.image.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.allnet.data.image.CellPixels;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class DeviceCacheTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  /** A cell of 2 x 3 pixels at (1, 2) of a frame of 9 x 9, all of one value. */
  private static CellPixels cell(int value) {
    byte[] rgb = new byte[18];
    java.util.Arrays.fill(rgb, (byte) value);
    return new CellPixels(9, 9, 1, 2, 2, 3, rgb);
  }

  private static final CellPixels EMPTY = new CellPixels(9, 9, 0, 0, 0, 0, new byte[0]);

  @Test
  void windows_cellsSeenAgain_areTheKeptTensors() {
    CellPixels one = cell(10);
    CellPixels two = cell(200);
    try (PointerScope scope = new PointerScope();
        DeviceCache transfer = new DeviceCache(CPU, 1000)) {
      transfer.windows(List.of(one, two, one, EMPTY));
      assertThat(transfer.bytes()).isEqualTo(36);
      long before = transfer.windows(List.of(two)).get(0).data_ptr().address();
      List<Tensor> again = transfer.windows(List.of(cell(7), two));
      assertThat(again.get(1).data_ptr().address()).isEqualTo(before);
      assertThat(transfer.bytes()).isEqualTo(54);
    }
  }

  @Test
  void stack_keptCells_equalsCellsSentEachTime() {
    List<CellPixels> cells = List.of(cell(10), EMPTY, cell(200), cell(90));
    List<CellPixels> repeated = List.of(cells.get(3), cells.get(0), cells.get(3), cell(1), EMPTY);
    try (PointerScope scope = new PointerScope();
        DeviceCache transfer = new DeviceCache(CPU, 1000)) {
      for (List<CellPixels> batch : List.of(cells, cells, repeated)) {
        assertThat(torch.equal(Frames.stack(batch, 9, transfer), Frames.stack(batch, 9, CPU)))
            .isTrue();
      }
    }
  }

  @Test
  void windows_ofNothingButBlack_areEmpty() {
    try (PointerScope scope = new PointerScope()) {
      assertThat(PixelTransfer.eachTime(CPU).windows(List.of(EMPTY)).get(0).numel()).isZero();
    }
  }

  @Test
  void windows_beyondTheBound_areSentAndNotKept() {
    CellPixels one = cell(10);
    CellPixels two = cell(200);
    try (PointerScope scope = new PointerScope();
        DeviceCache transfer = new DeviceCache(CPU, 20)) {
      for (int i = 0; i < 3; i++) {
        List<Tensor> windows = transfer.windows(List.of(one, two));
        assertThat(Tensors.toFloats(windows.get(0))).containsOnly(10);
        assertThat(Tensors.toFloats(windows.get(1))).containsOnly(200);
        assertThat(transfer.bytes()).isEqualTo(18);
      }
    }
  }
}
