package org.allnet.service.web.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.allnet.service.web.route.HttpFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SentPartsTest {

  private static final String HEAD = "--b\r\nContent-Disposition: form-data; name=\"";

  /** Comes some bytes at a time, as from a network. */
  private static InputStream in(byte[] all, int atOnce) {
    return new ByteArrayInputStream(all) {
      @Override
      public synchronized int read(byte[] into, int from, int length) {
        return super.read(into, from, Math.min(length, atOnce));
      }
    };
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static SentParts parts(String body) {
    return parts(body, 1 << 20);
  }

  private static SentParts parts(String body, long most) {
    return new SentParts(in(latin(body), Integer.MAX_VALUE), "b", 3, most);
  }

  /** Bytes with pieces of the boundary in them, cut anywhere. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 1000, 70_000})
  void files_comeAsTheyWereSent(int atOnce) throws Exception {
    byte[] random = new byte[100_000];
    new Random(1).nextBytes(random);
    String content =
        "\r\n--\r\n--a\r\r\n-" + new String(random, StandardCharsets.ISO_8859_1) + "\r\n--c\r\n\r";
    byte[] body =
        latin(
            HEAD
                + "subject\"\r\n\r\nS-1\r\n"
                + HEAD
                + "pictures\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n"
                + content
                + "\r\n"
                + HEAD
                + "pictures\"; filename=\"\"\r\n\r\n\r\n--b--\r\nwhat is behind it");
    SentParts parts = new SentParts(in(body, atOnce), "b", 3, body.length);

    SentParts.Part field = parts.next().orElseThrow();
    assertThat(field.name()).isEqualTo("subject");
    assertThat(field.fileName()).isEmpty();
    assertThat(field.text()).isEqualTo("S-1");
    SentParts.Part file = parts.next().orElseThrow();
    assertThat(file.fileName()).contains("a.png");
    assertThat(file.content().readAllBytes()).isEqualTo(latin(content));
    SentParts.Part empty = parts.next().orElseThrow();
    assertThat(empty.fileName()).contains("");
    assertThat(empty.content().readAllBytes()).isEmpty();
    assertThat(parts.next()).isEmpty();
  }

  @Test
  void partThatNobodyReads_isPassedOver() throws Exception {
    SentParts parts = parts(HEAD + "a\"\r\n\r\nlong\r\n" + HEAD + "ü\"\r\n\r\nnext\r\n--b--\r\n");
    InputStream first = parts.next().orElseThrow().content();
    assertThat(first.read()).isEqualTo('l');
    assertThat(parts.next().orElseThrow().text()).isEqualTo("next");
    assertThat(first.read()).as("its time is over").isEqualTo(-1);
  }

  private static int status(SentParts parts) {
    try {
      for (Optional<SentParts.Part> next = parts.next(); next.isPresent(); next = parts.next()) {
        next.get().content().readAllBytes();
      }
      return 200;
    } catch (HttpFailure e) {
      return e.status();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsNoForm_isRefused() {
    String part = HEAD + "a\"\r\n\r\nx\r\n";
    assertThat(status(parts(part + "--b--\r\n"))).isEqualTo(200);
    assertThat(status(parts(part + "--b"))).as("broke off").isEqualTo(400);
    assertThat(status(parts("nothing"))).isEqualTo(400);
    assertThat(status(parts(""))).isEqualTo(400);
    assertThat(status(parts(part.repeat(4) + "--b--\r\n"))).as("four parts").isEqualTo(413);
    assertThat(status(parts(part + "--b--\r\n", 20))).as("more bytes").isEqualTo(413);
    char[] name = new char[9000];
    Arrays.fill(name, 'n');
    assertThat(status(parts(HEAD + new String(name) + "\"\r\n\r\nx\r\n--b--\r\n"))).isEqualTo(413);
  }

  @Test
  void field_hasABound() throws Exception {
    SentParts parts = parts(HEAD + "a\"\r\n\r\n" + "x".repeat(65_537) + "\r\n--b--\r\n");
    SentParts.Part field = parts.next().orElseThrow();
    assertThatThrownBy(field::text)
        .isInstanceOfSatisfying(
            HttpFailure.class, failure -> assertThat(failure.status()).isEqualTo(413));
  }
}
