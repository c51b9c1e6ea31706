package org.allnet.cli.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.allnet.explain.MethodCheck;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images on which a method is checked. */
final class ExamplesTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 17, 31, 47, 100, 1000})
  void examples_areSpreadOverAllImages(int images) {
    List<Integer> chosen =
        IntStream.range(0, images)
            .filter(number -> CheckExamples.isExample(number, images))
            .boxed()
            .toList();

    assertThat(chosen).hasSize(Math.min(images, MethodCheck.MOST_IMAGES));
    assertThat(chosen.get(chosen.size() - 1)).isEqualTo(images - 1);
    int gap = (images + MethodCheck.MOST_IMAGES - 1) / MethodCheck.MOST_IMAGES;
    for (int i = 1; i < chosen.size(); i++) {
      assertThat(chosen.get(i) - chosen.get(i - 1)).isLessThanOrEqualTo(gap);
    }
  }
}
