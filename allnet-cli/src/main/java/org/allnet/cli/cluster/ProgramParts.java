package org.allnet.cli.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.allnet.data.ForeignFailure;
import org.allnet.data.RunException;

/** What this program is made of: its jars, or folders of classes if it is tested. */
final class ProgramParts {

  /** What Spark brings, what the service alone needs, and the benchmark's other engines. */
  private static final String NOT_ON_A_CLUSTER =
      "jackson-|protobuf-java|slf4j-|javalin|jetty-|kotlin|annotations-|sqlite|postgresql|HikariCP"
          + "|flyway|pdfbox|fontbox|xmpbox|jte|htmx|micrometer|prometheus|nimbus|oauth2|json-smart"
          + "|accessors-smart|opentelemetry|okhttp|okio|zipkin|onnxruntime|jakarta|websocket"
          + "|LatencyUtils|HdrHistogram|commons-|asm-|checker-qual";

  private static final Pattern LEFT_OUT = Pattern.compile("(" + NOT_ON_A_CLUSTER + ").*");

  /** The command line, which a driver needs and executors do not. */
  private static final Pattern NOT_SENT =
      Pattern.compile("(" + NOT_ON_A_CLUSTER + "|allnet-(benchmark|service)|jline|progressbar).*");

  private ProgramParts() {}

  /** {@return the class path, as Java takes it} */
  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** {@return the jars or folders that executors need} */
  static List<Path> ofExecutors() {
    return all().stream().filter(part -> !isNamed(part, NOT_SENT)).toList();
  }

  /** {@return the jars or folders that a driver needs beside Spark} */
  static List<Path> ofDriver() {
    return all().stream().filter(part -> !isNamed(part, LEFT_OUT)).toList();
  }

  private static boolean isNamed(Path part, Pattern names) {
    return names.matcher(part.getFileName().toString()).matches();
  }

  /** A jar's libraries are in the folder beside it, which its manifest names. */
  private static List<Path> all() {
    List<Path> all = new ArrayList<>();
    for (String entry : classPath().split(File.pathSeparator)) {
      Path path = Path.of(entry).toAbsolutePath();
      all.add(path);
      Path libraries = path.resolveSibling("lib");
      if (Files.isRegularFile(path) && Files.isDirectory(libraries)) {
        try (Stream<Path> jars = Files.list(libraries)) {
          jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().forEach(all::add);
        } catch (IOException e) {
          throw RunException.in(libraries, "can't be listed (" + ForeignFailure.words(e) + ")", e);
        }
      }
    }
    return all.stream().distinct().toList();
  }
}
