package org.allnet.explain.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.allnet.data.InputException;
import org.allnet.data.Interruption;
import org.allnet.data.RunException;

/**
 * Asks a model in batches. The questions are made batch by batch, because thousands of masks do not
 * fit into memory.
 */
public final class Batches {

  private Batches() {}

  /**
   * Returns the answers to some questions.
   *
   * @param <T> what is asked
   * @param count how many questions
   * @param batch the most questions of one batch, at least 1
   * @param question makes the question of an index, from 0
   * @param model answers a batch with a number for each question
   * @return the answers in the order of the indices
   * @throws IllegalStateException if the model answers more or fewer questions than it was asked
   * @throws InputException if an answer is not finite
   * @throws RunException if the thread is interrupted
   */
  public static <T> double[] ask(
      int count, int batch, IntFunction<T> question, Function<List<T>, double[]> model) {
    double[] answers = new double[count];
    Interruption interruption = Interruption.ofThisThread();
    for (int start = 0; start < count; start += batch) {
      interruption.check("asking a model about parts of an input");
      List<T> questions = new ArrayList<>();
      for (int i = start; i < Math.min(count, start + batch); i++) {
        questions.add(question.apply(i));
      }
      double[] some = model.apply(questions);
      if (some.length != questions.size()) {
        throw new IllegalStateException(
            "%d answers to %d questions".formatted(some.length, questions.size()));
      }
      for (int i = 0; i < some.length; i++) {
        if (!Double.isFinite(some[i])) {
          throw new InputException(
              "the model answers " + some[i] + " to a part of the input; there is no explanation");
        }
        answers[start + i] = some[i];
      }
    }
    return answers;
  }
}
