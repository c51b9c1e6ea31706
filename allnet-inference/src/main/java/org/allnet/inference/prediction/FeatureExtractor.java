package org.allnet.inference.prediction;

import java.util.Arrays;
import java.util.List;
import org.allnet.data.image.CellPixels;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.image.feature.HandcraftedFeatures;
import org.allnet.inference.image.feature.MaskedCell;
import org.allnet.inference.model.ModelDescription;

/**
 * What learners see of a cell: hand-crafted features, or what the networks make of it. Each cell is
 * looked at alone, because the smallest rounding can send it down another branch of a tree.
 */
final class FeatureExtractor {

  private final List<EnsembleNetwork> members;
  private final ModelDescription description;
  private final ComputeDevice device;

  FeatureExtractor(
      List<EnsembleNetwork> members, ModelDescription description, ComputeDevice device) {
    this.members = members;
    this.description = description;
    this.device = device;
  }

  /** One cell's; the networks' features are one after the other. */
  double[] features(CellPixels cell) {
    if (description.pipeline().handcrafted()) {
      return HandcraftedFeatures.of(
              MaskedCell.cut(cell, description.input().segmentation(), device))
          .values();
    }
    return members.stream().flatMapToDouble(m -> Arrays.stream(m.features(cell))).toArray();
  }
}
