package org.allnet.benchmark.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.allnet.benchmark.worker.AnsweringProcess;
import org.allnet.benchmark.worker.Launch;
import org.allnet.benchmark.worker.UntrainedModel;
import org.allnet.data.file.Json;
import org.allnet.inference.Classifier;
import org.allnet.service.Service;
import org.allnet.service.ServiceSettings;
import org.allnet.service.log.LogFormat;
import org.allnet.service.log.ServiceLog;

/**
 * A process of its own, so that its memory is its own: the classifier alone, what writes its files
 * for others, what fills a service's folder, or the service. It says one line of JSON, and ends
 * when its input does.
 */
public final class ServiceWorker {

  private static final String HEAP = "-Xmx1g";

  /** As the launchers start the service. */
  private static final String COLLECTOR = "-XX:+UseParallelGC";

  private ServiceWorker() {}

  /** What a process does. */
  enum Part {
    MODEL,
    EXPORT,
    BARE,
    SEED,
    SERVE
  }

  /**
   * Starts a process.
   *
   * @param launch how
   * @param folder where its complaints and its temporary files go
   * @param part what it does
   * @param words what it needs for that
   */
  static AnsweringProcess start(Launch launch, Path folder, Part part, Object... words) {
    List<String> all = new ArrayList<>(List.of(part.name()));
    for (Object word : words) {
      all.add(word.toString());
    }
    return AnsweringProcess.start(
        launch.program(
            ServiceWorker.class, List.of(HEAP, COLLECTOR, "-Djava.io.tmpdir=" + folder), all),
        folder.resolve(part.name().toLowerCase(Locale.ROOT) + ".log"));
  }

  /**
   * Does one part.
   *
   * @param words the part, and what it needs
   * @throws IOException if a file can't be read
   */
  public static void main(String[] words) throws IOException {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    PrintStream complaints = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
    System.setOut(complaints); // lines of libraries are no answer
    Path folder = Path.of(words[1]);
    switch (Part.valueOf(words[0])) {
      case MODEL -> {
        UntrainedModel.write(folder, Integer.parseInt(words[2]), Double.parseDouble(words[3]));
        say(out, Json.object());
      }
      case EXPORT -> say(out, PeerModels.write(folder, Path.of(words[2])));
      case BARE ->
          bare(out, Path.of(words[2]), images(folder), duration(words[3]), duration(words[4]));
      case SEED ->
          say(
              out,
              Seeding.fill(
                  folder, Path.of(words[2]), Path.of(words[3]), Integer.parseInt(words[4])));
      case SERVE -> {
        ServiceLog.use(LogFormat.TEXT, complaints); // as the command does
        try (Service service = Service.start(ServiceSettings.in(folder, 0))) {
          say(out, Json.object().put("address", service.address()));
          while (System.in.read() >= 0) {
            // until the benchmark ends
          }
        }
      }
    }
  }

  private static Duration duration(String text) {
    return Duration.ofMillis(Long.parseLong(text));
  }

  private static void say(PrintStream out, ObjectNode node) {
    out.println(Json.line(node));
    out.flush();
  }

  /** Takes a turn for each line that comes. */
  private static void bare(
      PrintStream out, Path model, List<byte[]> images, Duration warming, Duration each)
      throws IOException {
    long start = System.nanoTime();
    try (Classifier classifier = Classifier.open(model)) {
      double load = (System.nanoTime() - start) / 1e9;
      BareClassifier bare = new BareClassifier(classifier, images);
      bare.together(warming);
      bare.alone(warming);
      say(out, Json.object().put("load", load));
      while (System.in.read() >= 0) {
        Loops.Closed alone = bare.alone(each);
        double together = bare.together(each);
        say(
            out,
            new ClassifierTurns.Turn(
                    alone.latencies().times(),
                    alone.perSecond(),
                    together,
                    ProcessMemory.resident(ProcessHandle.current().pid()))
                .json());
      }
    }
  }

  /** The image files of a folder, in the order of their names. */
  static List<byte[]> images(Path folder) throws IOException {
    List<byte[]> images = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        images.add(Files.readAllBytes(file));
      }
    }
    return images;
  }
}
