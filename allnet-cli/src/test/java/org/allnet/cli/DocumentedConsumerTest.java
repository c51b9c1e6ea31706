package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The consumer project compiles, and the guide for Java programs shows it. */
final class DocumentedConsumerTest {

  @Test
  void consumer_compilesAndIsTheOneOfTheGuide(@TempDir Path folder) throws Exception {
    Path source = Path.of("../allnet-inference/src/it/consumer/src/main/java/ClassifyOneCell.java");
    ByteArrayOutputStream errors = new ByteArrayOutputStream();

    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                errors,
                "-proc:none",
                "-d",
                folder.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());

    assertThat(code).as(errors.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(Files.readString(Path.of("../docs/embedding.md")))
        .contains("```java\n" + Files.readString(source) + "```");
  }

  /** What a user copies resolves only if its versions are those of the build. */
  @Test
  void gradleLines_areThoseOfTheGuideAndTheBuild() throws Exception {
    String build = Files.readString(Path.of("../allnet-inference/src/it/consumer/build.gradle"));
    String pom = Files.readString(Path.of("../pom.xml"));

    String lines =
        build.substring(build.indexOf("def system"), build.indexOf("// What the program needs"));

    assertThat(Files.readString(Path.of("../docs/embedding.md")))
        .contains("```groovy\n" + lines.strip() + "\n```");
    assertThat(lines)
        .contains("allnet-inference:" + between(pom, "</artifactId>\n  <version>", "<"));
    for (String library : List.of("javacpp", "openblas", "pytorch")) {
      String version = between(pom, "<" + library + ".version>", "<");
      assertThat(lines).contains("org.bytedeco:" + library + ":" + version + ":$natives");
    }
  }

  private static String between(String text, String before, String after) {
    int from = text.indexOf(before) + before.length();
    return text.substring(from, text.indexOf(after, from));
  }
}
