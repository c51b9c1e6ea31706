package org.allnet.cli.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.jspecify.annotations.Nullable;

/** A jar or a folder of classes whose content goes into {@link OneJar}. Closed when it is there. */
final class JarPart implements AutoCloseable {

  /** The time of entries that have none of their own: 1 January 2026 in UTC. */
  static final long BEGINNING = 1_767_225_600_000L;

  private final Path file;
  private final @Nullable ZipFile jar;
  private final List<Entry> entries = new ArrayList<>();

  private JarPart(Path file, @Nullable ZipFile jar) {
    this.file = file;
    this.jar = jar;
  }

  /** Something that can be read. */
  @FunctionalInterface
  private interface Source {
    InputStream open() throws IOException;
  }

  /**
   * A file of a part.
   *
   * @param part the name of the part
   * @param name its path in it
   * @param time when it was changed, in milliseconds since 1970
   * @param check the CRC-32 of its content
   * @param source its content
   */
  record Entry(String part, String name, long time, long check, Source source) {

    InputStream open() throws IOException {
      return source.open();
    }

    boolean isSame(Entry other) {
      return check == other.check;
    }

    /** {@return its lines without comments} */
    List<String> lines() {
      try (InputStream in = open()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .toList();
      } catch (IOException e) {
        throw InputException.in(
            part, "%s can't be read (%s)".formatted(name, ForeignFailure.words(e)), e);
      }
    }
  }

  /**
   * Opens a part.
   *
   * @param file a jar or a folder of classes
   * @throws InputException if it can't be read
   */
  static JarPart open(Path file) {
    try {
      JarPart part = new JarPart(file, Files.isDirectory(file) ? null : new ZipFile(file.toFile()));
      if (part.jar == null) {
        part.look(file);
      } else {
        part.look(part.jar);
      }
      return part;
    } catch (IOException e) {
      throw InputException.in(file, "can't be read (" + ForeignFailure.words(e) + ")", e);
    }
  }

  private void look(ZipFile zip) {
    zip.stream()
        .filter(entry -> !entry.isDirectory())
        .forEach(
            entry ->
                entries.add(
                    new Entry(
                        name(),
                        entry.getName(),
                        entry.getTime(),
                        entry.getCrc(),
                        () -> zip.getInputStream(new ZipEntry(entry)))));
  }

  private void look(Path folder) throws IOException {
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path one : below.filter(Files::isRegularFile).sorted().toList()) {
        CRC32 check = new CRC32();
        check.update(Files.readAllBytes(one));
        String name = folder.relativize(one).toString().replace('\\', '/');
        entries.add(
            new Entry(name(), name, BEGINNING, check.getValue(), () -> Files.newInputStream(one)));
      }
    }
  }

  /** {@return the jar or folder} */
  Path file() {
    return file;
  }

  /** {@return the jar's name without its ending; of a module's folder of classes, the module's} */
  String name() {
    String own = file.getFileName().toString();
    Path above = file.getParent();
    Path module = above == null ? null : above.getParent();
    if (jar == null && own.equals("classes") && module != null) {
      return String.valueOf(module.getFileName());
    }
    return own.replaceFirst("\\.jar$", "");
  }

  /** {@return what is in it} */
  List<Entry> entries() {
    return List.copyOf(entries);
  }

  @Override
  public void close() throws IOException {
    if (jar != null) {
      jar.close();
    }
  }
}
