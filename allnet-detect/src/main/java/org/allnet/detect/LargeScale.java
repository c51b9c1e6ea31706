package org.allnet.detect;

import org.allnet.data.InputException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;

/** The scale at which a picture is looked at that is too large to be looked at as a whole. */
public final class LargeScale {

  private LargeScale() {}

  /**
   * Returns the scale that is said of a picture, or else that of its red cells at some places.
   *
   * @param detector looks for red cells
   * @param picture the picture
   * @param said the scale that a user or the file says; unknown if nobody does
   * @param name what to call the picture in messages
   * @return a known scale
   * @throws InputException if the detector has learned no size of red cells, or too few are found
   */
  public static FieldScale of(
      Detector detector, PictureRegions picture, FieldScale said, String name) {
    if (detector.trainedRedCell().isEmpty()) {
      throw InputException.in(
          name,
          "is large, and the detector does not know at what scale to look at it: too few red cells were labelled in its training; cut the picture into fields");
    }
    FieldScale scale = said.isKnown() ? said : detector.measuredScale(picture);
    if (!scale.isKnown()) {
      throw InputException.in(
          name,
          Sentence.of(
              "is large, and its scale is unknown: no metadata, and %d round red cells at some places, of %d that are needed; give the diameter of a red cell by %s",
              scale.redCells(), RedCells.LEAST, OptionName.RED_CELL));
    }
    return scale;
  }
}
