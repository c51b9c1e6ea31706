package org.allnet.data.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The bytes of a file for a reader of images. Java's own stream takes a name as text, and finds no
 * file whose name is not UTF-8. Not safe for use by many threads.
 */
final class PathStream extends ImageInputStreamImpl {

  private final SeekableByteChannel channel;

  PathStream(Path file) throws IOException {
    channel = Files.newByteChannel(file);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    checkClosed();
    bitOffset = 0;
    int count = channel.position(streamPos).read(ByteBuffer.wrap(bytes, offset, length));
    streamPos += Math.max(0, count);
    return count;
  }

  @Override
  public long length() {
    try {
      checkClosed();
      return channel.size();
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    channel.close();
  }
}
