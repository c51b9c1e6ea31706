package org.allnet.evaluation.explanation;

import java.util.Locale;

/** Maps that know nothing of a model. A method whose maps are no better than these is of no use. */
public enum TrivialMap implements ComparedMap {
  /** Each pixel is as relevant as chance has it. */
  RANDOM("a random map"),
  /** The middle of the area is relevant, pixels further out less so. */
  CENTRE("a Gaussian in the middle of the cell"),
  /** Edges of the image are relevant (Sobel's operator). */
  EDGES("the edges of the image");

  private final String words;

  TrivialMap(String words) {
    this.words = words;
  }

  @Override
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String words() {
    return words;
  }
}
