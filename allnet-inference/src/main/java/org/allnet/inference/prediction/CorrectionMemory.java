package org.allnet.inference.prediction;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.JavaMemory;
import org.allnet.data.OptionException;
import org.allnet.data.Sentence;
import org.allnet.inference.engine.device.MachineMemory;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.engine.layer.Shape;
import org.allnet.inference.model.EnsembleMember;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.transductive.NeighbourhoodCorrection;
import org.allnet.inference.transductive.NeighbourhoodOptions;

/**
 * The memory that a model's correction of a batch takes, counted before it begins.
 *
 * @param maps the shape of each network's last map
 * @param options the correction's numbers
 */
record CorrectionMemory(List<Shape> maps, NeighbourhoodOptions options) {

  /** Copies {@code maps}, so that nothing changes it from outside. */
  CorrectionMemory {
    maps = List.copyOf(maps);
  }

  /**
   * Counts for a model.
   *
   * @param model the model
   * @param correction its correction
   */
  static CorrectionMemory of(ModelDescription model, PredictionPipeline.Correction correction) {
    List<Shape> maps = new ArrayList<>();
    for (EnsembleMember member : model.members()) {
      NetworkPlan plan = new NetworkPlan(member.network());
      if (plan.marks(Point.LAST_MAP)) {
        maps.add(plan.shape(Point.LAST_MAP));
      }
    }
    return new CorrectionMemory(maps, correction.options());
  }

  /**
   * Refuses a batch that can't fit.
   *
   * @param images how many there are in the batch, or are known to be in it so far
   * @param decoded bytes of all decoded images
   * @param heap bytes that Java's objects may take
   * @throws OptionException if it can't
   */
  void check(int images, long decoded, long heap) {
    long correction = NeighbourhoodCorrection.bytes(images, maps, options);
    if (images >= options.neighbours() && correction + decoded > MachineMemory.forData(heap)) {
      throw new OptionException(
          Sentence.of(
              "the model is transductive: correcting %d images by each other needs about %s of Java's memory, %s with the decoded images, and Java has %s for them; %s or ask about fewer images",
              images,
              MachineMemory.text(correction),
              MachineMemory.text(correction + decoded),
              MachineMemory.text(MachineMemory.forData(heap)),
              JavaMemory.toHold(correction + decoded)));
    }
  }
}
