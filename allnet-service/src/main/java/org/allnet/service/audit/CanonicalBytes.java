package org.allnet.service.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Hash;

/**
 * The bytes of a line of the audit log, the same on every machine: each part with its length, so
 * that no two different lines have the same bytes. Of texts that may be erased, only the digests.
 */
final class CanonicalBytes {

  /** Changes if the bytes of a line change, so that older lines can still be told. */
  private static final int VERSION = 1;

  private CanonicalBytes() {}

  static byte[] of(long sequence, Instant at, Actor actor, AuditEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeByte(VERSION);
      out.writeLong(sequence);
      out.writeLong(at.getEpochSecond());
      out.writeInt(at.getNano());
      if (actor instanceof Actor.Person person) {
        text(out, "person");
        text(out, person.account().text());
        text(out, person.role().key());
        text(out, person.request());
      } else if (actor instanceof Actor.Service service) {
        text(out, "service");
        text(out, service.part());
        text(out, service.request());
      }
      text(out, event.act().key());
      text(out, event.object().kind());
      text(out, event.object().text());
      text(out, event.before());
      text(out, event.after());
      text(out, event.record().map(Hash::hex).orElse(""));
      text(out, event.reason().map(reason -> reason.digest().hex()).orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException("memory can always be written", e);
    }
    return bytes.toByteArray();
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
