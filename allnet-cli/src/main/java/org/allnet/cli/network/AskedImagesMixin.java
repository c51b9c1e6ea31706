package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.allnet.data.image.ImageFiles;
import picocli.CommandLine.Parameters;

/** The model that a command asks, and the images that it is asked about. */
public final class AskedImagesMixin {

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

  /** {@return what messages call the images} */
  public String name() {
    return String.join(" ", paths);
  }
}
