package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the consumer project compiles, and the guide for Java programs shows it. */
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
}
