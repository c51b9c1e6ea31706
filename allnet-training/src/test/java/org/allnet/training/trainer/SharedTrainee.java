package org.allnet.training.trainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.image.CellStore;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.layout.DatasetReader;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.group.Meeting;
import org.allnet.inference.engine.group.ProcessGroup;
import org.allnet.inference.image.pixels.PixelTransfer;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.training.augmentation.Sample;
import org.allnet.training.recipe.Recipe;
import org.allnet.training.recipe.Recipes;

/** A process of a group that trains together: a program of its own, for tests to start. */
final class SharedTrainee {

  static final Duration PATIENCE = Duration.ofMinutes(4);

  /**
   * What is trained, one after the other. The last batch of an epoch is uneven or a single pair.
   */
  enum Case {
    /** 22 images by 8: batches of 4 + 4, and one of 3 + 3. */
    PLAIN(1, 22, Map.of()),
    /** 25 by 8: a last batch of one image is left out, as with one process. */
    MIXED(2, 25, Map.of("mixup", "0.4", "class-weights", "inverse", "batch-norm", "running")),
    /** 27 by 8: 4 + 4, and 1 + 2. */
    CHANGED(
        3,
        27,
        Map.of(
            "augmentation",
            "flips, rotate degrees=180, brightness range=0.1",
            "average",
            "0.9",
            "loss",
            "cross-entropy smoothing=0.1"));

    final long seed;
    final int images;
    final Map<String, String> values;

    Case(long seed, int images, Map<String, String> values) {
      this.seed = seed;
      this.images = images;
      this.values = values;
    }

    Recipe recipe() {
      return Recipes.find("allnet")
          .with(
              Map.of(
                  "input-size",
                  "45",
                  "width",
                  "0.0625",
                  "per-class",
                  "0",
                  "epochs",
                  "2",
                  "batch",
                  "8",
                  "lr",
                  "1e-2",
                  "optimiser",
                  "sgd momentum=0.9 decay=0"))
          .with(values);
    }

    Path state(Path folder) {
      return folder.resolve(name() + ".safetensors");
    }
  }

  private SharedTrainee() {}

  /** Waits for the other process, trains all cases and says that it is done. */
  public static void main(String[] words) throws Exception {
    Path folder = Path.of(words[0]);
    int rank = Integer.parseInt(words[1]);
    int size = Integer.parseInt(words[2]);
    try (ProcessGroup group = meet(folder.resolve("port"), rank, size)) {
      for (Case each : Case.values()) {
        train(folder, each, group, TrainingListener.NONE);
      }
    }
    System.out.println("done");
  }

  /** The first process writes the port down for the others. */
  static ProcessGroup meet(Path file, int rank, int size) throws Exception {
    if (rank == 0) {
      Meeting meeting = Meeting.open("127.0.0.1", PATIENCE);
      Path fresh = Files.writeString(file.resolveSibling("fresh"), "" + meeting.port());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      return meeting.join("127.0.0.1", rank, size);
    }
    while (!Files.exists(file)) {
      Thread.sleep(20);
    }
    int port = Integer.parseInt(Files.readString(file));
    return Meeting.at("127.0.0.1", port, PATIENCE).join("127.0.0.1", rank, size);
  }

  /** Trains on the images of a folder below this one; the state is what it ends with. */
  static List<EpochRecord> train(
      Path folder, Case what, ProcessGroup group, TrainingListener listener) throws IOException {
    Dataset dataset = DatasetReader.open(folder.resolve("data"), DatasetOptions.DEFAULTS);
    CellStore store =
        CellStore.load(dataset, dataset.images(), new ImageDecoder(DecodeLimits.DEFAULTS), 1 << 24);
    List<Sample> samples = new ArrayList<>();
    for (CellImage image : dataset.images()) {
      samples.add(Sample.original(image.name(), dataset.classes().indexOf(image.label())));
    }
    Recipe recipe = what.recipe();
    BatchSource source =
        new BatchSource(
            store,
            PixelTransfer.eachTime(ComputeDevice.of(Device.CPU)),
            recipe.input(),
            45,
            2,
            false,
            InferenceMode.THROUGHPUT);
    NetworkPlan plan = new NetworkPlan(recipe.networks(2).get(0));
    List<Sample> shuffled = Stream.concat(samples.stream().skip(3), samples.stream()).toList();
    return new Trainer(
            source, plan, recipe.training(), what.seed, dataset.classes(), listener, group)
        .train(
            new TrainingFold(
                1, 1, 1, shuffled.subList(0, what.images), samples, null, "run " + what),
            what.state(folder),
            (network, epoch) -> {});
  }
}
