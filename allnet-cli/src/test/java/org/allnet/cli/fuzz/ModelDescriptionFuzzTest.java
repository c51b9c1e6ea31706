package org.allnet.cli.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.allnet.cli.ModelFixture;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.Safetensors;
import org.junit.jupiter.params.provider.MethodSource;

/** Model files that describe themselves by any text, with a checksum that fits. */
class ModelDescriptionFuzzTest {

  private static final String DESCRIPTION = "allnet";

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void descriptionOrOneLine(byte[] text) {
    byte[] model = AnyBytes.written(".safetensors", file -> write(file, text));
    AnyBytes.checkFile(model, ".safetensors", ModelFile::describe);
    AnyBytes.checkFile(
        model, ".safetensors", file -> ModelFile.read(file, ComputeDevice.of(Device.CPU)).close());
  }

  private static void write(Path file, byte[] text) {
    Map<String, String> said = Map.of(DESCRIPTION, new String(text, StandardCharsets.UTF_8));
    Safetensors.write(file, Map.of(), said, false);
  }

  static Stream<byte[]> seeds() {
    byte[][] text = new byte[1][];
    AnyBytes.written(
        ".safetensors",
        file -> {
          ModelFixture.model(file);
          String said = Objects.requireNonNull(Safetensors.metadata(file).get(DESCRIPTION));
          text[0] = said.getBytes(StandardCharsets.UTF_8);
        });
    return Stream.of(text);
  }
}
