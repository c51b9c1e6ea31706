package org.allnet.spark.broken;

import org.allnet.inference.model.ModelFile;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesAModelFile {

  /** What must not be seen from here. */
  public ModelFile seen;
}
