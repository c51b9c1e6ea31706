package org.allnet.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module of somebody else that requires org.allnet.inference alone. */
class ModulePathTest {

  private static final String MODULE =
      """
      module org.example.consumer {
        requires org.allnet.inference;
      }
      """;

  private static final String PROGRAM =
      """
      package org.example;

      import java.nio.file.Path;
      import org.allnet.inference.Classifier;

      public final class ClassifyOneCell {
        public static void main(String[] arguments) {
          try (Classifier classifier = Classifier.open(Path.of(arguments[0]))) {
            System.out.println(classifier.classify(Path.of(arguments[1])));
          }
        }
      }
      """;

  private static final String INTRUDER =
      """
      package org.example;

      import org.allnet.inference.prediction.Predictor;

      public final class Intruder {
        public Predictor inside;
      }
      """;

  /** What a program that predicts has: no tests, no libraries of tests, and Tribuo if it wants. */
  private static String modulePath(boolean withTribuo) {
    String others =
        "test-classes|allnet-testing|junit|opentest4j|assertj|byte-buddy|onnxruntime|surefire";
    String left = withTribuo ? others : others + "|tribuo|olcut|libsvm|protobuf";
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(place -> !place.matches(".*(" + left + ").*"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String compile(Path folder, Map<String, String> sources) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = folder.resolve("src").resolve(source.getKey());
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source.getValue()));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-cp",
              "",
              "-p",
              modulePath(false),
              "-d",
              folder.resolve("out").toString());
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      return compiled ? "" : messages.toString();
    }
  }

  private static String run(List<String> how, Path model, Path cell) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(how);
    command.addAll(List.of(model.toString(), cell.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.strip().lines().reduce((first, last) -> last).orElse("");
  }

  private static String asModule(Path folder, boolean withTribuo, Path model, Path cell)
      throws Exception {
    return run(
        List.of(
            "-p",
            modulePath(withTribuo) + File.pathSeparator + folder.resolve("out"),
            "--add-modules",
            "ALL-MODULE-PATH",
            "-m",
            "org.example.consumer/org.example.ClassifyOneCell"),
        model,
        cell);
  }

  private static String onTheClassPath(Path folder, Path model, Path cell) throws Exception {
    return run(
        List.of(
            "-cp",
            modulePath(true) + File.pathSeparator + folder.resolve("out"),
            "org.example.ClassifyOneCell"),
        model,
        cell);
  }

  @Test
  void module_withTheFace_classifiesACell(@TempDir Path folder) throws Exception {
    assertThat(
            compile(
                folder,
                Map.of("module-info.java", MODULE, "org/example/ClassifyOneCell.java", PROGRAM)))
        .isEmpty();
    Path model = ModelFixture.model(folder);
    Path learner = WithoutTribuoTest.withLearner(folder);
    Path cell = ModelFixture.cell(folder, 3);

    assertThat(asModule(folder, false, model, cell))
        .contains("decision")
        .isEqualTo(onTheClassPath(folder, model, cell));
    assertThat(asModule(folder, true, learner, cell))
        .contains("decision")
        .isEqualTo(onTheClassPath(folder, learner, cell));
  }

  @Test
  void module_thatLooksInside_doesNotCompile(@TempDir Path folder) throws Exception {
    assertThat(
            compile(
                folder, Map.of("module-info.java", MODULE, "org/example/Intruder.java", INTRUDER)))
        .contains("package org.allnet.inference.prediction is not visible")
        .contains("does not export it to module org.example.consumer");
  }
}
