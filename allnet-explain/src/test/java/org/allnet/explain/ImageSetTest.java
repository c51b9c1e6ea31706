package org.allnet.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageSetTest {

  private static ImageSet set(String... images) {
    List<SetImage> all = new ArrayList<>();
    for (String image : images) {
      String[] parts = image.split(" ");
      all.add(new SetImage(parts[0], parts[1].equals("-") ? null : parts[1], parts[2]));
    }
    return new ImageSet(
        all,
        name -> {
          throw new AssertionError(name);
        });
  }

  private static List<String> names(ImageSet set) {
    return set.images().stream().map(SetImage::name).toList();
  }

  @Test
  void spread_fewImages_takesPeopleAndClassesInTurn() {
    ImageSet all =
        set("a p1 all", "b p1 all", "c p1 all", "d p2 all", "e q1 hem", "f q1 hem", "g q2 hem");

    assertThat(names(all.spread(4))).containsExactly("a", "d", "e", "g");
    assertThat(names(all.spread(2))).containsExactly("a", "e");
    assertThat(names(all.spread(9))).hasSize(7);
  }

  @Test
  void spread_unknownPeople_countAsOneEach() {
    assertThat(names(set("a - all", "b - all", "c p all", "d p all").spread(3)))
        .containsExactly("a", "b", "c");
  }

  @Test
  void affordable_shortTraining_checksNothing() {
    assertThat(MethodCheck.affordable(600)).isZero();
    assertThat(MethodCheck.affordable(700)).isEqualTo(5);
    assertThat(MethodCheck.affordable(1_000_000)).isEqualTo(MethodCheck.MOST_IMAGES);
  }
}
