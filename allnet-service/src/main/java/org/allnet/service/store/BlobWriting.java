package org.allnet.service.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.allnet.data.RunException;
import org.allnet.data.file.Sha256;
import org.allnet.service.domain.Hash;
import org.jspecify.annotations.Nullable;

/**
 * A blob that is written piece by piece. What was written last can be taken back. Unless it is
 * kept, it is gone when it is closed. For one thread.
 */
public final class BlobWriting implements AutoCloseable {

  private static final int BUFFERED = 1 << 18;

  /**
   * The disk may take seconds for more bytes. Whoever waits for them with the one lock of those who
   * change the database keeps everybody else waiting, who give up in the end.
   */
  static final int LARGE = 1 << 23;

  private final BlobStore blobs;
  private final Path file;
  private final FileChannel channel;

  /** What was written last and is not in the file yet; it begins at byte {@code inFile}. */
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFERED);

  private long inFile;
  private MessageDigest digest = Sha256.digest();
  private long size;
  private @Nullable DiskWaits kept;

  BlobWriting(BlobStore blobs, Path file) throws IOException {
    this.blobs = blobs;
    this.file = file;
    this.channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
  }

  /** A place to go back to. */
  public static final class Mark {

    private final long size;
    private final MessageDigest digest;

    private Mark(long size, MessageDigest digest) {
      this.size = size;
      this.digest = digest;
    }

    /** {@return the number of bytes before it} */
    public long size() {
      return size;
    }
  }

  /** {@return the place behind what was written} */
  public Mark mark() {
    return new Mark(size, copy(digest));
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e); // Java's own can
    }
  }

  /**
   * Takes back what was written after a place.
   *
   * @param to the place
   * @throws RunException if the disk fails
   */
  public void back(Mark to) {
    if (to.size >= inFile) {
      buffer.position((int) (to.size - inFile));
    } else {
      try {
        channel.truncate(to.size);
      } catch (IOException e) {
        throw blobs.failed(e);
      }
      buffer.clear();
      inFile = to.size;
    }
    size = to.size;
    digest = copy(to.digest);
  }

  /**
   * Writes some bytes.
   *
   * @param part has them
   * @param from the first
   * @param length how many
   * @throws RunException if the disk fails
   */
  public void write(byte[] part, int from, int length) {
    try {
      if (length > buffer.remaining()) {
        flush();
      }
      if (length > buffer.remaining()) {
        inFile += written(ByteBuffer.wrap(part, from, length));
      } else {
        buffer.put(part, from, length);
      }
    } catch (IOException e) {
      throw blobs.failed(e);
    }
    size += length;
    digest.update(part, from, length);
  }

  private void flush() throws IOException {
    inFile += written(buffer.flip());
    buffer.clear();
  }

  /** Writes all of some bytes behind what is in the file, and returns how many. */
  private int written(ByteBuffer bytes) throws IOException {
    int count = bytes.remaining();
    long at = inFile;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
    return count;
  }

  /** {@return how many bytes there are} */
  public long size() {
    return size;
  }

  /**
   * Returns bytes that were written.
   *
   * @param from the first
   * @param bytes how many
   * @throws RunException if the disk fails, or there are not so many
   */
  public byte[] read(long from, int bytes) {
    ByteBuffer part = ByteBuffer.allocate(bytes);
    try {
      flush();
      while (part.hasRemaining()) {
        if (channel.read(part, from + part.position()) < 0) {
          throw new IOException("it ends early");
        }
      }
    } catch (IOException e) {
      throw blobs.failed(e);
    }
    return part.array();
  }

  /**
   * Stores the blob: one file and one name, whatever is in it. If it is not large, it is not yet on
   * the disk when this returns, so that something else can be done meanwhile.
   *
   * @return by which hash it is read
   * @throws RunException if the disk fails
   */
  public Hash keep() {
    Hash hash = Hash.of(copy(digest).digest(), 0);
    try {
      flush();
      DiskWaits named = blobs.name(file, hash);
      if (size > LARGE) {
        named.await();
      }
      kept = named;
    } catch (IOException e) {
      throw blobs.failed(e);
    }
    return hash;
  }

  /**
   * Waits until the blob that was kept is on the disk.
   *
   * @throws RunException if the disk fails
   * @throws IllegalStateException if it was not kept
   */
  public void awaitDisk() {
    if (kept == null) {
      throw new IllegalStateException("it was not kept");
    }
    try {
      kept.await();
    } catch (IOException e) {
      throw blobs.failed(e);
    }
  }

  /** Whether it was kept and the disk was waited for. */
  boolean wasAwaited() {
    return kept != null && kept.wasAwaited();
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw blobs.failed(e);
    }
  }
}
