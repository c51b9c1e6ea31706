package org.allnet.detect.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.allnet.detect.box.NonMaximumSuppression;
import org.allnet.detect.field.FieldParts;
import org.allnet.evaluation.detection.BoxMetric;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.testing.StoredFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Detector files of each version of their format. They are stored compressed, and their weights are
 * 0: a detector has two million.
 */
final class DetectorFormatTest {

  private static final PackedFile FIRST = new PackedFile("detector-1.safetensors.gz");
  private static final PackedFile SECOND = new PackedFile("detector-2.safetensors.gz");
  private static final PackedFile THIRD = new PackedFile("detector-3.safetensors.gz");
  private static final PackedFile FOURTH = new PackedFile("detector-4.safetensors.gz");
  private static final PackedFile FIFTH = new PackedFile("detector-5.safetensors.gz");
  private static final PackedFile STORED = new PackedFile("detector-6.safetensors.gz");

  private static final KnownImages SEEN =
      new KnownImages(Set.of("0123456789abcdef", "123456789abcdef0"), Set.of("fedcba9876543210"));

  /** What files before version 3 are taken to have learned. */
  private static final double BEFORE = 86 / 416.0;

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  /** What files up to version 4 say, which don't mark what is not synthetic. */
  private static final NetworkTraining.Provenance UNMARKED = provenance(null);

  /** Up to version 5, no box votes. */
  private static final NonMaximumSuppression NO_VOTES = new NonMaximumSuppression(0.65, 300);

  private static final DetectorDescription DESCRIPTION =
      description(provenance(true), 0.25, SEEN, new NonMaximumSuppression(0.65, 300, 0.75));

  private static NetworkTraining.Provenance provenance(@Nullable Boolean synthetic) {
    return new NetworkTraining.Provenance(
        "ab".repeat(32),
        FieldParts.Origin.OWN,
        "cd".repeat(32),
        synthetic,
        Map.of("epochs", "10", "optimiser", "sgd momentum=0.9 decay=5e-4"),
        Map.of("ALLNet", "1"));
  }

  private static DetectorDescription description(
      NetworkTraining.@Nullable Provenance provenance, double redCell, @Nullable KnownImages seen) {
    return description(provenance, redCell, seen, NO_VOTES);
  }

  private static DetectorDescription description(
      NetworkTraining.@Nullable Provenance provenance,
      double redCell,
      @Nullable KnownImages seen,
      NonMaximumSuppression suppression) {
    return DetectorDescription.of("light", "yolox-light", 64)
        .classes(List.of("WBC", "RBC"), List.of(0.25, 0.5))
        .suppression(suppression)
        .redCell(redCell)
        .seen(seen)
        .trained(
            NetworkTraining.of("fields", 8, 2)
                .seed(7)
                .epoch(3, 10)
                .metrics(Map.of(BoxMetric.AP, 0.5, BoxMetric.AP50, 0.75))
                .provenance(provenance)
                .created("2026-01-01T00:00:00Z"));
  }

  @TempDir private Path folder;

  private Path stored() throws IOException {
    return STORED.unpacked(
        folder,
        DESCRIPTION.options(),
        (network, file) -> new DetectorFile(network, DESCRIPTION).write(file, true));
  }

  @Test
  void detectorOfVersion1_isReadWithoutProvenance() throws IOException {
    assertThat(DetectorFile.describe(FIRST.unpacked(folder)))
        .isEqualTo(description(null, BEFORE, null));
  }

  @Test
  void detectorOfVersion2_hasRedCellOfBefore() throws IOException {
    assertThat(DetectorFile.describe(SECOND.unpacked(folder)))
        .isEqualTo(description(UNMARKED, BEFORE, null));
  }

  @Test
  void detectorOfVersion3_knowsNoImages() throws IOException {
    assertThat(DetectorFile.describe(THIRD.unpacked(folder)))
        .isEqualTo(description(UNMARKED, 0.25, null));
  }

  @Test
  void detectorOfVersion4_hasNoMark() throws IOException {
    DetectorDescription read = DetectorFile.describe(FOURTH.unpacked(folder));

    assertThat(read).isEqualTo(description(UNMARKED, 0.25, SEEN));
    assertThat(read.training().ofSyntheticFields()).isFalse();
  }

  @Test
  void markAmongRecipeValues_becomesAKey() throws IOException {
    ObjectNode before =
        (ObjectNode)
            new ObjectMapper()
                .readTree(
                    """
                    {"training": {"provenance": {"recipe": {"lr": "1", "synthetic": "true"}}}}
                    """);

    NetworkTraining.Provenance.upgrade(before);

    assertThat(before.at("/training/provenance").toString())
        .isEqualTo("{\"recipe\":{\"lr\":\"1\"},\"synthetic\":true}");
  }

  @Test
  void detectorOfVersion5_hasNoVotes() throws IOException {
    DetectorDescription read = DetectorFile.describe(FIFTH.unpacked(folder));

    assertThat(read).isEqualTo(description(provenance(true), 0.25, SEEN));
    assertThat(read.suppression().hasVotes()).isFalse();
  }

  @Test
  void detectorOfVersion6_isReadCompletely() throws IOException {
    try (DetectorFile read = DetectorFile.read(stored(), CPU)) {
      assertThat(read.description()).isEqualTo(DESCRIPTION);
      assertThat(read.description().training().ofSyntheticFields()).isTrue();
      assertThat(read.network().plan().options()).isEqualTo(DESCRIPTION.options());
    }
  }

  @Test
  void detector_isWrittenAsInTheStoredFile() throws IOException {
    Path stored = stored();
    Path written = folder.resolve("now.safetensors");
    try (DetectorFile read = DetectorFile.read(stored, CPU)) {
      read.write(written, true);
    }
    StoredFile.requireSame(stored, written);
  }
}
