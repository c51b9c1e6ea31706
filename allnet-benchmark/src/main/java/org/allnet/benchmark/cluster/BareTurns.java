package org.allnet.benchmark.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.allnet.benchmark.worker.AnsweringProcess;
import org.allnet.benchmark.worker.Launch;
import org.allnet.data.RunException;
import org.allnet.data.file.Json;
import org.allnet.data.image.ImageSource;
import org.allnet.inference.BatchListener;
import org.allnet.inference.Classification;
import org.allnet.inference.Classifier;
import org.allnet.inference.FailedImage;
import org.allnet.inference.compute.Device;

/**
 * The classifier alone, in a process of its own: at each turn it classifies the image files of a
 * folder, as many at once as it likes. It has as many cores as the cluster has.
 */
public final class BareTurns implements AutoCloseable {

  private final AnsweringProcess process;

  private BareTurns(AnsweringProcess process) {
    this.process = process;
  }

  /** Starts the process, and lets it answer once before it counts. */
  static BareTurns start(Launch launch, Path folder, Path model, Path cells, int cores) {
    ProcessBuilder builder =
        launch.program(
            BareTurns.class,
            List.of("-Xmx1g", "-XX:ActiveProcessorCount=" + cores),
            List.of(model.toString(), cells.toString(), String.valueOf(cores)));
    builder.environment().put("OMP_NUM_THREADS", String.valueOf(cores));
    return new BareTurns(AnsweringProcess.start(builder, folder.resolve("bare.log")));
  }

  /** Takes a turn. */
  ClusterTurn take() {
    JsonNode turn = process.ask();
    return new ClusterTurn(
        turn.path("cells").asInt(), turn.path("seconds").asDouble(), turn.path("cores").asDouble());
  }

  /** {@return the process, which is none of the cluster's} */
  long id() {
    return process.id();
  }

  @Override
  public void close() {
    process.close();
  }

  /**
   * Takes a turn for each line that it is sent, and says one line of JSON.
   *
   * @param words the model file, the folder of cells and the threads
   * @throws IOException if the folder can't be read
   */
  public static void main(String[] words) throws IOException {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    // Lines of libraries are no answer.
    System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8));
    try (Classifier classifier =
        Classifier.builder(Path.of(words[0]))
            .device(Device.CPU)
            .threads(Integer.parseInt(words[2]))
            .open()) {
      while (System.in.read() >= 0) {
        double cores = ProcessorTime.of(ProcessHandle.current());
        long start = System.nanoTime();
        int cells = all(classifier, Path.of(words[1]));
        double seconds = (System.nanoTime() - start) / 1e9;
        out.println(
            Json.line(
                Json.object()
                    .put("cells", cells)
                    .put("seconds", seconds)
                    .put("cores", ProcessorTime.of(ProcessHandle.current()) - cores)));
      }
    }
  }

  private static int all(Classifier classifier, Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<ImageSource> images = files.sorted().map(ImageSource::of).toList();
      classifier.classifyAll(
          images,
          new BatchListener() {
            @Override
            public void classified(Classification answer) {}

            @Override
            public void failed(FailedImage image) {
              throw new RunException("benchmark: a cell can't be read: " + image.reason());
            }
          });
      return images.size();
    }
  }
}
