package org.allnet.evaluation.verdict;

import org.allnet.evaluation.prediction.Origin;

/**
 * What was found of one of several systems.
 *
 * @param system what it is called
 * @param finding what was found of it
 * @param origin what the evaluated images are to this system, which is not what they are to others
 */
public record OfSystem(String system, Finding finding, Origin origin) implements Finding {

  @Override
  public String key() {
    return finding.key();
  }

  @Override
  public String outcome() {
    return finding.outcome();
  }

  @Override
  public boolean isFavourable() {
    return finding.isFavourable();
  }
}
