package org.allnet.service.store;

import java.util.Optional;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.SealedText;
import org.jspecify.annotations.Nullable;

/** The texts that may be erased; other rows have their digests alone. */
final class SealedTexts {

  private SealedTexts() {}

  /** Keeps a text that is about no subject. */
  static void keep(Transaction tx, Optional<SealedText> text) {
    keep(tx, text, null);
  }

  /** Keeps a text that is about a subject; it is erased with the subject. */
  static void keep(Transaction tx, Optional<SealedText> text, Id.@Nullable Subject about) {
    if (text.isPresent() && text.get().content().isPresent()) {
      SealedText.Content content = text.get().content().get();
      tx.sql()
          .insert(
              "text",
              "insert into sealed_texts (digest, salt, text, subject) values (?, ?, ?, ?)",
              text.get().digest(),
              content.salt(),
              content.text(),
              about);
    }
  }

  /** The text of a row that was joined with its salt and text. */
  static Optional<SealedText> of(Sql.Row row, String digest) {
    return row.maybe(digest)
        .map(
            hex ->
                new SealedText(
                    new Hash(hex),
                    row.maybe("salt").map(salt -> new SealedText.Content(salt, row.text("text")))));
  }
}
