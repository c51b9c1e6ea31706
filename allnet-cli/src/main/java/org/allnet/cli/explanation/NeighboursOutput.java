package org.allnet.cli.explanation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.NamedCell;
import org.allnet.evaluation.explanation.CorrectedImage;
import org.allnet.report.assembly.ExampleCells;
import org.allnet.report.content.Neighbours;

/** The neighbours that corrected the answers of a batch, as lines and for programs. */
final class NeighboursOutput {

  private NeighboursOutput() {}

  /** Returns the neighbours of a batch. */
  static Neighbours of(ClassSet classes, List<NamedCell> cells, List<CorrectedImage> corrected) {
    Map<String, byte[]> pictures = new LinkedHashMap<>();
    cells.forEach(cell -> pictures.put(cell.name(), ExampleCells.png(cell.pixels())));
    return new Neighbours(classes, corrected, pictures);
  }

  /** Returns a line for each image. */
  static List<String> lines(Neighbours neighbours) {
    return neighbours.images().stream()
        .filter(one -> !one.voters().isEmpty())
        .map(one -> one.image() + "  " + neighbours.words(one))
        .toList();
  }

  /** Returns everything, for programs. */
  static String json(Neighbours neighbours) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("positive", neighbours.classes().positiveName());
    json.put("images", neighbours.images().stream().map(NeighboursOutput::map).toList());
    return JsonOutput.text(json) + "\n";
  }

  private static Map<String, Object> map(CorrectedImage image) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("image", image.image());
    one.put("probabilityBefore", image.first());
    one.put("corrected", image.corrected());
    one.put("mixtures", image.mixtures());
    List<Map<String, Object>> voters = new ArrayList<>();
    for (CorrectedImage.Voter voter : image.voters()) {
      Map<String, Object> vote = new LinkedHashMap<>();
      vote.put("image", voter.image());
      vote.put("times", voter.times());
      vote.put("votesForPositive", voter.positive());
      voters.add(vote);
    }
    one.put("neighbours", voters);
    return one;
  }
}
