package org.allnet.service.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.export.TrainingSetExport.Image;

/**
 * Which signed cells a training set may have: each cell once, and no picture that several subjects
 * have, which could be on both sides of a split.
 *
 * @param kept those that it has
 * @param leftOut the others, with the reason
 */
record TrainingCells(List<Image> kept, List<LeftOut> leftOut) {

  static final String OF_SEVERAL = "its picture belongs to several subjects";
  static final String DIFFERS = "it is signed as another class in another case of the subject";
  static final String TWICE =
      "it is there already, from a case of the subject that was signed later";

  /** A cell that is left out. */
  record LeftOut(Image image, String reason) {}

  /** A cell as its pixels are: the same of them in two cases are one. */
  private record Pixels(Hash content, Cell.Box box) {}

  static TrainingCells of(List<Image> all) {
    Map<Hash, Set<Id.Subject>> owners = new HashMap<>();
    for (Image image : all) {
      image
          .cell()
          .content()
          .ifPresent(
              hash ->
                  owners
                      .computeIfAbsent(hash, key -> new HashSet<>())
                      .add(image.of().subject().id()));
    }
    List<LeftOut> leftOut = new ArrayList<>();
    Map<Pixels, List<Image>> same = new LinkedHashMap<>();
    for (Image image : all) {
      if (image.cell().content().isEmpty()) {
        continue; // erased
      }
      Hash content = image.cell().content().get();
      if (owners.getOrDefault(content, Set.of()).size() > 1) {
        leftOut.add(new LeftOut(image, OF_SEVERAL));
      } else {
        same.computeIfAbsent(
                new Pixels(content, image.cell().cell().box()), key -> new ArrayList<>())
            .add(image);
      }
    }
    List<Image> kept = new ArrayList<>();
    for (List<Image> group : same.values()) {
      long classes = group.stream().map(TrainingSetExport::label).distinct().count();
      if (classes > 1) {
        group.forEach(image -> leftOut.add(new LeftOut(image, DIFFERS)));
        continue;
      }
      Image last =
          group.stream()
              .max(Comparator.comparing((Image image) -> image.signature().at()))
              .orElseThrow();
      kept.add(last);
      group.stream()
          .filter(image -> image != last)
          .forEach(image -> leftOut.add(new LeftOut(image, TWICE)));
    }
    return new TrainingCells(List.copyOf(kept), List.copyOf(leftOut));
  }
}
