package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example of code in the Javadoc of a class compiles as it is written. */
final class JavadocExamplesTest {

  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\\s*\\n(.*?)\\n \\* \\}</pre>", Pattern.DOTALL);

  /** What an example has that it does not say. */
  private static final Map<String, String> GIVEN =
      Map.of(
          "Classifier", "List<String> worklist",
          "CocoEvaluation", "List<DetectedField> fields",
          "Explainer", "List<NamedCell> cells",
          "FieldSetWriter", "FieldSet set",
          "Intake",
              "Intake intake, Actor.Person person, IntakeRequest request, List<IncomingFile> files",
          "Service", "Path folder",
          "Workers",
              "Store store, Models models, Thumbnails thumbnails, WorkerSettings settings, IntakeLimits limits, Path scratch",
          "Store", "Path file, BlobStore blobs, Actor actor, Judgement judgement, String login");

  /** What an example needs beside the packages: types that are inside of another. */
  private static final Map<String, String> IMPORTED =
      Map.of(
          "OptionGrammar", "import org.allnet.training.trainer.schedule.Schedule.*;\n",
          "Service", "import java.time.Duration;\n",
          "Store", "import java.time.Clock;\n");

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path module : modules.sorted().toList()) {
        Path java = module.resolve("src/main/java");
        if (Files.isDirectory(java)) {
          try (Stream<Path> files = Files.walk(java)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
          }
        }
      }
    }
    return sources;
  }

  private static String name(Path source) {
    return source.getFileName().toString().replace(".java", "");
  }

  /** {@return the examples by class; formulas, which have no statement, are none} */
  private static Map<String, String> examples(List<Path> sources) throws IOException {
    Map<String, String> examples = new TreeMap<>();
    for (Path source : sources) {
      Matcher example = EXAMPLE.matcher(Files.readString(source));
      while (example.find()) {
        String code = example.group(1).replaceAll("(?m)^ \\* ?", "");
        if (code.contains(";")) {
          examples.merge(name(source), code, (first, second) -> first + "\n" + second);
        }
      }
    }
    return examples;
  }

  @Test
  void everyExample_compiles(@TempDir Path folder) throws Exception {
    List<Path> sources = sources();
    Set<String> packages = new TreeSet<>();
    for (Path source : sources) {
      Matcher name = Pattern.compile("(?m)^package (.*);").matcher(Files.readString(source));
      if (name.find() && !source.endsWith("package-info.java")) {
        packages.add("import " + name.group(1) + ".*;");
      }
    }
    String imports =
        "import java.nio.file.*;\nimport java.util.*;\n" + String.join("\n", packages) + "\n";
    Map<String, String> examples = examples(sources);
    assertThat(examples).hasSizeGreaterThanOrEqualTo(12).containsKeys("Classifier", "Explainer");
    List<Path> programs = new ArrayList<>();
    for (Map.Entry<String, String> example : examples.entrySet()) {
      String of = example.getKey();
      String program =
          """
          %s%s
          final class ExampleOf%s {
            static void run(%s) throws Exception {
          %s
            }
          }
          """
              .formatted(
                  imports,
                  IMPORTED.getOrDefault(of, ""),
                  of,
                  GIVEN.getOrDefault(of, ""),
                  example.getValue());
      programs.add(Files.writeString(folder.resolve("ExampleOf" + of + ".java"), program));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
      boolean compiled =
          compiler
              .getTask(
                  messages, files, null, options, null, files.getJavaFileObjectsFromPaths(programs))
              .call();
      assertThat(compiled)
          .as(messages.toString().lines().limit(60).collect(Collectors.joining("\n")))
          .isTrue();
    }
  }
}
