package org.allnet.cli.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.allnet.cli.ModelFixture;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.ModelFile;
import org.junit.jupiter.params.provider.MethodSource;

/** Model files of any bytes. */
class ModelFileFuzzTest {

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void modelOrOneLine(byte[] bytes) {
    AnyBytes.checkFile(
        bytes, ".safetensors", file -> ModelFile.read(file, ComputeDevice.of(Device.CPU)).close());
  }

  static Stream<byte[]> seeds() {
    return Stream.of(AnyBytes.written(".safetensors", ModelFixture::model));
  }
}
