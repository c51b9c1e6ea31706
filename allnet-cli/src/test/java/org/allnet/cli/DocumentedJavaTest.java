package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java program of the guide to prediction compiles as it is written, and runs. */
final class DocumentedJavaTest {

  @Test
  void programOfTheGuide_answersForAnImage(@TempDir Path folder) throws Exception {
    String guide = Files.readString(Path.of("../docs/prediction.md"));
    Path source = folder.resolve("ClassifyCells.java");
    Files.writeString(source, guide.split("```java\n", 2)[1].split("```", 2)[0]);
    ByteArrayOutputStream errors = new ByteArrayOutputStream();

    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                errors,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());

    assertThat(code).as(errors.toString(StandardCharsets.UTF_8)).isZero();
    Path model = ModelFixture.model(folder.resolve("m.safetensors"));
    Path cell = ModelFixture.disc(folder.resolve("cell.png"), 9);
    assertThat(run(folder, model.toString(), cell.toString()))
        .containsPattern("cell\\.png: (all|hem) \\{all=0\\.\\d+, hem=0\\.\\d+}");
  }

  private static String run(Path folder, String... arguments) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, DocumentedJavaTest.class.getClassLoader())) {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      loader
          .loadClass("ClassifyCells")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
