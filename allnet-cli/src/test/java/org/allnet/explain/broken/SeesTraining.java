package org.allnet.explain.broken;

import org.allnet.training.recipe.Recipe;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesTraining {

  /** What must not be seen from here. */
  public Recipe seen;
}
