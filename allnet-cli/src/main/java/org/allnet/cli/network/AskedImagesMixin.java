package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.allnet.cli.terminal.DeviceMixin;
import org.allnet.cli.terminal.ThreadsMixin;
import org.allnet.data.WorkProgress;
import org.allnet.data.image.ImageFiles;
import org.allnet.inference.Classifier;
import org.allnet.inference.compute.InferenceMode;
import picocli.CommandLine.Parameters;

/** The model that a command asks, and the images that it is asked about. */
public final class AskedImagesMixin {

  /** So many images take longer to prepare for than is saved. */
  private static final int FEW = 8;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A model file (.safetensors), or the folder of a finished run.")
  private Path model = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PATH",
      description = "Image files, folders of images, or globs.")
  private List<String> paths = List.of();

  /**
   * Finds the model.
   *
   * @param status is told which one is taken, if the user named a folder
   * @return the model file
   * @throws org.allnet.data.InputException as for {@link ModelMixin#of}
   */
  public Path model(Consumer<String> status) {
    ModelMixin chosen = ModelMixin.of(model);
    if (chosen.told() != null) {
      status.accept(chosen.told());
    }
    return chosen.file();
  }

  /**
   * Finds the images.
   *
   * @return the images
   * @throws org.allnet.data.InputException if there are none
   */
  public ImageFiles images() {
    return ImageFiles.find(paths);
  }

  /**
   * Begins to open the model for so many images.
   *
   * @param file the model file
   * @param images how many images there are
   * @param device where to compute
   * @param threads by how many threads
   * @return what opens it
   */
  public Classifier.Builder builder(
      Path file, int images, DeviceMixin device, ThreadsMixin threads) {
    Classifier.Builder builder =
        Classifier.builder(file)
            .device(device.device())
            .mode(images <= FEW ? InferenceMode.FIRST_RESULT : InferenceMode.THROUGHPUT);
    threads.threads().ifPresent(builder::threads);
    return builder;
  }

  /**
   * Looks at a sample first: if a set does not fit the model, it is asked about no image of it.
   *
   * @param classifier the model
   * @param images the images
   * @param looking is told how far it has come
   * @throws org.allnet.data.InputException if the model sees nothing of most images
   */
  public void requireVisible(Classifier classifier, ImageFiles images, WorkProgress looking) {
    classifier.requireVisible(
        images.images(),
        String.join(" ", paths),
        (done, sampled) -> looking.reached(WorkProgress.Step.SEGMENTING, done, sampled));
  }
}
