package org.allnet.inference.explained;

import java.util.function.Function;
import org.allnet.inference.prediction.Predictor;

/** A model that is kept open while something is asked of it. */
@FunctionalInterface
public interface OpenModel {

  /**
   * Asks the model.
   *
   * @param work asks; the predictor is its own until it returns
   * @return what the work returns
   * @throws IllegalStateException if the model is closed
   */
  <T> T using(Function<Predictor, T> work);
}
