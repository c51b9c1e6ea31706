package org.allnet.service.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One-time passwords against appendix B of RFC 6238, and keys against section 10 of RFC 4648. */
final class TotpTest {

  private static final Totp RFC =
      new Totp("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

  @ParameterizedTest
  @CsvSource({
    "59, 94287082",
    "1111111109, 07081804",
    "1111111111, 14050471",
    "1234567890, 89005924",
    "2000000000, 69279037",
    "20000000000, 65353130"
  })
  void password_isThatOfTheRfc(long second, String password) {
    Instant at = Instant.ofEpochSecond(second);
    assertThat(RFC.password(Totp.step(at), 8)).isEqualTo(password);
    assertThat(RFC.accepted(password.substring(2), at, 0)).hasValue(second / 30);
  }

  @ParameterizedTest
  @CsvSource({
    "f, MY",
    "fo, MZXQ",
    "foo, MZXW6",
    "foob, MZXW6YQ",
    "fooba, MZXW6YTB",
    "foobar, MZXW6YTBOI"
  })
  void key_isThatOfTheRfc(String secret, String key) {
    assertThat(new Totp(secret.getBytes(StandardCharsets.US_ASCII)).key()).isEqualTo(key);
  }

  @Test
  void passwordOfAStepAside_isAccepted() {
    Instant at = Instant.ofEpochSecond(3000);
    assertThat(RFC.accepted(RFC.password(99, 6), at, 0)).hasValue(99);
    assertThat(RFC.accepted(RFC.password(101, 6), at, 0)).hasValue(101);
    assertThat(RFC.accepted(RFC.password(98, 6), at, 0)).isEmpty();
    assertThat(RFC.accepted(RFC.password(102, 6), at, 0)).isEmpty();
  }

  @Test
  void passwordThatWasTaken_isNotTakenAgain() {
    Instant at = Instant.ofEpochSecond(3000);
    assertThat(RFC.accepted(RFC.password(100, 6), at, 100)).isEqualTo(OptionalLong.empty());
    assertThat(RFC.accepted(RFC.password(99, 6), at, 100)).as("an older one").isEmpty();
    assertThat(RFC.accepted("287 082", Instant.ofEpochSecond(59), 0)).as("blanks").hasValue(1);
    assertThat(RFC.accepted("", at, 0)).isEmpty();
  }

  @Test
  void recoveryCode_isReadAsItIsTyped() {
    RecoveryCode code = RecoveryCode.fresh(new Random(3)).get(0);
    assertThat(code.text()).matches("([a-z1-9]{4}-){3}[a-z1-9]{4}");
    String typed = code.text().replace("-", " ").toUpperCase(java.util.Locale.ROOT);
    assertThat(RecoveryCode.parse(typed)).isEqualTo(Optional.of(code));
    assertThat(RecoveryCode.parse("123456")).isEmpty();
  }
}
