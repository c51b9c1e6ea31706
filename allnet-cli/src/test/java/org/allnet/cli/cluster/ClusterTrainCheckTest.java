package org.allnet.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.allnet.cli.AllnetProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code cluster train} refuses before it looks at a data set or for Spark. */
final class ClusterTrainCheckTest {

  @TempDir private Path folder;

  private String refused(String... options) {
    StringWriter err = new StringWriter();
    List<String> words =
        Stream.concat(
                Stream.of("cluster", "train", folder.resolve("none").toString()),
                Stream.of(options))
            .toList();
    int code =
        new AllnetProgram(new PrintWriter(new StringWriter()), new PrintWriter(err), false)
            .run(words.toArray(String[]::new));
    assertThat(code).as(err.toString()).isEqualTo(2);
    return err.toString().strip();
  }

  @Test
  void moreExecutorsThanImages_areRefused() {
    Path out = folder.resolve("run");
    String[] words = {
      "--out", out.toString(), "--master", "spark://h:1", "--executors", "17", "--batch", "16"
    };
    assertThat(refused(words))
        .isEqualTo(
            "allnet: --executors 17: each executor needs an image of a batch, which has 16; use fewer executors");
    assertThat(Files.exists(out)).isFalse();
  }

  @Test
  void threadsOfOneProcess_areRefused() {
    assertThat(refused("--out", folder.resolve("run").toString(), "--master", "local[2]"))
        .contains("executors of a local master are threads of one process");
  }
}
