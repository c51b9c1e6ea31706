package org.allnet.evaluation.verdict;

/**
 * What was found of one of several systems.
 *
 * @param system what it is called
 * @param finding what was found of it
 */
public record OfSystem(String system, Finding finding) implements Finding {

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
