package org.allnet.service.audit;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.allnet.data.InputException;
import org.allnet.service.domain.Hash;

/**
 * Where a chain ended at a time, signed. Kept elsewhere, it tells if the chain was cut or written
 * anew, which the chain alone can't.
 *
 * @param head where the chain ended
 * @param at when
 * @param signature of {@link #signedText}, Ed25519, Base64
 */
public record Checkpoint(AuditHead head, Instant at, String signature) {

  private static final String NAME = "allnet-checkpoint";
  private static final int FORMAT = 1;
  private static final int PARTS = 6;

  /** {@return one line, without its end: name, format, count, hash, time, signature} */
  public String line() {
    return signedText(head, at) + " " + signature;
  }

  /** The text that is signed. */
  static String signedText(AuditHead head, Instant at) {
    return NAME + " " + FORMAT + " " + head.count() + " " + head.hash() + " " + at;
  }

  /** The bytes of the signature. */
  byte[] signatureBytes() {
    try {
      return Base64.getDecoder().decode(signature.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      return new byte[0]; // verifies nothing
    }
  }

  /**
   * Reads what {@link #line} gave.
   *
   * @param line the line
   * @throws InputException if it is no checkpoint or of a newer format
   */
  public static Checkpoint parse(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length < 2 || !parts[0].equals(NAME)) {
      throw new InputException("checkpoint: the line is none");
    }
    if (!parts[1].equals(Integer.toString(FORMAT))) {
      throw new InputException(
          "checkpoint: has format '" + parts[1] + "', and this version reads " + FORMAT);
    }
    if (parts.length != PARTS) {
      throw new InputException(
          "checkpoint: the line has %d parts and not %d; take it from a copy of the file"
              .formatted(parts.length, PARTS));
    }
    try {
      AuditHead head = new AuditHead(Long.parseLong(parts[2]), new Hash(parts[3]));
      return new Checkpoint(head, Instant.parse(parts[4]), parts[5]);
    } catch (NumberFormatException | DateTimeException e) {
      throw new InputException("checkpoint: count or time can't be read", e);
    }
  }
}
