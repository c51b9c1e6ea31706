package org.allnet.inference.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.allnet.data.InputException;
import org.allnet.data.file.Sha256;
import org.allnet.inference.model.ForeignFile.Wanted;

/**
 * The SHA-256 of the tensors of a safetensors file: of their names, types, shapes and bytes. Its
 * texts have no part in it, so that a model has the same hash whatever decision rule it has.
 */
public final class WeightsHash {

  private static final int BUFFER = 1 << 16;

  private WeightsHash() {}

  /**
   * Hashes the tensors of a file without holding them in memory.
   *
   * @param file a safetensors file
   * @return lower-case hex
   * @throws InputException if the file is missing, cut short or foreign
   */
  public static String of(Path file) {
    try (FileChannel channel = Safetensors.open(file, Wanted.WEIGHTS)) {
      SafetensorsHeader header = Safetensors.header(channel, file, Wanted.WEIGHTS);
      MessageDigest digest = Sha256.digest();
      for (SafetensorsHeader.Entry entry : header.entries()) {
        String text = entry.name() + "\0" + entry.dtype() + "\0" + entry.shape() + "\0";
        digest.update(text.getBytes(StandardCharsets.UTF_8));
      }
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      while (channel.read(buffer) >= 0) {
        digest.update(buffer.flip());
        buffer.clear();
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw ForeignFile.unread(file, Wanted.WEIGHTS, e);
    }
  }
}
