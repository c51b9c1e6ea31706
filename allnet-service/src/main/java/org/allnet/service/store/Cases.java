package org.allnet.service.store;

import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Id;

/**
 * The cases of projects. A case becomes answered with its last job, in review with its first
 * judgement, and signed by a signature, each in the transaction that does it.
 */
public interface Cases {

  /**
   * Opens a case.
   *
   * @param opened the new one
   * @throws InputException if the project has no such subject, or the subject is erased
   */
  void open(Case opened);

  /**
   * Returns a case.
   *
   * @param in the project, beyond which nobody looks
   * @param id which one
   * @return empty if there is none in the project
   */
  Optional<Case> get(Id.Project in, Id.Case id);

  /**
   * Returns the cases of a project, newest first.
   *
   * @param in the project
   * @param statuses of which status; of any if there are none
   * @param from how many to pass over
   * @param most how many at most
   */
  List<Case> list(Id.Project in, List<CaseStatus> statuses, int from, int most);

  /**
   * Returns the cases of a project that a person may see, newest first: without those that the
   * person's {@linkplain Readings#veil blinded readings} hide.
   *
   * @param in the project
   * @param reader who asks
   * @param statuses of which status; of any if there are none
   * @param from how many to pass over
   * @param most how many at most
   */
  List<Case> seen(Id.Project in, Id.Account reader, List<CaseStatus> statuses, int from, int most);

  /**
   * Returns the cases of a subject, oldest first.
   *
   * @param in the project
   * @param subject whose
   */
  List<Id.Case> of(Id.Project in, Id.Subject subject);
}
