package org.allnet.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.image.CellStore;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.layout.DatasetReader;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.image.pixels.DeviceCache;
import org.allnet.training.augmentation.Sample;
import org.allnet.training.augmentation.Transform;
import org.allnet.training.augmentation.online.RandomAugmentation;
import org.allnet.training.run.SyntheticSet;
import org.allnet.training.trainer.BatchSource.Batch;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class BatchSourceTest {

  private static final String COLOURS =
      "brightness range=0.1, contrast range=0.1, saturation range=0.1, stain deviation=0.05, cutout holes=2 from=0.1 to=0.2";

  private static TrainingOptions.ImageAugmentation options(String changes, double mixUp) {
    return new TrainingOptions.ImageAugmentation(RandomAugmentation.parse(changes), mixUp);
  }

  private static CellStore store(Path folder) throws IOException {
    Path root = SyntheticSet.write(folder, 2, 3, 60);
    Dataset dataset = DatasetReader.open(root, DatasetOptions.DEFAULTS);
    return CellStore.load(
        dataset, dataset.images(), new ImageDecoder(DecodeLimits.DEFAULTS), 1 << 24);
  }

  private static List<Sample> samples(Path folder) {
    Dataset dataset = DatasetReader.open(folder, DatasetOptions.DEFAULTS);
    return dataset.images().subList(0, 6).stream()
        .map(image -> Sample.original(image.name(), dataset.classes().indexOf(image.label())))
        .toList();
  }

  /** A sample of each operation. */
  private static List<Sample> planned(Path folder) {
    List<Sample> samples = new ArrayList<>();
    for (Sample original : samples(folder)) {
      String image = original.image();
      samples.add(
          switch (samples.size()) {
            case 0 -> original;
            case 1 -> Sample.flipped(image, 1, Transform.FLIP_VERTICAL);
            case 2 -> Sample.flipped(image, 1, Transform.FLIP_HORIZONTAL);
            case 3 -> Sample.blurred(image, 0, 1.2, 5);
            case 4 -> Sample.rotated(image, 0, 33);
            default -> new Sample(image, 1, Transform.BRIGHTNESS, 0, 1.3, 0, 0);
          });
    }
    return samples;
  }

  /** What shapes can't tell of (turns, mirrors, Otsu's choice) is left to the test on a GPU. */
  @ParameterizedTest
  @EnumSource(value = SegmentationMode.class, mode = Mode.EXCLUDE, names = "OTSU")
  void changed_onAMetaDevice_needsNoNumbers(SegmentationMode mode, @TempDir Path folder)
      throws IOException {
    CellStore store = store(folder);
    ComputeDevice device = ComputeDevice.meta();
    boolean stacked = mode != SegmentationMode.NONE;
    InputOptions input = new InputOptions(mode, 50, stacked);
    try (PointerScope scope = new PointerScope();
        DeviceCache transfer = new DeviceCache(device, 1 << 20)) {
      BatchSource source =
          new BatchSource(
              store.each(input::cropped), transfer, input, 45, 2, true, InferenceMode.THROUGHPUT);
      for (int epoch = 0; epoch < 2; epoch++) {
        Batch batch = source.changed(samples(folder), options(COLOURS, 0), epoch);
        assertThat(batch.input().images().sizes().vec().get())
            .containsExactly(6, stacked ? 6 : 3, 45, 45);
        assertThat(batch.input().images().is_meta()).isTrue();
        assertThat(batch.input().footprints()).hasSize(6);
        assertThat(batch.targets().sizes().vec().get()).containsExactly(6, 2);
        assertThat(Objects.requireNonNull(batch.boxes()).sizes().vec().get()).containsExactly(6, 4);
      }
      long bytes = 0;
      for (Sample sample : samples(folder)) {
        bytes += input.cropped(store.get(sample.image())).rgb().length;
      }
      assertThat(transfer.bytes()).isEqualTo(bytes);
    }
  }

  @Tag("gpu")
  @ParameterizedTest
  @EnumSource(SegmentationMode.class)
  void changed_onAGpu_isTheProcessorsBatch(SegmentationMode mode, @TempDir Path folder)
      throws IOException {
    ComputeDevice gpu = ComputeDevice.of(Device.AUTO);
    org.assertj.core.api.Assumptions.assumeThat(gpu.isCuda()).as("a GPU").isTrue();
    CellStore store = store(folder);
    InputOptions input = InputOptions.segmented(mode);
    TrainingOptions.ImageAugmentation options =
        options(COLOURS + ", flips, quarter-turns, rotate degrees=30, zoom from=0.9 to=1.1", 0.4);
    try (PointerScope scope = new PointerScope();
        DeviceCache there = DeviceCache.forTraining(gpu);
        DeviceCache here = DeviceCache.forTraining(ComputeDevice.of(Device.CPU))) {
      Batch one =
          new BatchSource(store, there, input, 60, 2, true, InferenceMode.THROUGHPUT)
              .changed(planned(folder), options, 3);
      Batch other =
          new BatchSource(store, here, input, 60, 2, true, InferenceMode.THROUGHPUT)
              .changed(planned(folder), options, 3);
      float[] actual = Tensors.toFloats(one.input().images());
      float[] expected = Tensors.toFloats(other.input().images());
      int far = 0;
      for (int i = 0; i < expected.length; i++) {
        far += Math.abs(actual[i] - expected[i]) > 1e-3 ? 1 : 0;
      }
      // A number that lies on a threshold may fall to the other side.
      assertThat(far).isLessThan(expected.length / 1000);
    }
  }
}
