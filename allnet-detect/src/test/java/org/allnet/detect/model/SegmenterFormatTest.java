package org.allnet.detect.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.detect.field.FieldParts;
import org.allnet.evaluation.detection.MaskMetric;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.Safetensors;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.testing.StoredFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segmenter files of each version of their format, stored compressed with weights of 0. */
final class SegmenterFormatTest {

  private static final PackedFile FIRST = new PackedFile("segmenter-1.safetensors.gz");
  private static final PackedFile STORED = new PackedFile("segmenter-2.safetensors.gz");
  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  private static final SegmenterDescription DESCRIPTION = description(true);

  private static SegmenterDescription description(@Nullable Boolean synthetic) {
    return new SegmenterDescription(
        "unet-small",
        96,
        1.4,
        NetworkTraining.of("cells", 8, 2)
            .seed(7)
            .epoch(10, 10)
            .metrics(Map.of(MaskMetric.CELL, 0.75))
            .provenance(
                new NetworkTraining.Provenance(
                    "ab".repeat(32),
                    FieldParts.Origin.OWN,
                    "cd".repeat(32),
                    synthetic,
                    Map.of("epochs", "10"),
                    Map.of()))
            .created("2026-01-01T00:00:00Z"),
        Set.of("0123456789abcdef"));
  }

  @TempDir private Path folder;

  private Path stored() throws IOException {
    return STORED.unpacked(
        folder,
        DESCRIPTION.options(),
        (network, file) -> new SegmenterFile(network, DESCRIPTION).write(file));
  }

  @Test
  void segmenterOfVersion1_hasNoMark() throws IOException {
    assertThat(SegmenterFile.describe(FIRST.unpacked(folder))).isEqualTo(description(null));
  }

  @Test
  void segmenterOfVersion2_isReadCompletely() throws IOException {
    try (SegmenterFile read = SegmenterFile.read(stored(), CPU)) {
      assertThat(read.description()).isEqualTo(DESCRIPTION);
      assertThat(read.network().plan().options()).isEqualTo(DESCRIPTION.options());
    }
  }

  @Test
  void segmenter_isWrittenAsInTheStoredFile() throws IOException {
    Path stored = stored();
    Path written = folder.resolve("now.safetensors");
    try (SegmenterFile read = SegmenterFile.read(stored, CPU)) {
      read.write(written);
    }
    StoredFile.requireSame(stored, written);
  }

  @Test
  void otherFile_isNoSegmenter() {
    Path file = folder.resolve("x.safetensors");
    Safetensors.write(file, Map.of(), Map.of(), false);

    assertThat(SegmenterFile.isOne(file)).isFalse();
    assertThatThrownBy(() -> SegmenterFile.read(file, CPU))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is no segmenter of ALLNet");
  }

  @Test
  void tensorsOfAnother_areRefused() {
    Path file = folder.resolve("x.safetensors");
    try (Network network =
        Network.fresh(new NetworkPlan(DESCRIPTION.options().with(96, 0.5, 0)), 1, CPU)) {
      new SegmenterFile(network, DESCRIPTION).write(file);
    }

    assertThatThrownBy(() -> SegmenterFile.read(file, CPU))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is not that of a segmenter unet-small");
  }
}
