package org.allnet.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in the Javadoc of {@link Classifier} compiles and runs as it is written. */
class ClassifierExampleTest {

  private static final Path SOURCE = Path.of("src/main/java/org/allnet/inference/Classifier.java");

  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\\n(.*?)\\n \\* \\}</pre>", Pattern.DOTALL);

  private static String example() throws IOException {
    Matcher matcher = EXAMPLE.matcher(Files.readString(SOURCE));
    assertThat(matcher.find()).isTrue();
    return matcher.group(1).replaceAll("(?m)^ \\* ?", "");
  }

  @Test
  void example_onASmallModel_classifiesACell(@TempDir Path folder) throws Exception {
    ModelFixture.model(folder);
    Files.move(ModelFixture.cell(folder, 1), folder.resolve("cell.bmp"));
    String program =
        """
        import java.nio.file.Path;
        import java.util.*;
        import org.allnet.evaluation.decision.Decision;
        import org.allnet.inference.*;

        public final class Example {
          public static void main(String[] arguments) {
            List<String> worklist = new ArrayList<>();
        %s
            System.out.println("worklist " + worklist);
          }
        }
        """
            .formatted(example());
    Path file = Files.writeString(folder.resolve("Example.java"), program);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    String classPath = System.getProperty("java.class.path");
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of("-proc:none", "-cp", classPath, "-d", folder.toString()),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-cp",
                classPath + System.getProperty("path.separator") + folder,
                "Example")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    assertThat(output)
        .containsPattern("(all|hem) \\{hem=0\\.\\d+, all=0\\.\\d+\\}")
        .contains("worklist []");
  }
}
