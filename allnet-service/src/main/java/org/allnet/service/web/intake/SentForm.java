package org.allnet.service.web.intake;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.allnet.data.InputException;
import org.allnet.data.file.Decimal;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Picture;
import org.allnet.service.work.intake.IntakeRequest;
import org.allnet.service.work.intake.Whose;

/**
 * What is sent along with pictures.
 *
 * @param subject what the project calls the person whose cells they show; empty if the case says it
 * @param into the case that gets them
 * @param kind what each shows
 * @param scale how large cells appear in fields
 * @param key by which the same may be sent again
 */
record SentForm(
    Optional<String> subject,
    Optional<Id.Case> into,
    Picture.Kind kind,
    Optional<FieldLook.Scale> scale,
    Optional<String> key) {

  /** Reads fields, of which each stands in the map by its name. */
  static SentForm of(Map<String, String> fields, Optional<String> key) {
    return new SentForm(
        field(fields, "subject"),
        field(fields, "case").map(text -> new Id.Case(Id.parse(text))),
        kind(field(fields, "kind").orElse("cell")),
        field(fields, "red-cell").map(SentForm::scale),
        key);
  }

  private static Optional<String> field(Map<String, String> fields, String name) {
    return Optional.ofNullable(fields.get(name)).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static Picture.Kind kind(String text) {
    for (Picture.Kind kind : Picture.Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
        return kind;
      }
    }
    throw new InputException("kind: give cell or field");
  }

  private static FieldLook.Scale scale(String text) {
    OptionalDouble pixels = Decimal.plain(text);
    if (pixels.isEmpty()) {
      throw new InputException("red-cell: the text is no number of pixels");
    }
    return new FieldLook.Scale(pixels.getAsDouble(), "said by who handed it in");
  }

  /** What is to become of the pictures, given the case that shall get them. */
  IntakeRequest request(Id.Project project, Optional<Case> of) {
    Optional<Whose> whose =
        of.<Whose>map(known -> new Whose.Known(known.subject()))
            .or(() -> subject.map(Whose.Named::new));
    if (whose.isEmpty()) {
      throw new InputException("subject: is empty; say whose cells these are, or name a case");
    }
    return new IntakeRequest(project, whose.get(), into, kind, scale, key);
  }
}
