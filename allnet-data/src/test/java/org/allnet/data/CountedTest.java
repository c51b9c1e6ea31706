package org.allnet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words beside numbers of things. */
final class CountedTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 images, 0 people, 0 images are, 0 images have, 0 images lie, 0 of 12 images are",
    "1, 1 image, 1 person, 1 image is, 1 image has, 1 image lies, 1 of 12 images is",
    "2, 2 images, 2 people, 2 images are, 2 images have, 2 images lie, 2 of 12 images are",
    "21, 21 images, 21 people, 21 images are, 21 images have, 21 images lie, 21 of 12 images are"
  })
  void words_agreeWithTheNumber(
      long count, String plain, String other, String are, String have, String lie, String part) {
    Counted images = Counted.of(count, "image");
    assertThat(images).hasToString(plain);
    assertThat(Counted.of(count, "person", "people")).hasToString(other);
    assertThat(images.are()).hasToString(are);
    assertThat(images.have()).hasToString(have);
    assertThat(images.then("lies", "lie")).hasToString(lie);
    assertThat(images.outOf(12).are()).hasToString(part);
    assertThat(images.words()).isEqualTo(plain.substring(plain.indexOf(' ') + 1));
    assertThat(images.either("it", "they")).isEqualTo(count == 1 ? "it" : "they");
  }

  @Test
  void outOf_one_hasItsNoun() {
    assertThat(Counted.of(1, "image").outOf(1).are()).hasToString("1 of 1 image is");
    assertThat(Counted.of(0, "image").outOf(1).are()).hasToString("0 of 1 image are");
  }

  @Test
  void withCommas_thousands_areApart() {
    assertThat(Counted.of(12345, "image").are().withCommas()).isEqualTo("12,345 images are");
    assertThat(Counted.of(12345, "image")).hasToString("12345 images");
    assertThat(Counted.of(1, "image").withCommas()).isEqualTo("1 image");
  }

  @Test
  void sentence_takesItAsText() {
    assertThat(Sentence.of("%s left out; use %s", Counted.of(1, "image").are(), OptionName.FOLDS))
        .hasToString("1 image is left out; use 'folds'");
  }

  @Test
  void of_negative_isRefused() {
    assertThatThrownBy(() -> Counted.of(-1, "image")).isInstanceOf(IllegalArgumentException.class);
  }
}
