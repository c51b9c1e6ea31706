package org.allnet.inference.learner;

import java.nio.file.Path;
import java.util.List;
import org.allnet.data.InputException;

/**
 * The library of classical learners, Tribuo. A program that classifies with networks alone does
 * without it: only this package sees it, and it is loaded with the first learner.
 */
public final class LearnerLibrary {

  private static final List<String> NEEDED =
      List.of(
          "org.tribuo.classification.libsvm.LibSVMClassificationTrainer",
          "org.tribuo.classification.sgd.linear.LinearSGDTrainer",
          "org.tribuo.classification.dtree.CARTClassificationTrainer");

  private LearnerLibrary() {}

  /**
   * Refuses a model with classical learners if their library is not there.
   *
   * @param file the model's file
   * @throws InputException if a part of it is missing, naming what to add to the program
   */
  public static void require(Path file) {
    ClassLoader loader = LearnerLibrary.class.getClassLoader();
    for (String name : NEEDED) {
      try {
        Class.forName(name, false, loader);
      } catch (ClassNotFoundException e) {
        throw InputException.in(
            file,
            "has a classical learner, which needs Tribuo; add tribuo-classification-libsvm, tribuo-classification-sgd and tribuo-classification-tree of org.tribuo to the program",
            e);
      }
    }
  }
}
