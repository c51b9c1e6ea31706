package org.allnet.training.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.training.trainer.TrainingOptions;

/**
 * A system as data: which networks, what they see, how they are trained, and what is made of their
 * answers. It is read from text once and written as text again, by key. Immutable and thread-safe.
 *
 * @param name what it is called
 * @param origin what it is and where it is from, for people
 * @param networks its networks
 * @param input what is done to a cell before a network sees it
 * @param images which images networks are trained on
 * @param training how each network is trained
 * @param answer how networks come to an answer
 * @param learners the learners on features
 * @param correction whether and how labels are corrected by neighbours in the batch
 */
public record Recipe(
    String name,
    Origin origin,
    NetworkChoice networks,
    InputOptions input,
    TrainingImages images,
    TrainingOptions training,
    AnswerChoice answer,
    LearnerChoice learners,
    CorrectionChoice correction) {

  /**
   * What a system is and where it is from, for people.
   *
   * @param about one line on it
   * @param source where it was published
   */
  public record Origin(String about, String source) {}

  /**
   * Reads a recipe.
   *
   * @param name what it is called
   * @param values a text for each {@link RecipeKey} that is not usual, by name
   * @return the recipe
   * @throws OptionException if a key is unknown or a value can't be read
   */
  @JsonCreator
  public static Recipe of(
      @JsonProperty("name") String name, @JsonProperty("values") Map<String, String> values) {
    return new RecipeReader(name, values).read();
  }

  /**
   * {@return a text for every {@link RecipeKey}, by name, in their order: what {@link #of} reads}
   */
  public Map<String, String> values() {
    return RecipeWriter.values(this);
  }

  /** What files say of it. */
  private record Written(String name, Map<String, String> values) {}

  @JsonValue
  Object written() {
    return new Written(name, values());
  }

  /**
   * Returns the same system with other values.
   *
   * @param others texts by key
   * @return the recipe, checked
   * @throws OptionException if a key is unknown, a value can't be read, or it does not go with the
   *     others
   */
  public Recipe with(Map<String, String> others) {
    Map<String, String> all = new LinkedHashMap<>(values());
    all.putAll(others);
    String place = "recipe " + name;
    Recipe changed;
    try {
      changed = of(name, all);
    } catch (OptionException e) {
      // Who gave a value knows what it is of; another one is the recipe's own.
      boolean given = e.option().map(OptionName::key).filter(others::containsKey).isPresent();
      throw given ? e : e.in(place);
    }
    try {
      return changed.checked();
    } catch (OptionException e) {
      throw e.in(place);
    }
  }

  /**
   * Refuses values that do not go with each other.
   *
   * @return this
   * @throws OptionException if there are some, naming a key
   */
  Recipe checked() {
    new RecipeCheck(this).check();
    return this;
  }

  /**
   * {@return the keys that can do nothing in this recipe, each with the reason in words that go on
   * a sentence}
   */
  public Map<String, String> idle() {
    return IdleKeys.of(this);
  }

  /**
   * Returns the networks, each as often as there are copies.
   *
   * @param classes the number of classes
   * @throws OptionException if one can't be of so many classes
   */
  public List<NetworkOptions> networks(int classes) {
    return networks.options(classes, input.channels());
  }

  /**
   * Returns how the system comes to an answer.
   *
   * @param prevalence fraction of the positive class among the training images
   * @param seed what the correction draws from
   */
  public PredictionPipeline pipeline(double prevalence, long seed) {
    return new PredictionPipeline(
        answer.views(),
        answer.mean() == AnswerChoice.ViewMean.LOGITS,
        learners.learners(),
        learners.handcrafted(),
        correction.isOn()
            ? new PredictionPipeline.Correction(
                correction.options(seed), prevalence, correction.bySubject())
            : null);
  }
}
