package org.allnet.service.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.file.Sha256;
import org.allnet.service.domain.Hash;

/**
 * Bytes in files that are named by their SHA-256: what is stored twice is there once, and what was
 * changed on the disk is noticed when it is read. Thread-safe, also between processes.
 */
public final class BlobStore {

  private static final String UNFINISHED = ".unfinished";
  private static final String HELD = ".held-";

  /** Who held packs for longer was killed. */
  private static final Duration LONGEST_HELD = Duration.ofDays(1);

  private final Path folder;

  /**
   * Opens a folder.
   *
   * @param folder made if it is missing
   * @throws RunException if it can't be made
   */
  public BlobStore(Path folder) {
    this.folder = folder.toAbsolutePath();
    try {
      Files.createDirectories(this.folder.resolve(UNFINISHED));
      DiskWaits.start();
    } catch (IOException e) {
      throw failed(folder, "can't be made", e);
    }
  }

  /**
   * Stores bytes, and returns when they are on the disk.
   *
   * @param bytes read to the end; stays open
   * @param most how many bytes at most
   * @return by which hash they are read
   * @throws InputException if there are more than {@code most}
   * @throws RunException if they can't be read or written
   */
  public Hash put(InputStream bytes, long most) {
    Path unfinished = unfinished();
    try {
      try {
        Hash hash = written(bytes, most, unfinished);
        keepWritten(unfinished, hash);
        return hash;
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw failed(folder, "bytes can't be stored there", e);
    }
  }

  private static Hash written(InputStream bytes, long most, Path unfinished) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (FileChannel channel =
        FileChannel.open(unfinished, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      OutputStream out = Channels.newOutputStream(channel);
      byte[] part = new byte[1 << 16];
      long size = 0;
      for (int read = bytes.read(part); read >= 0; read = bytes.read(part)) {
        size += read;
        if (size > most) {
          throw new InputException("upload: has more than " + most + " bytes");
        }
        digest.update(part, 0, read);
        out.write(part, 0, read);
      }
      channel.force(true);
    }
    return Hash.of(digest.digest(), 0);
  }

  /**
   * Stores several blobs, and returns when they are on the disk. Cheaper than one by one: the disk
   * is told once for all.
   *
   * @param all the bytes of each
   * @return by which hash each is read, in their order
   * @throws RunException if they can't be written
   */
  public List<Hash> putAll(List<byte[]> all) {
    Map<Hash, Path> unfinished = new LinkedHashMap<>();
    try {
      List<Hash> hashes = new ArrayList<>();
      try {
        for (byte[] bytes : all) {
          Hash hash = Hash.of(bytes);
          hashes.add(hash);
          if (!unfinished.containsKey(hash)) {
            unfinished.put(hash, Files.write(unfinished(), bytes, StandardOpenOption.CREATE_NEW));
          }
        }
        DiskWaits.files(unfinished.values());
        Set<Path> parents = new LinkedHashSet<>();
        for (Map.Entry<Hash, Path> one : unfinished.entrySet()) {
          parents.add(moved(one.getValue(), one.getKey()));
        }
        DiskWaits.folders(parents);
        return hashes;
      } finally {
        for (Path file : unfinished.values()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw failed(folder, "bytes can't be stored there", e);
    }
  }

  private Path unfinished() {
    return folder.resolve(UNFINISHED).resolve(UUID.randomUUID().toString());
  }

  /** Gives a finished file its name, and returns the folder that has to be synchronised. */
  private Path moved(Path file, Hash hash) throws IOException {
    Path parent = folder.resolve(hash.hex().substring(0, 2));
    if (!Files.isDirectory(parent)) {
      Files.createDirectories(parent);
      DiskWaits.folders(List.of(folder));
    }
    Files.move(file, file(hash), StandardCopyOption.ATOMIC_MOVE);
    return parent;
  }

  /**
   * Begins to write a blob piece by piece.
   *
   * @throws RunException if nothing can be written
   */
  public BlobWriting begin() {
    try {
      return new BlobWriting(this, unfinished());
    } catch (IOException e) {
      throw failed(folder, "bytes can't be stored there", e);
    }
  }

  /** A file that is on the disk gets its name, which is on the disk when this returns. */
  private void keepWritten(Path file, Hash hash) throws IOException {
    DiskWaits.folders(List.of(moved(file, hash)));
  }

  /**
   * Gives a file its name. Both are on the disk when what this returns was awaited. The name comes
   * first, so that both are waited for at once; but bytes that are there already must not vanish in
   * a crash.
   */
  DiskWaits name(Path file, Hash hash) throws IOException {
    if (has(hash)) {
      DiskWaits.files(List.of(file));
      return DiskWaits.begin(List.of(), List.of(moved(file, hash)));
    }
    Path parent = moved(file, hash);
    return DiskWaits.begin(List.of(file(hash)), List.of(parent));
  }

  RunException failed(IOException e) {
    return failed(folder, "bytes can't be stored there", e);
  }

  /**
   * Returns a part of a blob, after its own hash was checked.
   *
   * @param blob by which hash the whole is read
   * @param from the first byte, from 0
   * @param bytes how many
   * @param content the hash of the part
   * @return empty if there is no such blob
   * @throws RunException if it can't be read or is not what was stored
   */
  public Optional<byte[]> part(Hash blob, long from, int bytes, Hash content) {
    Path file = file(blob);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer part = ByteBuffer.allocate(bytes);
      while (part.hasRemaining() && channel.read(part, from + part.position()) >= 0) {
        // until it is full or the file ends
      }
      if (part.hasRemaining() || !Hash.of(part.array()).equals(content)) {
        throw RunException.in(file, "was changed or damaged; restore it from a back-up");
      }
      return Optional.of(part.array());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed(file, "can't be read", e);
    }
  }

  /**
   * Lays bytes down as a file for as long as something looks at it.
   *
   * @param bytes the file's
   * @param reader gets the file, which is deleted afterwards
   * @return what {@code reader} returns
   * @throws RunException if it can't be written
   */
  public <T> T asFile(byte[] bytes, Function<Path, T> reader) {
    Path file = unfinished();
    try {
      try {
        Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
        return reader.apply(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw failed(folder, "bytes can't be stored there", e);
    }
  }

  /** What keeps packs from being deleted. */
  public interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Keeps packs from being deleted, also by other processes, until it is closed, or for a day.
   *
   * @throws RunException if that can't be written
   */
  public Hold hold() {
    Path mark = folder.resolve(HELD + UUID.randomUUID());
    try {
      Files.createFile(mark);
    } catch (IOException e) {
      throw failed(folder, "a file can't be made there", e);
    }
    return () -> {
      try {
        Files.deleteIfExists(mark);
      } catch (IOException e) {
        throw failed(mark, "can't be deleted", e);
      }
    };
  }

  boolean isHeld() {
    Instant yesterday = Instant.now().minus(LONGEST_HELD);
    try (DirectoryStream<Path> marks = Files.newDirectoryStream(folder, HELD + "*")) {
      for (Path mark : marks) {
        if (Files.getLastModifiedTime(mark).toInstant().isAfter(yesterday)) {
          return true;
        }
      }
      return false;
    } catch (NoSuchFileException e) {
      return false; // was closed in the meantime
    } catch (IOException | DirectoryIteratorException e) {
      throw RunException.in(folder, "can't be read; check rights", e);
    }
  }

  /**
   * Deletes what processes left that were killed while they wrote.
   *
   * @param before files that were last written before this time
   * @throws RunException if that can't be read or deleted
   */
  public void deleteUnfinished(Instant before) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(UNFINISHED))) {
      for (Path file : files) {
        try {
          if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
            Files.deleteIfExists(file);
          }
        } catch (NoSuchFileException e) {
          // somebody finished it in the meantime
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw RunException.in(folder, "can't be read; check rights", e);
    }
  }

  /**
   * Returns whether bytes are there.
   *
   * @param hash by which they are read
   */
  public boolean has(Hash hash) {
    return Files.isRegularFile(file(hash));
  }

  /**
   * Returns how many bytes are stored by a hash.
   *
   * @param hash by which they are read
   * @return 0 if there are none
   * @throws RunException if they can't be looked at
   */
  public long size(Hash hash) {
    try {
      return Files.size(file(hash));
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw failed(file(hash), "can't be read", e);
    }
  }

  /**
   * Returns how many bytes can still be stored on this disk.
   *
   * @throws RunException if the folder is not there
   */
  public long freeBytes() {
    // Of the file, not of its disk: where no list of disks is, as in a chroot, none is found.
    long free = folder.toFile().getUsableSpace();
    if (free == 0 && !Files.isDirectory(folder)) {
      throw RunException.in(folder, "is not there, so that its disk can't be asked for free space");
    }
    return free;
  }

  /**
   * Returns bytes, after their hash was checked.
   *
   * @param hash by which they were stored
   * @return empty if there are none
   * @throws RunException if they can't be read or are not what was stored
   */
  public Optional<byte[]> read(Hash hash) {
    Path file = file(hash);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (!Hash.of(bytes).equals(hash)) {
        throw RunException.in(file, "was changed or damaged; restore it from a back-up");
      }
      return Optional.of(bytes);
    } catch (IOException e) {
      throw failed(file, "can't be read", e);
    }
  }

  /**
   * Deletes bytes, if they are there.
   *
   * @param hash by which they were stored
   * @throws RunException if they can't be deleted
   */
  public void delete(Hash hash) {
    try {
      Files.deleteIfExists(file(hash));
    } catch (IOException e) {
      throw failed(file(hash), "can't be deleted", e);
    }
  }

  /**
   * {@return whether nothing is stored}
   *
   * @throws RunException if the folder can't be read
   */
  public boolean isEmpty() {
    try (Stream<Path> all = Files.walk(folder, 2)) {
      return all.noneMatch(BlobStore::isBlob);
    } catch (IOException | UncheckedIOException e) {
      throw RunException.in(folder, "can't be read; check rights", e);
    }
  }

  /**
   * Hands the hashes on of all bytes that were stored, or stored again, before a time.
   *
   * @param before the time
   * @param reader gets each hash
   * @throws RunException if the folder can't be read
   */
  public void older(Instant before, Consumer<Hash> reader) {
    try (Stream<Path> all = Files.walk(folder, 2)) {
      for (Path file : (Iterable<Path>) all.filter(BlobStore::isBlob)::iterator) {
        Hash hash = new Hash(file.getFileName().toString());
        if (isOlder(hash, before)) {
          reader.accept(hash);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw RunException.in(folder, "can't be read; check rights", e);
    }
  }

  /**
   * Returns whether bytes are there that were stored, and not again, before a time.
   *
   * @param hash by which they are read
   * @param before the time
   * @throws RunException if they can't be looked at
   */
  public boolean isOlder(Hash hash, Instant before) {
    try {
      return Files.getLastModifiedTime(file(hash)).toInstant().isBefore(before);
    } catch (NoSuchFileException e) {
      return false; // was erased in the meantime
    } catch (IOException e) {
      throw failed(file(hash), "can't be read", e);
    }
  }

  /**
   * Reads all files and hands those on whose bytes are not what was stored.
   *
   * @param damaged gets the hash by which they were stored
   * @return how many files there are
   * @throws RunException if a file can't be read
   */
  public long verify(Consumer<Hash> damaged) {
    long files = 0;
    try (Stream<Path> all = Files.walk(folder, 2)) {
      for (Path file : (Iterable<Path>) all.filter(BlobStore::isBlob)::iterator) {
        files++;
        if (!isWhole(file)) {
          damaged.accept(new Hash(file.getFileName().toString()));
        }
      }
      return files;
    } catch (IOException e) {
      throw failed(folder, "can't be read", e);
    }
  }

  private static boolean isBlob(Path file) {
    return Files.isRegularFile(file) && file.getFileName().toString().matches("[0-9a-f]{64}");
  }

  /**
   * Returns whether a file has the name of stored bytes, and has these bytes.
   *
   * @param file of such a folder, or of a copy of one
   * @throws IOException if it can't be read
   */
  public static boolean isWhole(Path file) throws IOException {
    return isBlob(file) && hash(file).equals(new Hash(file.getFileName().toString()));
  }

  private static Hash hash(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Hash.of(digest.digest(), 0);
  }

  private Path file(Hash hash) {
    return folder.resolve(hash.hex().substring(0, 2)).resolve(hash.hex());
  }

  private static RunException failed(Path place, String what, IOException e) {
    return RunException.in(
        place, what + " (" + ForeignFailure.words(e) + "); check rights and free space", e);
  }
}
