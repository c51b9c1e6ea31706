package org.allnet.report.content;

import java.util.Optional;
import org.allnet.data.field.FieldPart;

/** Which fields of a set a detector was evaluated on. */
public sealed interface EvaluatedPart {

  /** {@return the words for it, such as {@code part val}; empty for a whole set} */
  Optional<String> words();

  /** All fields of a set. */
  record Whole() implements EvaluatedPart {

    @Override
    public Optional<String> words() {
      return Optional.empty();
    }
  }

  /**
   * A part that the set itself has.
   *
   * @param part the part
   */
  record OfSet(FieldPart part) implements EvaluatedPart {

    @Override
    public Optional<String> words() {
      return Optional.of("part " + part.key());
    }
  }

  /**
   * A fold of a split.
   *
   * @param number the fold, from 1
   * @param split the name of the split's file
   */
  record Fold(int number, String split) implements EvaluatedPart {

    @Override
    public Optional<String> words() {
      return Optional.of("fold %d of %s".formatted(number, split));
    }
  }

  /**
   * What a split holds out.
   *
   * @param split the name of the split's file
   */
  record HoldOut(String split) implements EvaluatedPart {

    @Override
    public Optional<String> words() {
      return Optional.of("hold-out of " + split);
    }
  }
}
