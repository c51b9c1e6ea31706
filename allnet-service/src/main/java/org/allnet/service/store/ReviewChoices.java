package org.allnet.service.store;

import org.allnet.data.InputException;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.ReviewSettings;

/** How people like to review. It says nothing of cells, and is not in the audit log. */
public interface ReviewChoices {

  /**
   * Returns how a person likes to review.
   *
   * @param of who
   * @return the usual settings if the person has changed none
   */
  ReviewSettings of(Id.Account of);

  /**
   * Keeps how a person likes to review.
   *
   * @param of who, the one who does this
   * @param settings the new ones
   * @throws InputException if somebody else does this
   */
  void keep(Id.Account of, ReviewSettings settings);
}
