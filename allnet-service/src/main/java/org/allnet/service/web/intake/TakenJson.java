package org.allnet.service.web.intake;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.allnet.service.domain.Id;
import org.allnet.service.work.intake.IntakeAnswer;
import org.allnet.service.work.intake.RefusedFile;

/**
 * What became of pictures, as JSON.
 *
 * @param project where they belong
 * @param of the id of their case; empty if none was taken
 * @param pictures how many were taken
 * @param cells how many cells they are
 * @param jobs how many jobs wait for them
 * @param notTaken the files that were not taken, and why
 * @param notes what the sender has to know
 */
record TakenJson(
    String project,
    String of,
    int pictures,
    int cells,
    int jobs,
    List<RefusedFile> notTaken,
    List<String> notes) {

  static TakenJson of(
      Id.Project project, IntakeAnswer.Accepted accepted, Optional<String> nobodyWorks) {
    return new TakenJson(
        project.text(),
        accepted.of().text(),
        accepted.pictures(),
        accepted.cells(),
        accepted.jobs(),
        accepted.refused(),
        Stream.concat(nobodyWorks.stream(), accepted.notes().stream()).toList());
  }

  static TakenJson of(IntakeAnswer.Unusable unusable) {
    return new TakenJson("", "", 0, 0, 0, unusable.refused(), List.of());
  }

  /** Where to ask how far the case has come. */
  String location(boolean api) {
    return (api ? "/api/v1" : "") + "/projects/" + project + "/cases/" + of;
  }
}
