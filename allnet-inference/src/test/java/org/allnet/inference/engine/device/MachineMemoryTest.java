package org.allnet.inference.engine.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.allnet.data.JavaMemory;
import org.allnet.inference.compute.Device;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class MachineMemoryTest {

  private static final long GIB = 1L << 30;

  /** Of {@code -Xmx} the parallel collector hands out eight ninths. */
  @Test
  void advisedMemory_holdsWhatItIsAdvisedFor() {
    for (long bytes = 1 << 20; bytes < 200 * GIB; bytes += bytes / 7 + 12345) {
      long heap = JavaMemory.toHold(bytes).gibibytes() * GIB / 9 * 8;
      assertThat(MachineMemory.forData(heap)).isGreaterThanOrEqualTo(bytes);
    }
    assertThat(JavaMemory.toHold(6 * GIB).gibibytes()).as("6 x 3/2 x 9/8").isEqualTo(11);
  }

  @Test
  void machine_here_isKnown() {
    MachineMemory here = MachineMemory.of(ComputeDevice.of(Device.CPU));
    assertThat(here.physical()).isPresent();
    assertThat(here.physical().getAsLong()).isGreaterThan(GIB / 2);
    assertThat(here.heap()).isEqualTo(Runtime.getRuntime().maxMemory());
    assertThat(here.process()).hasValue(Pointer.maxPhysicalBytes());
    assertThat(here.gpu()).isEmpty();
  }
}
