package org.allnet.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.allnet.data.image.SegmentationMode;
import org.allnet.export.program.BoxSuppression;
import org.allnet.export.program.ModelProgram;
import org.allnet.export.program.TinyModel;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.view.Views;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ONNX's own checker says of exported files, with shapes inferred, if it is installed. */
final class OnnxCheckerTest {

  /** That of Debian, whose packages it sees. */
  private static final String PYTHON = "/usr/bin/python3";

  private static final String CHECK =
      """
      import onnx, sys
      for name in sys.argv[1:]:
          model = onnx.load(name)
          onnx.checker.check_model(model, full_check=True)
          onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True)
          print(name.split('/')[-1], len(model.graph.node), 'nodes')
      """;

  @TempDir Path folder;

  private record Said(int status, String words) {}

  private static Said python(Path folder, String program, List<Path> files)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON, "-c", program));
    files.forEach(file -> command.add(file.toString()));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .directory(folder.toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      return new Said(process.exitValue(), Files.readString(log));
    } finally {
      process.destroyForcibly();
    }
  }

  @BeforeAll
  static void requireChecker(@TempDir Path scratch) throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of(PYTHON))
            && python(scratch, "import onnx", List.of()).status() == 0,
        "the checker of ONNX (python3-onnx) is not installed");
  }

  private Path model(String name, ModelFile made, boolean half) {
    Path file = folder.resolve(name);
    try (made) {
      OnnxExport.write(file, ModelProgram.whole(made), half);
    }
    return file;
  }

  private Path detector(String name, @Nullable BoxSuppression suppression) {
    Path file = folder.resolve(name);
    NetworkOptions options = NetworkOptions.detector("yolox-light", 3, 64);
    try (Network network = Network.fresh(new NetworkPlan(options), 9, TinyModel.CPU)) {
      OnnxDetector.write(file, network, suppression, Map.of("classes", "a,b,c"));
    }
    return file;
  }

  @Test
  void exportedFiles_areAccepted() throws Exception {
    Views dihedral = Views.parse("dihedral");
    SegmentationMode otsu = SegmentationMode.of("otsu");
    List<Path> files =
        List.of(
            model("alone.onnx", TinyModel.alone(SegmentationMode.NONE), false),
            model("cut.onnx", TinyModel.of(otsu, true, dihedral, false, List.of(3.0, 1.0)), false),
            model(
                "half.onnx",
                TinyModel.of(SegmentationMode.of("literal"), false, dihedral, true, List.of(1.0)),
                true),
            detector("boxes.onnx", null),
            detector("few.onnx", new BoxSuppression(0.1, 0.65, 100)));
    Said said = python(folder, CHECK, files);
    assertThat(said.words()).contains("alone.onnx ", "half.onnx ", "few.onnx ");
    assertThat(said.status()).as(said.words()).isZero();
  }

  @Test
  void operationThatThereIsNot_isTold() throws Exception {
    Path file = model("alone.onnx", TinyModel.alone(SegmentationMode.NONE), false);
    Path broken = folder.resolve("broken.onnx");
    String spoil =
        """
        import onnx, sys
        model = onnx.load(sys.argv[1])
        model.graph.node[0].op_type = 'NoSuchOperation'
        onnx.save(model, sys.argv[2])
        """;
    assertThat(python(folder, spoil, List.of(file, broken)).status()).isZero();
    Said said = python(folder, CHECK, List.of(broken));
    assertThat(said.status()).isNotZero();
    assertThat(said.words()).contains("NoSuchOperation");
  }
}
