package org.allnet.service.store;

import java.time.Instant;
import java.util.List;
import org.allnet.service.domain.DriftDay;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Veil;

/** How the answers of models, and what people make of them, change from day to day. */
public interface Drift {

  /**
   * Returns figures of each day on which a model answered or somebody judged its proposals.
   *
   * @param in the project
   * @param model the hash of the model's file
   * @param positive the class whose probability is the score
   * @param since the first moment that counts
   * @param veil what who asks must not see: the cases that it hides are left out
   * @return by day, the first one first; days on which nothing happened are left out
   */
  List<DriftDay> byDay(Id.Project in, Hash model, String positive, Instant since, Veil veil);
}
