package org.allnet.training.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.inference.network.architecture.Architectures;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.Normalisation;
import org.jspecify.annotations.Nullable;

/**
 * The networks of a system, and the weights that they begin with.
 *
 * @param architectures their names; none if a learner answers on hand-crafted features
 * @param copies how many there are of each, 1 to 100
 * @param inputSize side of their inputs in pixels; absent for the published one of each
 * @param width factor on channel counts
 * @param dropout dropout rate of the classifying layers; absent for the published one of each
 * @param normalisation what is done to pixels first; absent for the published one of each
 * @param boxHead whether a second head says where the cell lies
 * @param pretrained a weights file for each architecture; none if all begin fresh
 */
public record NetworkChoice(
    List<String> architectures,
    int copies,
    @Nullable Integer inputSize,
    double width,
    @Nullable Double dropout,
    @Nullable Normalisation normalisation,
    boolean boxHead,
    List<Path> pretrained) {

  /** Copies the lists. */
  public NetworkChoice {
    architectures = List.copyOf(architectures);
    pretrained = List.copyOf(pretrained);
  }

  /**
   * Returns the networks, each as often as there are copies.
   *
   * @param classes the number of classes
   * @param channels the channels of their inputs
   * @throws org.allnet.data.OptionException if one is unknown or a number is out of range
   */
  List<NetworkOptions> options(int classes, int channels) {
    List<NetworkOptions> networks = new ArrayList<>();
    for (String architecture : architectures) {
      NetworkOptions published = NetworkOptions.published(architecture, classes);
      NetworkOptions own =
          new NetworkOptions(
              architecture,
              classes,
              inputSize == null ? published.inputSize() : inputSize,
              width,
              dropout == null ? published.dropout() : dropout,
              channels,
              normalisation == null ? published.normalisation() : normalisation,
              boxHead);
      for (int copy = 0; copy < copies; copy++) {
        networks.add(own);
      }
    }
    return networks;
  }

  /** {@return whether there is no network} */
  public boolean isEmpty() {
    return architectures.isEmpty();
  }

  /**
   * Returns the weights that a network begins with.
   *
   * @param number which network, from 1, copies counted
   * @return the file; null if it begins fresh
   */
  public @Nullable Path pretrained(int number) {
    return pretrained.isEmpty() ? null : pretrained.get((number - 1) / copies);
  }

  /** {@return whether it is the paper's ALLNet, whatever its numbers} */
  public boolean isAllNetAlone() {
    return architectures.equals(List.of(Architectures.ALLNET)) && copies == 1;
  }
}
