package org.allnet.inference;

import java.util.List;

/**
 * What a model says of several images.
 *
 * @param classifications those that it was asked about, in the order of the images
 * @param failed the images that have no classification
 */
public record BatchResult(List<Classification> classifications, List<FailedImage> failed) {

  /**
   * Copies {@code classifications} and {@code failed}, so that nothing changes them from outside.
   */
  public BatchResult {
    classifications = List.copyOf(classifications);
    failed = List.copyOf(failed);
  }
}
