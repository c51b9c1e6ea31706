package org.allnet.service.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Optional;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;

/** Passwords, keys and texts that can be erased. */
final class SecretsTest {

  private final SecureRandom random = new SecureRandom();

  @Test
  void password_isKnownAgain() {
    char[] password = "correct horse".toCharArray();
    PasswordHash hash = PasswordHash.of(password, 1000, random);

    assertThat(hash.matches(password)).isTrue();
    assertThat(hash.matches("correct horsf".toCharArray())).isFalse();
    assertThat(hash.matches("x".repeat(5000).toCharArray())).isFalse();
    assertThat(PasswordHash.parse(hash.text())).isEqualTo(hash);
    assertThat(PasswordHash.of(password, 1000, random)).as("salted").isNotEqualTo(hash);
    assertThat(hash.toString()).doesNotContain(hash.hash());
  }

  /** RFC 7914, section 11: PBKDF2 with HMAC-SHA-256, one iteration, salt "salt", first 32 bytes. */
  @Test
  void hash_isThatOfTheStandard() {
    PasswordHash ofTheStandard =
        new PasswordHash(
            1, "73616c74", "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
    assertThat(ofTheStandard.matches("passwd".toCharArray())).isTrue();
  }

  @Test
  void shortPassword_isRefused() {
    assertThatThrownBy(() -> PasswordHash.of("elevenchars".toCharArray(), 10, random))
        .isInstanceOf(InputException.class)
        .hasMessage("password: has 11 characters; give 12 to 200");
    assertThatThrownBy(() -> PasswordHash.parse("md5:1:ab:cd")).isInstanceOf(InputException.class);
  }

  @Test
  void keySecret_hasItsPrefixAnd256Bits() {
    KeySecret secret = KeySecret.fresh(random);
    assertThat(secret.text()).matches("alln_[0-9a-f]{64}");
    assertThat(KeySecret.parse(secret.text())).contains(secret);
    assertThat(KeySecret.parse(secret.text() + "0")).isEqualTo(Optional.empty());
    assertThat(KeySecret.parse("alln_")).isEqualTo(Optional.empty());
    assertThat(secret.toString()).doesNotContain(secret.text());
    assertThat(secret.hash()).isEqualTo(Hash.of(secret.text()));
  }

  @Test
  void sealedText_showsIfItWasChanged() {
    SealedText sealed = SealedText.of("Miller's cell", random);
    SealedText.Content content = sealed.content().orElseThrow();

    assertThat(sealed.isIntact()).isTrue();
    assertThat(SealedText.of("Miller's cell", random).digest())
        .as("salted, so that nobody finds it by trying")
        .isNotEqualTo(sealed.digest());
    assertThat(new SealedText(sealed.digest(), Optional.empty()).isIntact()).as("erased").isTrue();
    assertThat(
            new SealedText(
                    sealed.digest(),
                    Optional.of(new SealedText.Content(content.salt(), "Miller's cells")))
                .isIntact())
        .isFalse();
  }

  /** Two names must not look alike, and none may turn what stands behind it. */
  @Test
  void nameWithWhatIsNotSeen_isRefused() {
    for (String mark :
        new String[] {
          "\u200b",
          "\u202e",
          "\ufeff",
          "\u2067",
          "\u0007",
          "\u061c",
          "\u00ad",
          "\u3164",
          "\udb40\udc41",
          "\u200c",
          "\u200d",
          "\ufe0f",
          "\udb40\udd00",
          "\u180b",
          "\u17b5",
          "\u2028",
          "\ud83d"
        }) {
      String name = "S" + mark + "1";
      assertThatThrownBy(() -> Names.requireSeen("class", name))
          .isInstanceOf(InputException.class)
          .hasMessage(
              "class: the name has characters that are not seen; give 1 to 120, without blanks at its ends");
      assertThat(Names.seen(mark + name)).isEqualTo("S1");
    }
    String persian = "\u0646\u0645\u06cc\u200c\u062f";
    String malayalam = "\u0d28\u0d28\u0d4d\u200d"; // an old spelling, whose last letter is joined
    String japanese = "\u845b\udb40\udd00\u57ce"; // the first letter in another form
    String family = "\ud83d\udc69\ud83c\udffd\u200d\u2764\ufe0f\u200d\ud83d\udc69";
    for (String name : new String[] {persian, malayalam, japanese, family, "S 1", "\ud83d\ude00"}) {
      Names.requireSeen("class", name);
      assertThat(Names.seen(name)).isEqualTo(name);
    }
    for (String name :
        new String[] {
          persian + "\u200c", persian.replace("\u200c", "\u200c\u200d"), family + "\u200d"
        }) {
      assertThatThrownBy(() -> Names.requireSeen("class", name)).isInstanceOf(InputException.class);
    }
    assertThat(Names.alike(" A\u200dda\ufe0f ")).isEqualTo("ada");
    assertThat(Names.alike(persian)).isEqualTo(Names.alike(persian.replace("\u200c", "")));
    assertThatThrownBy(() -> new CellVerdict.OfClass("S\u00071"))
        .hasMessageContaining("has control characters");
  }

  @Test
  void textWithControlCharacters_isRefused() {
    for (String text : new String[] {"", " ", "a\u0000b", "a\rb", "\u001b[2J", "x".repeat(2001)}) {
      assertThatThrownBy(() -> SealedText.of(text, random)).isInstanceOf(InputException.class);
    }
    assertThat(SealedText.of("two\nlines", random).text()).contains("two\nlines");
  }
}
