package org.allnet.spark.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.integrity.ImageHashes;

/**
 * The libraries of Spark. They are 290 MB that most people never need, so they are no part of
 * ALLNet: they are those of an installation of Spark, or are fetched once from a Maven repository
 * into a folder of the user. A list that comes with ALLNet says which files these are and what
 * their SHA-256 is; another file is refused.
 */
public final class SparkLibraries {

  /** The version of Spark that the list is of. */
  public static final String VERSION = "4.2.0";

  private static final String LIST = "spark-libraries.txt";
  private static final String JARS = "jars";

  private SparkLibraries() {}

  /**
   * A library.
   *
   * @param path where it is in a Maven repository
   * @param sha256 of the file, in lower-case hex
   * @param bytes of the file
   */
  public record Library(String path, String sha256, long bytes) {

    /** {@return the name of its file} */
    public String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  /**
   * {@return the libraries that are fetched, in a fixed order}
   *
   * @throws UncheckedIOException if the list can't be read
   */
  public static List<Library> all() {
    List<Library> all = new ArrayList<>();
    try (InputStream in =
            Objects.requireNonNull(SparkLibraries.class.getResourceAsStream(LIST), LIST);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" ");
        all.add(new Library(parts[2], parts[0], Long.parseLong(parts[1])));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** {@return whether this process has Spark on its class path} */
  public static boolean areHere() {
    return SparkLibraries.class.getResource("/org/apache/spark/sql/SparkSession.class") != null;
  }

  /**
   * Returns where fetched libraries are kept.
   *
   * @param cache the user's cache folder
   */
  public static Path home(Path cache) {
    return cache.resolve("allnet").resolve("spark-" + VERSION);
  }

  /**
   * Finds libraries that were fetched or installed.
   *
   * @param homes folders in which Spark may be, the first that is one counts
   * @return the folder whose {@code jars} has them; empty if none has
   * @throws InputException if one can't be listed
   */
  public static Optional<Path> find(List<Path> homes) {
    for (Path home : homes) {
      try (Stream<Path> jars =
          Files.isDirectory(home.resolve(JARS))
              ? Files.list(home.resolve(JARS))
              : Stream.<Path>empty()) {
        if (jars.anyMatch(jar -> jar.getFileName().toString().startsWith("spark-sql_"))) {
          return Optional.of(home);
        }
      } catch (IOException e) {
        throw InputException.in(home, "can't be listed (" + ForeignFailure.words(e) + ")", e);
      }
    }
    return Optional.empty();
  }

  /**
   * Fetches what is not there yet. What is there is checked too.
   *
   * @param repository the address of a Maven repository
   * @param home the folder for them
   * @param libraries which
   * @param done is told of each library that is there
   * @throws RunException if one can't be had, or is another file than the list says; what was
   *     fetched before is kept
   */
  public static void fetch(
      URI repository, Path home, List<Library> libraries, Consumer<Library> done) {
    String base = repository.toString().replaceFirst("/*$", "/");
    Path jars = home.resolve(JARS);
    for (Library library : libraries) {
      Path file = jars.resolve(library.name());
      try {
        Files.createDirectories(jars);
        if (!Files.exists(file) || !ImageHashes.sha256(file).equals(library.sha256())) {
          fetch(URI.create(base + library.path()), library, file);
        }
        done.accept(library);
      } catch (IOException e) {
        throw RunException.in(
            base + library.path(),
            "can't be fetched (" + ForeignFailure.words(e) + "); try again, what is there is kept",
            e);
      }
    }
  }

  private static void fetch(URI from, Library library, Path file) throws IOException {
    Path fresh = Files.createTempFile(file.getParent(), "fetching", ".tmp");
    try {
      var connection = from.toURL().openConnection();
      connection.setConnectTimeout(30_000);
      connection.setReadTimeout(60_000);
      try (InputStream in = connection.getInputStream();
          var out = Files.newOutputStream(fresh)) {
        byte[] part = new byte[1 << 16];
        long bytes = 0;
        for (int read = in.read(part); read >= 0; read = in.read(part)) {
          bytes += read;
          if (bytes > library.bytes()) {
            break; // another file: its hash says so
          }
          out.write(part, 0, read);
        }
      }
      if (!ImageHashes.sha256(fresh).equals(library.sha256())) {
        throw RunException.in(
            from.toString(), "is another file than that which ALLNet was tested with", null);
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
