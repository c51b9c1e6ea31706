package org.allnet.export.program;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.image.SegmentationMode;
import org.allnet.inference.image.segmentation.SaturationCut;
import org.allnet.inference.model.EnsembleMember;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.network.architecture.NetworkOptions;

/**
 * A model's steps from pixels to logits, written once for every format: segmentation, views,
 * normalisation, the networks, and the mean of their answers.
 *
 * @param model the model
 * @param segmentation what the program segments by; {@link SegmentationMode#NONE} if whoever runs
 *     it gives segmented images, or if nothing is segmented
 */
public record ModelProgram(ModelFile model, SegmentationMode segmentation) {

  /** A program that does all that the model's description says. */
  public static ModelProgram whole(ModelFile model) {
    return new ModelProgram(model, model.description().segmentation());
  }

  /** A program whose images are segmented already. */
  public static ModelProgram bare(ModelFile model) {
    return new ModelProgram(model, SegmentationMode.NONE);
  }

  /** {@return the side of the images that it takes, in pixels} */
  public int side() {
    return options(0).inputSize();
  }

  /** {@return the channels of the images that it takes: 3, or 6 with a copy that is segmented} */
  public int channels() {
    return segments() ? 3 : options(0).channels();
  }

  /** {@return the channels that its networks see} */
  public int networkChannels() {
    return options(0).channels();
  }

  /** {@return the names of the classes, in the order of the logits} */
  public List<String> classes() {
    return description().classes();
  }

  /** {@return what the logits are divided by before a softmax makes probabilities of them} */
  public double temperature() {
    return description().rule().scaling().temperature();
  }

  /** {@return what is known of the model} */
  public ModelDescription description() {
    return model.description();
  }

  /** {@return what is before the names of a network's tensors} */
  public String prefix(int number) {
    return model.networks().size() == 1 ? "" : "member" + (number + 1);
  }

  private boolean segments() {
    return segmentation != SegmentationMode.NONE;
  }

  private NetworkOptions options(int number) {
    return description().members().get(number).network();
  }

  /**
   * Writes the program.
   *
   * @param image (batch, {@link #channels}, side, side), RGB in [0,1]
   * @param to what it is written for
   * @param <V> what flows from operation to operation
   * @return (batch, classes): the network's logits, or what has the same softmax as the mean of all
   *     answers
   */
  public <V> V logits(V image, ProgramTarget<V> to) {
    V input = input(image, to);
    PredictionPipeline pipeline = description().pipeline();
    int views = pipeline.views().count();
    List<V> parts = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    double all = description().members().stream().mapToDouble(EnsembleMember::weight).sum();
    for (int number = 0; number < model.networks().size(); number++) {
      List<V> seen = new ArrayList<>();
      for (int view = 0; view < views; view++) {
        V turned = view == 0 ? input : to.view(input, pipeline.views().matrix(view));
        NetworkOptions options = options(number);
        V normal = options.normalisation().apply(turned, options.channels(), to.pixels());
        seen.add(to.network(number, normal));
      }
      boolean together = views > 1 && pipeline.meanOfLogits();
      parts.addAll(together ? List.of(to.mean(seen)) : seen);
      double weight = description().members().get(number).weight() / all;
      for (int part = 0; part < (together ? 1 : views); part++) {
        weights.add(together ? weight : weight / views);
      }
    }
    return parts.size() == 1 ? parts.get(0) : to.mixture(parts, weights);
  }

  private <V> V input(V image, ProgramTarget<V> to) {
    if (!segments()) {
      return image;
    }
    V mask = SaturationCut.of(segmentation, image, to.pixels()).mask();
    V cell = to.pixels().multiply(image, mask);
    return description().input().stacked() ? to.stacked(image, cell) : cell;
  }
}
