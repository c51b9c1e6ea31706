package org.allnet.service.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Subject;

/** The subjects of projects. */
public interface Subjects {

  /**
   * Adds a subject.
   *
   * @param subject the new one
   * @throws InputException if the project has one of that pseudonym, or there is no such project
   */
  void add(Subject subject);

  /**
   * Returns a subject.
   *
   * @param in the project, beyond which nobody looks
   * @param id which one
   * @return empty if there is none in the project
   */
  Optional<Subject> get(Id.Project in, Id.Subject id);

  /**
   * Returns a subject by what the project calls it.
   *
   * @param in the project
   * @param pseudonym what it is called
   * @return empty if there is none
   */
  Optional<Subject> named(Id.Project in, String pseudonym);

  /**
   * Returns the subjects that are not erased and whose last case, or they themselves if they have
   * none, is older than a time.
   *
   * @param in the project
   * @param before the time
   */
  List<Id.Subject> older(Id.Project in, Instant before);

  /**
   * Erases a subject: its pictures, its pseudonym and every text that people wrote about it are
   * gone, open jobs are cancelled. Verdicts, signatures and the audit log stay, and the chain is
   * whole. Erasing twice does no harm.
   *
   * @param in the project
   * @param id which one
   * @return how many pictures are gone from the disk; those that others have too stay for them
   * @throws InputException if there is no such subject
   */
  int erase(Id.Project in, Id.Subject id);
}
