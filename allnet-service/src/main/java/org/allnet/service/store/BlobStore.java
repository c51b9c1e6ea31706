package org.allnet.service.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
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
    Path unfinished = folder.resolve(UNFINISHED).resolve(UUID.randomUUID().toString());
    try {
      try {
        Hash hash = written(bytes, most, unfinished);
        keep(unfinished, hash);
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

  private void keep(Path unfinished, Hash hash) throws IOException {
    Path file = file(hash);
    Path parent = folder.resolve(hash.hex().substring(0, 2));
    if (!Files.isDirectory(parent)) {
      Files.createDirectories(parent);
      sync(folder);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    sync(parent);
  }

  /** Makes sure that a folder's names are on the disk; some systems can't, and need not. */
  private static void sync(Path of) throws IOException {
    if (of.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(of, StandardOpenOption.READ)) {
        channel.force(true);
      }
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
   * @throws RunException if the disk can't be asked
   */
  public long freeBytes() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw failed(folder, "can't be asked for its free space", e);
    }
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
   * Hands the hashes on of all bytes that were stored, or stored again, before a time.
   *
   * @param before the time
   * @param reader gets each hash
   * @throws RunException if the folder can't be read
   */
  public void older(Instant before, Consumer<Hash> reader) {
    try (Stream<Path> all = Files.walk(folder, 2)) {
      for (Path file : (Iterable<Path>) all.filter(this::isBlob)::iterator) {
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
      for (Path file : (Iterable<Path>) all.filter(this::isBlob)::iterator) {
        files++;
        Hash said = new Hash(file.getFileName().toString());
        if (!hash(file).equals(said)) {
          damaged.accept(said);
        }
      }
      return files;
    } catch (IOException e) {
      throw failed(folder, "can't be read", e);
    }
  }

  private boolean isBlob(Path file) {
    return Files.isRegularFile(file) && file.getFileName().toString().matches("[0-9a-f]{64}");
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
