package org.allnet.service.web.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.allnet.service.web.route.HttpFailure;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a form one after the other, as they come in: none is kept in memory or laid down in
 * a file before it is read. For one thread.
 */
final class SentParts {

  private static final int PIECE = 64 << 10;

  /** Characters of what is said of one part. */
  private static final int LONGEST_HEAD = 8 << 10;

  /** Bytes of a field that is no file. */
  private static final int LONGEST_FIELD = 64 << 10;

  private final InputStream body;
  private final MultiPart.Parser parser;
  private final byte[] piece = new byte[PIECE];
  private final Deque<Event> events = new ArrayDeque<>();
  private @Nullable Throwable failure;
  private boolean ended;
  private long left;

  /** What comes in: the head of a part, some of its bytes, or its end. */
  private sealed interface Event {
    record Head(String name, Optional<String> fileName) implements Event {}

    record Bytes(ByteBuffer bytes) implements Event {}

    record End() implements Event {}
  }

  /**
   * A part.
   *
   * @param name the field's
   * @param fileName what the sender calls the file; empty if it is none
   * @param content its bytes, until the next part is asked for
   */
  record Part(String name, Optional<String> fileName, InputStream content) {

    /**
     * {@return the text of a field}
     *
     * @throws HttpFailure if it is longer than a field may be
     */
    String text() throws IOException {
      byte[] bytes = content.readNBytes(LONGEST_FIELD + 1);
      if (bytes.length > LONGEST_FIELD) {
        throw tooLarge();
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /**
   * Begins to read.
   *
   * @param body what is sent; stays open
   * @param boundary what is between its parts
   * @param most how many parts it may have
   * @param bytes how many bytes it may have in all
   */
  SentParts(InputStream body, String boundary, int most, long bytes) {
    this.body = body;
    this.left = bytes;
    this.parser = new MultiPart.Parser(boundary, new Listener());
    parser.setMaxParts(most);
    parser.setPartHeadersMaxLength(LONGEST_HEAD);
  }

  static HttpFailure tooLarge() {
    return new HttpFailure(413, "What was sent is larger than the service takes.");
  }

  /** Passes over the rest of the part before, and returns the next one; empty if there is none. */
  Optional<Part> next() throws IOException {
    while (isMore()) {
      if (events.remove() instanceof Event.Head head) {
        return Optional.of(new Part(head.name(), head.fileName(), new PartStream()));
      }
    }
    return Optional.empty();
  }

  /** Reads on until something came in; false at the end. */
  private boolean isMore() throws IOException {
    while (events.isEmpty() && !ended) {
      int read = body.read(piece);
      ended = read < 0;
      left -= Math.max(0, read);
      if (left < 0) {
        throw tooLarge();
      }
      // Nothing of the piece before is needed any more, so that it can be overwritten.
      parser.parse(
          ended
              ? Content.Chunk.EOF
              : Content.Chunk.from(ByteBuffer.wrap(piece, 0, read).slice(), false));
      if (failure instanceof IllegalStateException) {
        throw tooLarge(); // of its own limits
      }
      if (failure != null) {
        throw new HttpFailure(400, "The form broke off, or is none.");
      }
    }
    return !events.isEmpty();
  }

  /** Hears of parts; what it throws is lost. */
  private final class Listener extends MultiPart.AbstractPartsListener {

    @Override
    public void onPartHeaders() {
      events.add(
          new Event.Head(
              Optional.ofNullable(getName()).orElse(""), Optional.ofNullable(getFileName())));
    }

    @Override
    public void onPartContent(Content.Chunk chunk) {
      if (chunk.hasRemaining()) {
        events.add(new Event.Bytes(chunk.getByteBuffer()));
      }
    }

    @Override
    public void onPart(
        @Nullable String name, @Nullable String fileName, @Nullable HttpFields headers) {
      events.add(new Event.End());
    }

    @Override
    public void onFailure(Throwable cause) {
      failure = cause;
    }
  }

  /** The bytes of the part whose head came last. */
  private final class PartStream extends InputStream {

    private boolean over;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (over || !isMore() || !(events.element() instanceof Event.Bytes some)) {
        over = true;
        return -1;
      }
      int count = Math.min(length, some.bytes().remaining());
      some.bytes().get(into, from, count);
      if (!some.bytes().hasRemaining()) {
        events.remove();
      }
      return count;
    }
  }
}
