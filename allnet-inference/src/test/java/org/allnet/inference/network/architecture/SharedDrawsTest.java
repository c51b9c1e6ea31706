package org.allnet.inference.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.allnet.inference.engine.group.BatchPart;
import org.allnet.inference.engine.group.Meeting;
import org.allnet.inference.engine.group.ProcessGroup;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks that draw - dropout, stochastic depth - draw for the whole batch in each of two
 * processes: gradients of two parts are those of the batch in double precision. A part of one image
 * is the hardest, since nothing shows how features of several would lie in memory.
 */
@EnabledOnOs(OS.LINUX)
class SharedDrawsTest {

  /** As in {@link SharedNormsTest}: other draws are off by the order of a gradient itself. */
  private static final double EXACT = 2e-9;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  /**
   * A network and a batch.
   *
   * @param architecture the network
   * @param size of the images in pixels
   * @param images of the batch; of two each process has one
   */
  private record Case(String architecture, int size, int images) {

    static final List<Case> ALL =
        List.of(
            new Case("efficientnet-b0", 64, 5),
            new Case("efficientnet-b0", 64, 2),
            new Case("resnet18", 45, 2),
            new Case("resnet18", 45, 3),
            new Case("mobilenet-v3", 64, 3),
            new Case("allnet", 45, 2),
            new Case("allnet", 45, 3),
            new Case("vgg16", 45, 3),
            new Case("vit-tiny", 48, 3));

    Map<String, double[]> of(BatchPart part) {
      return TrainedPart.trained(
          TrainedPart.plan(architecture, size, 0.5), part, ScalarType.Double);
    }
  }

  /** The other process: has its part of each case. */
  public static void main(String[] words) throws Exception {
    Path port = Path.of(words[0]);
    while (!Files.exists(port)) {
      Thread.sleep(20);
    }
    Meeting meeting = Meeting.at("127.0.0.1", Integer.parseInt(Files.readString(port)), PATIENCE);
    try (ProcessGroup group = meeting.join("127.0.0.1", 1, 2)) {
      Case.ALL.forEach(each -> each.of(BatchPart.of(group, each.images())));
    }
  }

  private static Process other(Path port, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            SharedDrawsTest.class.getName(),
            port.toString());
    builder
        .environment()
        .put(
            "CLASSPATH",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  @Test
  void parts_drawWhatTheBatchDraws() throws Exception {
    Path port = folder.resolve("port");
    Path log = folder.resolve("other.log");
    Process other = other(port, log);
    Meeting meeting = Meeting.open("127.0.0.1", PATIENCE);
    Path fresh = Files.writeString(folder.resolve("fresh"), "" + meeting.port());
    Files.move(fresh, port, StandardCopyOption.ATOMIC_MOVE);
    try (ProcessGroup group = meeting.join("127.0.0.1", 0, 2)) {
      for (Case each : Case.ALL) {
        Map<String, double[]> shared = each.of(BatchPart.of(group, each.images()));
        Map<String, double[]> whole = each.of(BatchPart.whole(each.images()));
        assertThat(TrainedPart.largestGradient(whole)).as("%s", each).isGreaterThan(1e-3);
        assertThat(TrainedPart.error(whole, shared)).as("%s", each).isLessThan(EXACT);
      }
      assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(other.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      other.destroyForcibly();
    }
  }
}
