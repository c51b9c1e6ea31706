package org.allnet.evaluation.verdict;

/**
 * The evaluated images are those that the system was trained on, so they say nothing of new ones.
 */
public record TrainedOn() implements Finding {

  @Override
  public String key() {
    return "trainedOn";
  }

  @Override
  public String outcome() {
    return "saysNothing";
  }

  @Override
  public boolean isFavourable() {
    return false;
  }
}
