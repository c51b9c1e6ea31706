package org.allnet.service.work.intake;

import java.util.Optional;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Picture;

/**
 * What is to become of files.
 *
 * @param project where they belong
 * @param subject whose cells they show
 * @param into the case that gets them; a new one if empty
 * @param kind what each of the pictures shows
 * @param scale how large cells appear in fields, if somebody knows it
 * @param key by which the same request may be sent again without being done twice
 */
public record IntakeRequest(
    Id.Project project,
    Whose subject,
    Optional<Id.Case> into,
    Picture.Kind kind,
    Optional<FieldLook.Scale> scale,
    Optional<String> key) {}
