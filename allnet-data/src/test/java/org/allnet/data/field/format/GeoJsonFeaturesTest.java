package org.allnet.data.field.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of features, to their end. */
class GeoJsonFeaturesTest {

  private static final String ONE =
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":"
          + "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[9,0],[9,9],[0,0]]]},\"properties\":{}}]}";

  @TempDir private Path folder;

  @Test
  void blanksBehindTheEnd_areNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("a.geojson"), ONE + "\n\n ");
    List<String> labels = new ArrayList<>();

    GeoJsonFeatures.read(file, feature -> labels.add(feature.label()));

    assertThat(labels).containsExactly("cell");
  }

  /** As of two files that were put together: what comes second would be lost. */
  @ParameterizedTest
  @ValueSource(strings = {ONE, "\n" + ONE, "[]", "1"})
  void moreBehindTheEnd_isRefused(String more) throws IOException {
    Path file = Files.writeString(folder.resolve("a.geojson"), ONE + more);

    assertThatThrownBy(() -> GeoJsonFeatures.read(file, feature -> {}))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining("has more behind the end of its features");
  }
}
