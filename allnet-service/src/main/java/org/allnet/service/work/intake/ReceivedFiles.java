package org.allnet.service.work.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.file.Sha256;
import org.allnet.service.domain.Hash;
import org.allnet.service.store.BlobStore;
import org.allnet.service.store.BlobWriting;

/**
 * The files of one request, written one behind the other into a pack, so that one file is stored
 * whatever their number. Zips are unpacked. Each is looked at without decoding a pixel; what can't
 * be a picture is not kept. Nothing is left of it when it is closed, unless the pack was kept.
 */
final class ReceivedFiles implements AutoCloseable {

  private static final int PART = 1 << 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final IntakeLimits limits;
  private final BlobStore blobs;
  private final Path folder;
  private final BlobWriting pack;
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
   * @param from its first byte in the pack
   * @param bytes how many it has
   * @param content the hash of its bytes
   * @param head how large its picture says it is
   */
  record Received(int number, String name, long from, int bytes, Hash content, PictureHead head) {}

  private ReceivedFiles(IntakeLimits limits, BlobStore blobs, Path folder) {
    this.limits = limits;
    this.blobs = blobs;
    this.folder = folder;
    this.pack = blobs.begin();
  }

  static ReceivedFiles of(IncomingFiles files, IntakeLimits limits, BlobStore blobs, Path scratch) {
    ReceivedFiles all =
        new ReceivedFiles(limits, blobs, scratch.resolve(UUID.randomUUID().toString()));
    try {
      files.each(all::receive);
      return all;
    } catch (IOException e) {
      all.close();
      throw new RunException(
          "intake: what was handed in can't be stored for now (%s); check rights and free space"
              .formatted(ForeignFailure.words(e)),
          e);
    } catch (RuntimeException | Error e) {
      all.close();
      throw e;
    }
  }

  private void receive(IncomingFile incoming) throws IOException {
    Hash hash;
    try (InputStream in = incoming.content().open()) {
      byte[] head = in.readNBytes(PictureHead.BYTES);
      InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
      hash = ZipContents.isZip(head) ? unpack(incoming.name(), whole) : take(incoming, head, whole);
    }
    sent.update(Hash.of(incoming.name()).bytes());
    sent.update(hash.bytes());
  }

  private Hash take(IncomingFile incoming, byte[] head, InputStream whole) throws IOException {
    BlobWriting.Mark before = pack.mark();
    Hash hash = append(whole);
    if (isTooLarge(incoming.name(), before)) {
      return hash;
    }
    count(pack.size() - before.size());
    if (SyntheticMarks.isMark(incoming.name())) {
      marks.add(incoming.name());
      pack.back(before);
      return hash;
    }
    look(number(), incoming.name(), head, before, hash);
    return hash;
  }

  /** Takes a file back that has more bytes than one may have; the others stay. */
  private boolean isTooLarge(String name, BlobWriting.Mark before) {
    if (pack.size() - before.size() <= limits.bytesPerFile()) {
      return false;
    }
    pack.back(before);
    refuseLarge(name);
    return true;
  }

  private void refuseLarge(String name) {
    refused.add(
        new RefusedFile(number(), name, "has more than %d bytes".formatted(limits.bytesPerFile())));
  }

  /** Adds bytes to the pack: one more than may be if there are too many. */
  private Hash append(InputStream in) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] part = new byte[PART];
    long left = limits.bytesPerFile() + 1;
    for (int read = in.read(part); read >= 0 && left > 0; read = in.read(part)) {
      int taken = (int) Math.min(read, left);
      pack.write(part, 0, taken);
      digest.update(part, 0, taken);
      left -= taken;
    }
    return Hash.of(digest.digest(), 0);
  }

  /** Keeps what was appended after a place if it may be a picture. */
  private void look(int number, String name, byte[] head, BlobWriting.Mark from, Hash content) {
    int size = (int) (pack.size() - from.size());
    try {
      PictureHead said =
          PictureHead.of(
              head,
              size,
              limits.ofPicture(),
              new PictureHead.Whole() {
                @Override
                public <T> T look(Function<Path, T> reader) {
                  return blobs.asFile(pack.read(from.size(), size), reader);
                }
              });
      received.add(new Received(number, name, from.size(), size, content, said));
    } catch (InputException e) {
      pack.back(from);
      refused.add(new RefusedFile(number, name, String.valueOf(e.getMessage())));
    }
  }

  private Hash unpack(String name, InputStream zip) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("file-" + UUID.randomUUID());
    MessageDigest digest = Sha256.digest();
    try {
      long size = copy(new DigestInputStream(zip, digest), file, limits.bytesPerFile());
      if (size < 0) {
        refuseLarge(name);
      } else {
        count(size);
        unpack(name, file);
      }
    } catch (InputException e) {
      refused.add(new RefusedFile(number(), name, String.valueOf(e.getMessage())));
    } finally {
      Files.deleteIfExists(file);
    }
    return Hash.of(digest.digest(), 0);
  }

  private void unpack(String name, Path zip) throws IOException {
    int taken = received.size();
    int told = refused.size();
    int before = numbers;
    BlobWriting.Mark start = pack.mark();
    try {
      ZipContents.unpack(zip, limits, (entry, in) -> takeEntry(name + "/" + entry, in));
    } catch (InputException e) {
      // A zip that is not what it says is not trusted in part.
      received.subList(taken, received.size()).clear();
      refused.subList(told, refused.size()).clear();
      numbers = before;
      pack.back(start);
      throw e;
    }
  }

  private void takeEntry(String name, InputStream in) throws IOException {
    if (SyntheticMarks.isMark(name)) {
      marks.add(name);
      return;
    }
    byte[] head = in.readNBytes(PictureHead.BYTES);
    BlobWriting.Mark before = pack.mark();
    Hash hash = append(new SequenceInputStream(new ByteArrayInputStream(head), in));
    if (!isTooLarge(name, before)) {
      look(number(), name, head, before, hash);
    }
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
      byte[] part = new byte[PART];
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
    return Hash.of(copyOf(sent).digest(), 0);
  }

  private static MessageDigest copyOf(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e); // Java's own can
    }
  }

  /** Stores the files, and returns by which hash; they are on the disk after {@link #awaitDisk}. */
  Hash keep() {
    // Else the same files handed in twice would be one pack, which the first of both deletes.
    byte[] own = new byte[Long.BYTES * 4];
    RANDOM.nextBytes(own);
    pack.write(own, 0, own.length);
    return pack.keep();
  }

  /** Waits until what was kept is on the disk. */
  void awaitDisk() {
    pack.awaitDisk();
  }

  @Override
  public void close() {
    pack.close();
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
