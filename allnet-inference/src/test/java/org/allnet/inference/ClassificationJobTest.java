package org.allnet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.allnet.data.InputException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.NamedCell;
import org.junit.jupiter.api.Test;

class ClassificationJobTest {

  private static final CellPixels PIXELS = new CellPixels(1, 1, 0, 0, 1, 1, new byte[] {9, 9, 9});

  private static final List<NamedCell> BATCH =
      Stream.of("a", "bad", "b", "b", "worse").map(name -> new NamedCell(name, PIXELS)).toList();

  /** An engine that fails at batches with some images in them. */
  private static Function<List<NamedCell>, List<String>> failingAt(
      Throwable failure, String... names) {
    return cells -> {
      if (cells.stream().anyMatch(cell -> List.of(names).contains(cell.name()))) {
        if (failure instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) failure;
      }
      return cells.stream().map(NamedCell::name).toList();
    };
  }

  @Test
  void answers_engineFailsAtAnImage_lacksItAlone() {
    for (Throwable failure :
        List.of(new RuntimeException("engine"), new OutOfMemoryError("Java heap space"))) {
      List<String> failed = new ArrayList<>();

      List<String> answers =
          ClassificationJob.answers(
              BATCH,
              failingAt(failure, "bad", "worse"),
              true,
              (cell, e) -> failed.add(cell.name() + " " + e.getMessage()));

      assertThat(answers).containsExactly("a", "b", "b");
      assertThat(failed)
          .containsExactly("bad " + failure.getMessage(), "worse " + failure.getMessage());
    }
  }

  @Test
  void answers_correctingEachOther_areAllOrNone() {
    RuntimeException failure = new RuntimeException("engine");
    assertThatThrownBy(
            () ->
                ClassificationJob.answers(BATCH, failingAt(failure, "bad"), false, (cell, e) -> {}))
        .isSameAs(failure);
  }

  /** A damaged model or an interrupt concerns every image. */
  @Test
  void answers_failureThatIsNoImagesOwn_endsTheJob() {
    InputException failure = new InputException("the model's answer is not a finite number");
    assertThatThrownBy(
            () ->
                ClassificationJob.answers(BATCH, failingAt(failure, "bad"), true, (cell, e) -> {}))
        .isSameAs(failure);
  }
}
