package org.allnet.service.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.allnet.data.file.Sha256;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;

/** The hash of a row, by which the audit log is tied to it. */
final class RecordHash {

  private RecordHash() {}

  /** Of all parts in their order; each has its length, so that no two rows look alike. */
  static Hash of(Object... parts) {
    MessageDigest digest = Sha256.digest();
    for (Object part : parts) {
      byte[] bytes = text(part).getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      digest.update(bytes);
    }
    return Hash.of(digest.digest(), 0);
  }

  private static String text(Object part) {
    if (part instanceof Optional<?> optional) {
      return optional.map(inside -> "+" + text(inside)).orElse("-");
    }
    if (part instanceof Id id) {
      return id.text();
    }
    return part instanceof Instant at
        ? at.truncatedTo(ChronoUnit.MICROS).toString()
        : String.valueOf(part);
  }
}
