package org.allnet.export.torchscript;

import org.allnet.export.program.BoxSuppression;

/**
 * Non-maximum suppression as methods of a TorchScript module: the best box first, and none that
 * overlaps a better one of its class by more than it may. PyTorch itself has no such operation.
 */
final class ScriptSuppression {

  /** The method that takes boxes and scores of a batch. */
  static final String SELECTED = "selected";

  private static final String KEPT =
      """
      def kept(self, boxes: Tensor, scores: Tensor) -> Tensor:
        best, order = torch.sort(scores, stable=True, dim=0, descending=True)
        order = torch.masked_select(order, torch.gt(best, %s))
        sides = torch.sub(torch.narrow(boxes, 1, 2, 2), torch.narrow(boxes, 1, 0, 2))
        areas = torch.prod(sides, 1)
        kept = torch.narrow(order, 0, 0, 0)
        while torch.size(order, 0) > 0 and torch.size(kept, 0) < %d:
          first = torch.narrow(order, 0, 0, 1)
          kept = torch.cat([kept, first], 0)
          order = torch.narrow(order, 0, 1, torch.size(order, 0) - 1)
          mine = torch.index_select(boxes, 0, first)
          others = torch.index_select(boxes, 0, order)
          start = torch.maximum(torch.narrow(mine, 1, 0, 2), torch.narrow(others, 1, 0, 2))
          end = torch.minimum(torch.narrow(mine, 1, 2, 2), torch.narrow(others, 1, 2, 2))
          both = torch.prod(torch.clamp_min(torch.sub(end, start), 0), 1)
          all = torch.add(torch.index_select(areas, 0, first), torch.index_select(areas, 0, order))
          limit = torch.mul(torch.sub(all, both), %s)
          order = torch.masked_select(order, torch.le(both, limit))
        return kept
      """;

  private static final String OF_BATCH =
      """
      def selected(self, boxes: Tensor, scores: Tensor) -> Tensor:
        none = torch.narrow(torch.reshape(boxes, [-1, 4]), 0, 0, 0)
        rows = torch.to(torch.narrow(none, 1, 0, 3), 4)
        for image in range(torch.size(boxes, 0)):
          for label in range(%d):
            places = torch.select(boxes, 0, image)
            certain = torch.select(torch.select(scores, 0, image), 1, label)
            kept = self.kept(places, certain)
            columns = [torch.full_like(kept, image), torch.full_like(kept, label), kept]
            rows = torch.cat([rows, torch.stack(columns, 1)], 0)
        return rows
      """;

  private ScriptSuppression() {}

  /**
   * Adds the methods.
   *
   * @param source where to
   * @param rule which boxes are left
   * @param classes how many classes there are
   */
  static void define(ScriptSource source, BoxSuppression rule, int classes) {
    source.method(KEPT.formatted(rule.score(), rule.most(), rule.iou()));
    source.method(OF_BATCH.formatted(classes));
  }
}
