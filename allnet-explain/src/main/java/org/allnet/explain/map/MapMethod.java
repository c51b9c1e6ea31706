package org.allnet.explain.map;

import java.util.List;
import org.allnet.inference.explained.Explainable;

/** A way to attribute the logit of a class to the places of an image. Thread-safe. */
public interface MapMethod {

  /** {@return whether what is below 0 speaks against the class; else it is no part of the map} */
  boolean isSigned();

  /**
   * Explains images.
   *
   * @param model the model
   * @param images the images, which the model can see something in
   * @return what was found of each
   * @throws org.allnet.data.OptionException if the method can't explain this model
   * @throws org.allnet.data.RunException if the thread is interrupted
   */
  List<MapResult> explain(Explainable model, List<ImageToExplain> images);
}
