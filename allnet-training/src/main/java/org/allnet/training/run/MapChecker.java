package org.allnet.training.run;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.allnet.data.image.CellPixels;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.jspecify.annotations.Nullable;

/**
 * Measures whether maps that explain the answers of a fold model can be believed, for its model
 * file. Explanations are no part of training, so whoever starts a run brings it.
 */
@FunctionalInterface
public interface MapChecker {

  /** Checks nothing: the model files then say nothing of their maps. */
  MapChecker NONE = work -> null;

  /**
   * Measures the maps of a fold model.
   *
   * @param work what is to be measured
   * @return what was found; null if the model has no maps, or there is too little to measure it by
   * @throws org.allnet.data.AllNetException if the model can't be read, or the thread is
   *     interrupted
   */
  @Nullable MapCheck check(Work work);

  /**
   * A fold model, and the images that it may be measured on.
   *
   * @param model its file, with its decision rule
   * @param device where to compute
   * @param mode what may be left out of the computation
   * @param images images that it was not trained on: those held out, else its validation fold
   * @param cells gives the pixels of an image by its name
   * @param answers how many answers the check may ask for, so that it stays a part of the training
   */
  record Work(
      Path model,
      Device device,
      InferenceMode mode,
      List<Image> images,
      Function<String, CellPixels> cells,
      long answers) {

    /** Copies {@code images}, so that nothing changes it from outside. */
    public Work {
      images = List.copyOf(images);
    }
  }

  /**
   * An image that a fold model was not trained on.
   *
   * @param name its name
   * @param person whose cell it is; null if that is not known
   * @param label its class
   */
  record Image(String name, @Nullable String person, String label) {}
}
