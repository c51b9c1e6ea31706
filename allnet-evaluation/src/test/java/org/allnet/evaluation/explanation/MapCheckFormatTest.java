package org.allnet.evaluation.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.allnet.data.file.FilePlace;
import org.allnet.testing.StoredFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks of explanations ({@code check.json}) of each version of their format. */
class MapCheckFormatTest {

  private static final String STORED = "check-1.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Has a value in each place that may lack one, and lacks another. */
  private static final MapCheck CHECK =
      new MapCheck(
          ExplanationMethod.HIRES_CAM,
          16,
          11,
          List.of(
              new MapCheck.Randomised(
                  "dense3", new Estimate(0.5, 0.25, 0.75), new Estimate(0.625, 0.5, 0.875)),
              new MapCheck.Randomised("conv1", null, new Estimate(0.125, null, null))),
          List.of(
              new MapCheck.Comparison(
                  PerturbationKind.DELETION,
                  new ComparedMap.Other("edges", "the edges"),
                  new Estimate(-0.25, -0.5, 0.25),
                  false),
              new MapCheck.Comparison(
                  PerturbationKind.INSERTION,
                  new ComparedMap.Other("even", "an even map"),
                  new Estimate(0.5, 0.25, 0.75),
                  true)),
          new MapCheck.Heat(
              new Estimate(0.75, 0.5, 0.875),
              0.25,
              new Estimate(0.5, 0.25, 0.625),
              new Estimate(0.5, 0.375, 0.625),
              0.125),
          List.of("it is not better than the edges"),
          "too few images");

  @TempDir private Path folder;

  private static Path write(MapCheck check, Path file) throws IOException {
    return Files.writeString(
        file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(MapCheckJson.of(check)));
  }

  private static MapCheck stored() throws IOException {
    Path file = StoredFile.of(STORED);
    return MapCheckJson.read(Files.readString(file), FilePlace.of(file));
  }

  @BeforeAll
  static void store(@TempDir Path folder) throws IOException {
    StoredFile.storeIfMissing(STORED, write(CHECK, folder.resolve(STORED)));
  }

  @Test
  void checkOfVersion1_isReadCompletely() throws IOException {
    assertThat(stored()).isEqualTo(CHECK);
  }

  @Test
  void check_isWrittenAsInTheStoredFile() throws IOException {
    StoredFile.requireSame(STORED, write(stored(), folder.resolve("now.json")));
  }
}
