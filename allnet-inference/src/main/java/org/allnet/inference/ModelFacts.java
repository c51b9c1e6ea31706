package org.allnet.inference;

import java.util.Optional;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.CellPixels;
import org.allnet.data.integrity.ImageContent;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Role;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.SeenImages;

/** What a model file says of its model. Immutable and thread-safe; may outlive the classifier. */
public final class ModelFacts {

  private final ModelDescription description;
  private final SeenImages seen;
  private final boolean refusing;
  private final Optional<MapCheck> mapCheck;

  ModelFacts(
      ModelDescription description,
      SeenImages seen,
      boolean refusing,
      Optional<MapCheck> mapCheck) {
    this.description = description;
    this.seen = seen;
    this.refusing = refusing;
    this.mapCheck = mapCheck;
  }

  /** {@return the model's name for a reader} */
  public String title() {
    return description.title();
  }

  /** {@return the classes in the model's order, with the positive one} */
  public ClassSet classes() {
    return description.classSet();
  }

  /** {@return how probabilities become decisions} */
  public DecisionRule rule() {
    return description.rule();
  }

  /** {@return whether networks answer; else learners on features do} */
  public boolean answersByNetworks() {
    return description.pipeline().learners().isEmpty();
  }

  /** {@return whether images that are classified together correct each other's labels} */
  public boolean isTransductive() {
    return description.transductive();
  }

  /** {@return whether the images of one subject correct each other, and those of others do not} */
  public boolean correctsBySubject() {
    var correction = description.pipeline().correction();
    return correction != null && correction.bySubject();
  }

  /**
   * {@return whether it refuses images that are unlike those of its training, and poor images;
   * models that an earlier version made, or that were trained on very few images, answer anything}
   */
  public boolean refusesImages() {
    return refusing;
  }

  /**
   * {@return whether maps that explain its answers can be believed, as measured at the end of its
   * training; empty if that was not checked, as by an earlier version}
   */
  public Optional<MapCheck> mapCheck() {
    return mapCheck;
  }

  /** {@return whether it was trained on synthetic cells, so that it knows nothing of blood} */
  public boolean isSynthetic() {
    return description.provenance().synthetic();
  }

  /** {@return whether its training began with weights of others} */
  public boolean hasForeignWeights() {
    return description.provenance().foreignWeights();
  }

  /** {@return whether its decision rule was chosen anew after the training} */
  public boolean isRuleChosenAnew() {
    return description.provenance().ruleChosen() != null;
  }

  /** {@return how people were kept apart in its training; empty if that is unknown} */
  public Optional<Protocol> protocol() {
    return description.provenance().keptApart();
  }

  /** {@return whether it is known which images the model was trained on} */
  public boolean knowsItsImages() {
    return seen.isKnown();
  }

  /**
   * Returns what an image was to the model when it was made.
   *
   * @param sha256 of the image's file, in lower-case hex
   * @param pixels the decoded image
   * @return its role; {@link Role#UNKNOWN} if the model does not know its images
   */
  public Role roleOf(String sha256, CellPixels pixels) {
    return seen.isKnown() ? seen.roleOf(ImageContent.of(sha256, pixels)) : Role.UNKNOWN;
  }

  /**
   * Returns what has to be said of metrics of an image.
   *
   * @param role what it was to the model
   * @param synthetic whether it shows a synthetic cell
   */
  public Origin origin(Role role, boolean synthetic) {
    return description.origin(role, false, synthetic);
  }
}
