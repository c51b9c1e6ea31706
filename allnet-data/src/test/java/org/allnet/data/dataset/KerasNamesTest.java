package org.allnet.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KerasNamesTest {

  private static List<Path> left(String names) {
    List<Path> images = new ArrayList<>();
    Stream.of(names.split(" ")).forEach(name -> images.add(Path.of("ALL", name + ".png")));
    new Masks().takeOutOf(images, folder -> List.of());
    return images;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Jul_12_0001 Aug_12_0001 Aug_12_0002",
        "Jul_10_2021 Aug_11_2021 Aug_12_2021",
        "Jul_10_171 Aug_11_4021 Aug_11_2031",
        "overview Aug_10_2021 Aug_11_2021",
        "pat_0_7 gen_1_7 pat_2_7 gen_3_7",
        "P0_7 _1_7 P2_7 _3_7 _5_7",
        "a _1_1 _1_2 _2_1 _2_2",
      })
  void daysAndRunningNumbers_areFurtherImages(String names) {
    assertThat(left(names)).hasSize(names.split(" ").length);
    assertThat(
            NamedCopies.of(
                    Stream.of(names.split(" "))
                        .map(name -> new CellImage(name, Path.of(name), "all", "ALL", null))
                        .toList())
                .describe())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "overview Aug_10_1171 Aug_10_4021",
        "ALL_3_1234 aug_0_1171 aug_0_4021",
      })
  void namesThatMayBeKeras_areKeptAndTogether(String names) {
    assertThat(left(names)).hasSize(3);
    assertThat(
            NamedCopies.of(
                    Stream.of(names.split(" "))
                        .map(name -> new CellImage(name, Path.of(name), "all", "ALL", null))
                        .toList())
                .describe())
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"c0 _0_1234", "c0 c1_2 aug_0_1234 aug_3_99", "c0 gen_3_4711 gen_3_17"})
  void imagesOfKerasBesideOthers_areTakenOut(String names) {
    assertThat(left(names)).noneMatch(image -> image.toString().contains("_1234"));
    assertThat(left(names)).hasSizeLessThan(3);
  }
}
