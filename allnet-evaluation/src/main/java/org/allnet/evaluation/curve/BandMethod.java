package org.allnet.evaluation.curve;

import org.allnet.data.dataset.PresumedSubject;

/** How the band of a curve was made: what the bootstrap drew. */
public enum BandMethod {
  /** Subjects, each with all of its images. */
  SUBJECTS(PresumedSubject.word(false)),
  /** Subjects that nobody named. */
  PRESUMED_SUBJECTS(PresumedSubject.word(true)),
  /** Images, as subjects are unknown. */
  IMAGES("images");

  private final String drawn;

  BandMethod(String drawn) {
    this.drawn = drawn;
  }

  /** {@return it for a reader} */
  public String words() {
    return "pointwise 95 % bootstrap over " + drawn;
  }
}
