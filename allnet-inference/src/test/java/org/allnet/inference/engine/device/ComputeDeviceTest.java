package org.allnet.inference.engine.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.allnet.data.OptionException;
import org.allnet.inference.compute.Device;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class ComputeDeviceTest {

  @Test
  void of_cpu_isAProcessor() {
    ComputeDevice device = ComputeDevice.of(Device.CPU);

    assertThat(device.isCuda()).isFalse();
    assertThat(device.torch().is_cpu()).isTrue();
    assertThat(device.describe()).startsWith("CPU ").contains("thread").doesNotContain("\n");
  }

  @Test
  void of_auto_isTheGpuExactlyWhereThereIsOne() {
    assertThat(ComputeDevice.of(Device.of("AUTO")).isCuda()).isEqualTo(torch.cuda_is_available());
  }

  @Test
  void of_cudaWithoutGpu_saysWhatIsNeeded() {
    org.junit.jupiter.api.Assumptions.assumeFalse(torch.cuda_is_available());
    assertThatThrownBy(() -> ComputeDevice.of(Device.CUDA))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("CUDA 13")
        .hasMessageContaining("linux-x86_64-gpu");
  }

  @Test
  void of_unknown_isRefused() {
    assertThatThrownBy(() -> ComputeDevice.of(Device.of("tpu")))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("tpu");
  }

  @Test
  void setThreads_outOfRange_isRefused() {
    ComputeDevice device = ComputeDevice.of(Device.CPU);
    int threads = torch.get_num_threads();
    device.setThreads(threads);

    assertThat(torch.get_num_threads()).isEqualTo(threads);
    assertThatThrownBy(() -> device.setThreads(0)).isInstanceOf(OptionException.class);
  }
}
