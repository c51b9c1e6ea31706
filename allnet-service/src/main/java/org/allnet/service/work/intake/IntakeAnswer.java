package org.allnet.service.work.intake;

import java.time.Duration;
import java.util.List;
import org.allnet.service.domain.Id;

/** What became of a request. */
public sealed interface IntakeAnswer {

  /**
   * The files are stored, and the jobs that read them wait. A file that is no picture does not keep
   * the others out. One that turns out to be broken when it is read is told by the case.
   *
   * @param of the case that has them
   * @param subject whose they are
   * @param pictures how many were taken
   * @param cells how many cells they will be; none of fields, which have to be looked at first
   * @param jobs how many jobs wait for them
   * @param refused the files that were not taken
   * @param notes what the sender has to know
   */
  record Accepted(
      Id.Case of,
      Id.Subject subject,
      int pictures,
      int cells,
      int jobs,
      List<RefusedFile> refused,
      List<String> notes)
      implements IntakeAnswer {

    /** Copies the lists, so that nothing changes them from outside. */
    public Accepted {
      refused = List.copyOf(refused);
      notes = List.copyOf(notes);
    }
  }

  /**
   * There is no room now. Nothing was taken.
   *
   * @param words why
   * @param retryAfter when there may be room, by how fast jobs end
   */
  record Busy(String words, Duration retryAfter) implements IntakeAnswer {}

  /**
   * The request is too large as a whole. Nothing was taken.
   *
   * @param words which limit it breaks
   */
  record TooMuch(String words) implements IntakeAnswer {}

  /**
   * None of the files is a picture. Nothing was taken.
   *
   * @param refused the files
   */
  record Unusable(List<RefusedFile> refused) implements IntakeAnswer {

    /** Copies the list, so that nothing changes it from outside. */
    public Unusable {
      refused = List.copyOf(refused);
    }
  }

  /**
   * What is asked for does not fit what is there, such as a case that is signed. Nothing was taken.
   *
   * @param words why
   */
  record Conflict(String words) implements IntakeAnswer {}

  /** Another request was sent under the same key. Nothing was taken. */
  record KeyReused() implements IntakeAnswer {}

  /**
   * There is no such project, subject or case. Nothing was taken.
   *
   * @param what which of them
   */
  record Missing(String what) implements IntakeAnswer {}
}
