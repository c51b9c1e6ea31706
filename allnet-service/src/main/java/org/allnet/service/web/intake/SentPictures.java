package org.allnet.service.web.intake;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.work.intake.IncomingFile;
import org.allnet.service.work.intake.IncomingFiles;
import org.allnet.service.work.intake.IntakeLimits;
import org.eclipse.jetty.http.MultiPart;

/** The pictures of a form, handed on as they come in, and its fields, whatever their order. */
final class SentPictures implements IncomingFiles {

  /** Under which name files are pictures. */
  private static final String PICTURES = "pictures";

  /** How many fields a form may have beside files. */
  private static final int FIELDS = 100;

  private final Context context;
  private final IntakeLimits limits;
  private final Map<String, String> fields = new HashMap<>();
  private int count;
  private int others;

  /** Takes a request; nothing is read yet. */
  SentPictures(Context context, IntakeLimits limits) {
    this.context = context;
    this.limits = limits;
  }

  @Override
  public void each(Taker taker) throws IOException {
    String type = Optional.ofNullable(context.contentType()).orElse("");
    String boundary = MultiPart.extractBoundary(type);
    if (!context.isMultipartFormData() || boundary == null || boundary.isEmpty()) {
      throw none();
    }
    SentParts parts =
        new SentParts(
            context.bodyInputStream(), boundary, limits.files() + FIELDS, limits.bytesInAll());
    for (Optional<SentParts.Part> next = parts.next(); next.isPresent(); next = parts.next()) {
      SentParts.Part part = next.get();
      if (part.fileName().isEmpty()) {
        if (++others > FIELDS) {
          throw SentParts.tooLarge(); // each is kept until all have come
        }
        fields.putIfAbsent(part.name(), part.text());
      } else if (part.name().equals(PICTURES)) {
        count++;
        taker.take(new IncomingFile(part.fileName().get(), part::content));
      }
    }
  }

  private static HttpFailure none() {
    return new HttpFailure(422, "pictures: there are none; send files under this name");
  }

  /**
   * {@return the fields, once all parts have come}
   *
   * @throws HttpFailure if there was no picture
   */
  SentForm form() {
    SentForm form = SentForm.of(fields, Optional.ofNullable(context.header("Idempotency-Key")));
    if (count == 0) {
      throw none();
    }
    return form;
  }
}
