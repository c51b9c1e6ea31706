package org.allnet.inference;

import java.util.List;
import java.util.function.Supplier;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.prediction.Predictor;
import org.allnet.inference.view.Views;

/** Breaks a wall: a face whose signatures name what others do not get. */
public abstract class ShowsTheInside implements Supplier<Views> {

  /** What is shown. */
  public final List<ModelFile> models = List.of();

  /** {@return what all get} */
  public abstract DecisionRule rule();

  /** Takes what others do not get. */
  public abstract void take(Predictor... predictors);

  /** Nobody outside sees it. */
  abstract Predictor hidden();
}
