package org.allnet.inference.engine.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.allnet.data.OptionName;
import org.junit.jupiter.api.Test;

class UnusableGpuTest {

  @Test
  void askedFor_engineForProcessors_namesTheLibrary() {
    assertThat(UnusableGpu.askedFor(false))
        .hasMessageStartingWith("device cuda: no GPU is usable; needs ")
        .hasMessageContaining("pytorch of org.bytedeco with the classifier ")
        .hasMessageContaining("x86_64-gpu), and an NVIDIA GPU with its driver, CUDA 13 and cuDNN 9")
        .hasMessageEndingWith(", or use device cpu")
        .hasMessageNotContaining("-P");
    assertThat(UnusableGpu.passedOver(false)).contains("the processor computes", "x86_64-gpu");
  }

  @Test
  void askedFor_engineForGpus_namesTheDriverAlone() {
    assertThat(UnusableGpu.askedFor(true))
        .hasMessage(
            "device cuda: no GPU is usable; needs an NVIDIA GPU with its driver, CUDA 13 and cuDNN 9, or use device cpu");
    assertThat(UnusableGpu.askedFor(true).sentence().options()).containsExactly(OptionName.DEVICE);
    assertThat(UnusableGpu.passedOver(true)).contains("its driver").doesNotContain("library");
  }
}
