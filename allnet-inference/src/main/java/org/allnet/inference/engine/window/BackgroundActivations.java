package org.allnet.inference.engine.window;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The maps of a black image, (1, channels, height, width), channels-last.
 *
 * @param padded the map at the input of each stage, with the stage's padding around it
 * @param last the map behind the last stage
 */
record BackgroundActivations(List<Tensor> padded, Tensor last) {

  BackgroundActivations {
    padded = List.copyOf(padded);
  }

  /**
   * Runs a black image through a stack, as much of it as differs.
   *
   * @param stages the stages
   * @param frame the frame that is enough
   * @param image the black image of the whole frame
   * @param run runs a stage, by its number, on a padded input
   * @return the maps of the whole frame
   */
  static BackgroundActivations of(
      List<Stage> stages, BlackFrame frame, Tensor image, BiFunction<Integer, Tensor, Tensor> run) {
    List<Tensor> padded = new ArrayList<>();
    Tensor map = frame.of(image);
    for (int number = 0; number < stages.size(); number++) {
      int padding = stages.get(number).padding();
      padded.add(padded(frame.expand(map, number), padding));
      map = run.apply(number, padded(map, padding));
    }
    return new BackgroundActivations(padded, frame.expand(map, stages.size()));
  }

  /** {@return all of them} */
  List<Tensor> all() {
    List<Tensor> maps = new ArrayList<>(padded);
    maps.add(last);
    return maps;
  }

  private static Tensor padded(Tensor map, int padding) {
    return padding == 0
        ? map
        : torch
            .constant_pad_nd(map, padding, padding, padding, padding)
            .contiguous(torch.MemoryFormat.ChannelsLast);
  }
}
