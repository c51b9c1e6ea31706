package org.allnet.data.integrity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.allnet.data.file.Sha256;

/** One hash for a whole data set: it changes with any image's name or content. */
public final class DatasetFingerprint {

  private DatasetFingerprint() {}

  /**
   * Returns the fingerprint of a data set's images.
   *
   * @param hashes the hash of each image by name, in any order
   * @return SHA-256 of the sorted lines {@code hash name}, lower-case hex
   */
  public static String of(Map<String, String> hashes) {
    MessageDigest digest = Sha256.digest();
    new TreeMap<>(hashes)
        .forEach(
            (name, hash) ->
                digest.update((hash + "  " + name + "\n").getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }
}
