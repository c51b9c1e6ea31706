package org.allnet.benchmark.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.image.NamedCell;
import org.allnet.inference.Classifier;

/** ALLNet from decoded cells to answers, by a model that refuses images or by one that does not. */
final class Answers implements Engine {

  private final Classifier classifier;
  private List<NamedCell> cells = List.of();

  Answers(WorkOrder order) {
    classifier =
        open(order, order.system() == Competitor.REFUSING ? order.refusing() : order.model());
  }

  static Classifier open(WorkOrder order, Path model) {
    return Classifier.builder(model).device(order.device()).threads(order.threads()).open();
  }

  static List<NamedCell> named(List<LabelledCell> batch) {
    List<NamedCell> cells = new ArrayList<>();
    for (LabelledCell cell : batch) {
      cells.add(new NamedCell(String.valueOf(cells.size()), cell.pixels()));
    }
    return cells;
  }

  @Override
  public void load(List<LabelledCell> batch) {
    cells = named(batch);
  }

  @Override
  public List<double[]> run() {
    classifier.classify(cells);
    return List.of();
  }

  @Override
  public void close() {
    classifier.close();
  }
}
