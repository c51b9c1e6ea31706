package org.allnet.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said of failures that are not ALLNet's own. */
final class ForeignFailureTest {

  @Test
  void words_ofLibraries_nameNoClass() {
    Object text = "text";
    List<Throwable> failures =
        List.of(
            catching(() -> assertThat((Integer) text).isNull()),
            catching(() -> List.of().get(3)),
            new IllegalArgumentException(),
            new IOException(new NullPointerException()),
            new IOException("java.util.zip.ZipException: bad"),
            new RuntimeException("com.twelvemonkeys.imageio.Reader failed"),
            new IllegalStateException("caused by IIOException: no"),
            new UncheckedIOException(new NoSuchFileException("/x/y")),
            new AccessDeniedException("/x/y"),
            new FileSystemException("/x/y", null, "Is a directory"),
            new FileSystemException("/x/y"),
            new EOFException(),
            new MalformedInputException(1));
    for (Throwable failure : failures) {
      assertThat(ForeignFailure.words(failure))
          .isNotBlank()
          .doesNotContainPattern("Exception|java|com\\.|/x/y|null");
    }
    assertThat(ForeignFailure.words(new FileSystemException("f", null, "Is a directory")))
        .isEqualTo("is a directory");
    assertThat(ForeignFailure.words(new IOException("Invalid width/height\nmore")))
        .isEqualTo("Invalid width/height");
    assertThat(ForeignFailure.words(new InputException("f: is empty"))).isEqualTo("f: is empty");
  }

  /** A failure that is put into a message by itself brings the name of its class. */
  @Test
  void failures_inMessages_haveWords() throws IOException {
    Path root = Path.of("").toAbsolutePath().getParent();
    List<Path> sources;
    try (Stream<Path> modules = Files.list(root)) {
      sources =
          modules
              .filter(module -> module.getFileName().toString().startsWith("allnet-"))
              .map(module -> module.resolve("src/main/java"))
              .filter(Files::isDirectory)
              .toList();
    }
    assertThat(sources).hasSizeGreaterThan(3);
    for (Path source : sources) {
      try (Stream<Path> files = Files.walk(source)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          assertThat(Files.readString(file))
              .as(file.toString())
              .doesNotContainPattern("\\+ e( \\+|\\)|,)|getClass\\(\\)\\.getSimpleName");
        }
      }
    }
  }

  private static Throwable catching(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      return e;
    }
    throw new AssertionError("did not fail");
  }
}
