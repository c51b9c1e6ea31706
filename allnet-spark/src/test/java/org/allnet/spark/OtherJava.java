package org.allnet.spark;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Another version of Java than the one that runs the tests, as systems install them. */
final class OtherJava {

  private static final Path INSTALLED = Path.of("/usr/lib/jvm");
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

  /** The oldest that ALLNet runs on. */
  private static final int OLDEST = 17;

  private OtherJava() {}

  private record Installed(Path home, int version) {}

  /** {@return the newest one; the test is skipped if there is none} */
  static Path require() throws IOException {
    Optional<Installed> newest = Optional.empty();
    if (Files.isDirectory(INSTALLED)) {
      try (Stream<Path> homes = Files.list(INSTALLED)) {
        newest =
            homes
                .map(home -> new Installed(home, version(home)))
                .filter(java -> java.version() >= OLDEST)
                .filter(java -> java.version() != Runtime.version().feature())
                .max(Comparator.comparingInt(Installed::version));
      }
    }
    assumeTrue(
        newest.isPresent(),
        () -> "no other Java than %s in %s".formatted(Runtime.version().feature(), INSTALLED));
    return newest.orElseThrow().home();
  }

  private static int version(Path home) {
    String release = text(home.resolve("release"));
    if (release == null || !Files.isExecutable(home.resolve("bin/java"))) {
      return 0;
    }
    Matcher version = VERSION.matcher(release);
    return version.find() ? Integer.parseInt(version.group(1)) : 0;
  }

  private static @Nullable String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return null;
    }
  }
}
