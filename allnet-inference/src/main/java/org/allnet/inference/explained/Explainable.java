package org.allnet.inference.explained;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.allnet.data.OptionException;
import org.allnet.data.image.CellPixels;
import org.allnet.inference.image.input.InputFrame;
import org.allnet.inference.learner.FittedLearner;
import org.allnet.inference.prediction.CorrectedCell;
import org.allnet.inference.prediction.ExplainedNetwork;
import org.allnet.inference.prediction.InputGradients;
import org.allnet.inference.prediction.LastMap;
import org.allnet.inference.prediction.Predictor;
import org.allnet.inference.prediction.PreparedInput;

/**
 * What an explanation may ask of a model: how the logits of its networks come about.
 *
 * <p>The model's logit of a class is the weighted mean of its networks' logits, and a network's the
 * mean of its test-time views'. So attributions of networks and views add up to those of the model.
 * The scaling of probabilities, the decision rule and the correction by neighbours come later and
 * have no part in it.
 *
 * <p>Thread-safe. Native memory is freed before a method returns. It lives as long as the
 * classifier that it is of; who asks later gets an {@link IllegalStateException}.
 */
public final class Explainable {

  private final OpenModel model;

  /**
   * The inside of a model.
   *
   * @param model the model
   */
  public Explainable(OpenModel model) {
    this.model = model;
  }

  /** {@return how many networks answer; 0 if learners do} */
  public int networks() {
    return with(List::size);
  }

  /** {@return the layers of the first network that have weights, the last first} */
  public List<String> layers() {
    return model.using(Predictor::layers);
  }

  /**
   * Asks the same model whose networks' last layers are drawn anew, as if they had never been
   * trained: what an explanation of it shows has not been learned there.
   *
   * @param part of the layers of each network, above 0 to 1
   * @param seed what they are drawn from
   * @param work asks the other model, which is closed when it returns
   * @return what the work returns
   */
  public <T> T randomised(double part, long seed, Function<Explainable, T> work) {
    return model.using(
        predictor -> {
          try (Predictor random = predictor.randomised(part, seed)) {
            return work.apply(new Explainable(new Lent(random)));
          }
        });
  }

  /** A predictor that whoever lends it closes. */
  private record Lent(Predictor predictor) implements OpenModel {

    @Override
    public <T> T using(Function<Predictor, T> work) {
      return work.apply(predictor);
    }
  }

  /**
   * {@return the learners on features that answer, whose mean is the answer; none if networks do}
   */
  public List<FittedLearner> learners() {
    return model.using(Predictor::learners);
  }

  /** {@return the names of the features that learners see; none if they are a network's} */
  public List<String> featureNames() {
    return model.using(Predictor::featureNames);
  }

  /**
   * Returns what learners see of an image.
   *
   * @param cell a decoded image
   * @return its features
   * @throws org.allnet.data.RunException if the thread is interrupted
   */
  public double[] features(CellPixels cell) {
    return model.using(predictor -> predictor.features(List.of(cell)).get(0));
  }

  /**
   * Returns whether logits are linear in a network's last map, so that attributions there sum to
   * the logit but for a bias.
   *
   * @param network its number, from 0
   */
  public boolean hasLinearHead(int network) {
    return with(all -> all.get(network).hasLinearHead());
  }

  /**
   * Returns whether a network is a transformer, whose places are tokens.
   *
   * @param network its number, from 0
   */
  public boolean hasTokens(int network) {
    return with(all -> all.get(network).hasTokens());
  }

  /**
   * Returns what images make of each other's answers, as one batch.
   *
   * @param cells decoded images, of one subject if the model corrects by subject
   * @return what became of each, and by whose votes; empty if the model corrects nothing
   * @throws org.allnet.data.AllNetException as for the classification of a batch
   */
  public List<CorrectedCell> corrections(List<CellPixels> cells) {
    return model.using(predictor -> predictor.corrections(cells));
  }

  /**
   * Prepares an image for each network: cropped, segmented, resized.
   *
   * @param cell a decoded image
   * @return one input for each network
   */
  public List<PreparedInput> prepare(CellPixels cell) {
    return with(all -> all.stream().map(network -> network.prepare(cell)).toList());
  }

  /**
   * Returns which square of an image fills the networks' inputs.
   *
   * @param cell a decoded image
   */
  public InputFrame frame(CellPixels cell) {
    return model.using(predictor -> predictor.description().input().frame(cell));
  }

  /**
   * Returns which pixels of an image are the cell's: what is not black if the cell is cut out on
   * black; else what the model's segmentation keeps, or Otsu's threshold on the saturation if it
   * has none.
   *
   * @param cell a decoded image
   * @return (height, width) of the image's frame, row by row
   */
  public boolean[] cell(CellPixels cell) {
    return model.using(predictor -> predictor.cell(cell));
  }

  /**
   * Returns whether an image shows a cell cut out on black, so that all that is not black is the
   * cell.
   *
   * @param cell a decoded image
   */
  public boolean isCutOut(CellPixels cell) {
    return Predictor.isCutOut(cell);
  }

  /**
   * Returns the logits of changed inputs.
   *
   * @param network the network's number, from 0
   * @param inputs each (channels, size, size) in [0,1]
   * @return a logit for each class, for each input
   * @throws org.allnet.data.RunException if the thread is interrupted, within a few inputs
   */
  public List<double[]> logits(int network, List<float[]> inputs) {
    return with(all -> all.get(network).logits(inputs));
  }

  /**
   * Returns how the logit of a class depends on inputs.
   *
   * @param network the network's number, from 0
   * @param inputs each (channels, size, size) in [0,1]
   * @param label the class, from 0
   * @throws org.allnet.data.RunException if the thread is interrupted, within a few inputs
   */
  public InputGradients gradients(int network, List<float[]> inputs, int label) {
    return with(all -> all.get(network).gradients(inputs, label));
  }

  /**
   * Returns the last maps of images with the gradient of a logit by each.
   *
   * @param cells decoded images
   * @param labels the class of each image, from 0
   * @return for each image a map for each network and view
   * @throws OptionException if no network answers
   * @throws org.allnet.data.RunException if the thread is interrupted, within a few images
   */
  public List<List<LastMap>> lastMaps(List<CellPixels> cells, List<Integer> labels) {
    return model.using(
        predictor -> {
          List<ExplainedNetwork> all = predictor.explained();
          if (all.isEmpty()) {
            String title = predictor.description().title();
            throw OptionException.ofSetting(
                "model",
                title,
                "%s: learners on features answer, which have no gradients".formatted(title));
          }
          List<List<LastMap>> maps = new ArrayList<>();
          cells.forEach(cell -> maps.add(new ArrayList<>()));
          for (ExplainedNetwork network : all) {
            List<List<LastMap>> own = network.lastMaps(cells, labels);
            for (int i = 0; i < own.size(); i++) {
              maps.get(i).addAll(own.get(i));
            }
          }
          return maps;
        });
  }

  private <T> T with(Function<List<ExplainedNetwork>, T> work) {
    return model.using(predictor -> work.apply(predictor.explained()));
  }
}
