package org.allnet.data.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatasetChangeTest {

  @Test
  void between_tellsAddedRemovedAndChangedApart() {
    DatasetChange change =
        DatasetChange.between(
            Map.of("a", "1", "b", "2", "c", "3", "d", "4"),
            Map.of("a", "1", "b", "9", "e", "3", "f", "5"));

    assertThat(change)
        .isEqualTo(new DatasetChange(List.of("e", "f"), List.of("c", "d"), List.of("b")));
    assertThat(change.describe())
        .isEqualTo(
            "2 images added (such as e), 2 images removed or no longer readable (such as c), 1 image with another content (b)");
  }

  @Test
  void between_theSame_isNoDifference() {
    DatasetChange change = DatasetChange.between(Map.of("a", "1"), Map.of("a", "1"));
    assertThat(change.describe()).isEqualTo("no image differs");
  }
}
