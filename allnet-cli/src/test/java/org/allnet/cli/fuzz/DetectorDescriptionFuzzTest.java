package org.allnet.cli.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.allnet.cli.ModelFixture;
import org.allnet.detect.model.DetectorFile;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.Safetensors;
import org.junit.jupiter.params.provider.MethodSource;

/** Detectors' files that describe themselves by any text, with a checksum that fits. */
class DetectorDescriptionFuzzTest {

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void descriptionOrOneLine(byte[] text) {
    byte[] detector = AnyBytes.written(".safetensors", file -> write(file, text));
    AnyBytes.checkFile(detector, ".safetensors", DetectorFile::describe);
    AnyBytes.checkFile(
        detector,
        ".safetensors",
        file -> DetectorFile.read(file, ComputeDevice.of(Device.CPU)).close());
  }

  private static void write(Path file, byte[] text) {
    Map<String, String> said =
        Map.of(Safetensors.DETECTOR, new String(text, StandardCharsets.UTF_8));
    Safetensors.write(file, Map.of(), said, false);
  }

  static Stream<byte[]> seeds() {
    byte[][] text = new byte[1][];
    AnyBytes.written(
        ".safetensors",
        file -> {
          ModelFixture.detector(file, List.of(0.5, 0.5), 10);
          String said =
              Objects.requireNonNull(Safetensors.metadata(file).get(Safetensors.DETECTOR));
          text[0] = said.getBytes(StandardCharsets.UTF_8);
        });
    return Stream.of(text);
  }
}
