package org.allnet.network.classifier;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.image.CellPixels;
import org.allnet.network.device.ComputeDevice;
import org.allnet.network.feature.HandcraftedFeatures;
import org.allnet.network.feature.MaskedCell;
import org.allnet.network.model.ModelDescription;

/** What learners see of a cell: hand-crafted features, or what the networks make of it. */
final class CellFeaturing {

  private final List<MemberNetwork> members;
  private final ModelDescription description;
  private final ComputeDevice device;

  CellFeaturing(List<MemberNetwork> members, ModelDescription description, ComputeDevice device) {
    this.members = members;
    this.description = description;
    this.device = device;
  }

  /** A row for each cell; the networks' features stand one after the other. */
  List<double[]> features(List<CellPixels> cells) {
    if (description.answering().handcrafted()) {
      return cells.stream()
          .map(
              cell ->
                  HandcraftedFeatures.of(MaskedCell.cut(cell, description.input().mode(), device))
                      .values())
          .toList();
    }
    List<List<double[]>> parts = members.stream().map(member -> member.features(cells)).toList();
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      int cell = i;
      rows.add(
          parts.stream()
              .flatMapToDouble(part -> java.util.Arrays.stream(part.get(cell)))
              .toArray());
    }
    return rows;
  }
}
