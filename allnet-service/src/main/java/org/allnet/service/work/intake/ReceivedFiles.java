package org.allnet.service.work.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.file.Sha256;
import org.allnet.service.domain.Hash;

/**
 * The files of one request, copied into a folder of its own under names of our own. Zips are
 * unpacked. Deleted when it is closed.
 */
final class ReceivedFiles implements AutoCloseable {

  private final IntakeLimits limits;
  private final Path folder;
  private final List<Received> received = new ArrayList<>();
  private final List<RefusedFile> refused = new ArrayList<>();
  private final SyntheticMarks marks = new SyntheticMarks();
  private final MessageDigest sent = Sha256.digest();
  private long bytes;
  private int numbers;

  /**
   * A file that may be a picture.
   *
   * @param number which one of the request
   * @param name what its sender calls it
   * @param file where it is
   */
  record Received(int number, String name, Path file) {}

  private ReceivedFiles(IntakeLimits limits, Path folder) {
    this.limits = limits;
    this.folder = folder;
  }

  static ReceivedFiles of(List<IncomingFile> files, IntakeLimits limits, Path scratch) {
    ReceivedFiles all = new ReceivedFiles(limits, scratch.resolve(UUID.randomUUID().toString()));
    try {
      Files.createDirectories(all.folder);
      for (IncomingFile file : files) {
        all.receive(file);
      }
      return all;
    } catch (IOException e) {
      all.close();
      throw RunException.in(
          scratch,
          "what was handed in can't be written there ("
              + ForeignFailure.words(e)
              + "); check rights and free space",
          e);
    } catch (RuntimeException | Error e) {
      all.close();
      throw e;
    }
  }

  private void receive(IncomingFile incoming) throws IOException {
    Path file = next();
    Hash hash;
    MessageDigest digest = Sha256.digest();
    try (InputStream in = new DigestInputStream(incoming.content().open(), digest)) {
      long size = copy(in, file, limits.bytesPerFile());
      if (size < 0) {
        throw new IntakeRefusal(
            new IntakeAnswer.TooMuch(
                "a file has more than %d bytes".formatted(limits.bytesPerFile())));
      }
      count(size);
      hash = Hash.of(digest.digest(), 0);
    }
    sent.update(Hash.of(incoming.name()).bytes());
    sent.update(hash.bytes());
    if (ZipContents.isZip(file)) {
      try {
        unpack(incoming.name(), file);
      } catch (InputException e) {
        refused.add(new RefusedFile(number(), incoming.name(), String.valueOf(e.getMessage())));
      } finally {
        Files.deleteIfExists(file);
      }
    } else if (SyntheticMarks.isMark(incoming.name())) {
      marks.add(incoming.name());
      Files.deleteIfExists(file);
    } else {
      received.add(new Received(number(), incoming.name(), file));
    }
  }

  private void unpack(String name, Path zip) throws IOException {
    int taken = received.size();
    int before = numbers;
    try {
      ZipContents.unpack(
          zip,
          limits,
          (entry, in) -> {
            Path file = next();
            long size = copy(in, file, limits.bytesPerFile());
            if (size < 0) {
              Files.deleteIfExists(file);
              refused.add(
                  new RefusedFile(
                      number(),
                      name + "/" + entry,
                      "has more than %d bytes".formatted(limits.bytesPerFile())));
              return;
            }
            if (SyntheticMarks.isMark(entry)) {
              marks.add(name + "/" + entry);
              Files.deleteIfExists(file);
              return;
            }
            received.add(new Received(number(), name + "/" + entry, file));
          });
    } catch (InputException e) {
      // A zip that is not what it says is not trusted in part.
      received.subList(taken, received.size()).clear();
      numbers = before;
      throw e;
    }
  }

  private Path next() {
    return folder.resolve("file-" + UUID.randomUUID());
  }

  private int number() {
    numbers++;
    if (numbers > limits.files()) {
      throw new IntakeRefusal(
          new IntakeAnswer.TooMuch("there are more than %d files".formatted(limits.files())));
    }
    return numbers;
  }

  private void count(long size) {
    bytes += size;
    if (bytes > limits.bytesInAll()) {
      throw new IntakeRefusal(
          new IntakeAnswer.TooMuch(
              "the files have more than %d bytes together".formatted(limits.bytesInAll())));
    }
  }

  /** Copies bytes, and returns how many; -1 if there are too many. */
  static long copy(InputStream in, Path to, long most) throws IOException {
    try (OutputStream out = Files.newOutputStream(to)) {
      byte[] part = new byte[1 << 16];
      long size = 0;
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        size += read;
        if (size > most) {
          return -1;
        }
        out.write(part, 0, read);
      }
      return size;
    }
  }

  /** What may be a picture, in the order in which it came. */
  List<Received> received() {
    return received;
  }

  /** Whether a program made what a file shows, as a mark in the request says. */
  boolean isSynthetic(Received one) {
    return marks.holdFor(one.name());
  }

  /** What can't be one. */
  List<RefusedFile> refused() {
    return refused;
  }

  /** Tells all names and bytes that were sent from all others. */
  Hash sent() {
    return Hash.of(sent.digest(), 0);
  }

  @Override
  public void close() {
    delete(folder);
  }

  /** Deletes the folders of requests that were begun before a time. */
  static void deleteOlder(Path scratch, Instant before) throws IOException {
    try (Stream<Path> requests = Files.list(scratch)) {
      for (Path request : (Iterable<Path>) requests::iterator) {
        if (Files.getLastModifiedTime(request).toInstant().isBefore(before)) {
          delete(request);
        }
      }
    }
  }

  /** Deletes a folder with what is in it. */
  private static void delete(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(one);
      }
    } catch (IOException | UncheckedIOException e) {
      throw RunException.in(folder, "can't be deleted", e);
    }
  }
}
