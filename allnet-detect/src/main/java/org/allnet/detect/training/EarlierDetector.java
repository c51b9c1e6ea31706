package org.allnet.detect.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.file.Sha256;
import org.allnet.detect.model.DetectorDescription;
import org.allnet.detect.model.DetectorFile;
import org.allnet.detect.model.KnownImages;
import org.allnet.inference.network.architecture.Network;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * A detector whose weights another training begins with. The new detector knows its images as well.
 *
 * @param file the detector's file
 * @param sha256 the SHA-256 of the file, in hex
 * @param description what the file says of it
 * @param seen the images that it knows
 */
public record EarlierDetector(
    Path file, String sha256, DetectorDescription description, KnownImages seen) {

  /** Layers whose size goes by the number of classes. */
  private static final List<String> OF_CLASSES = List.of(".cls_preds.", ".out.");

  /**
   * Reads what a detector's file says.
   *
   * @param file a detector's file
   * @throws org.allnet.data.InputException if the file can't be read
   * @throws OptionException if the file does not say which images the detector has seen: a detector
   *     that begins with it could not warn of them
   */
  public static EarlierDetector of(Path file) {
    DetectorDescription description = DetectorFile.describe(file);
    KnownImages seen = description.seen();
    if (seen == null) {
      throw new OptionException(
          OptionName.PRETRAINED.with(file),
          Sentence.of(
              "%s: does not say which images it has seen; give a detector that a newer ALLNet has trained",
              file));
    }
    return new EarlierDetector(file, Sha256.ofFile(file), description, seen);
  }

  /**
   * Refuses a network of another kind, before any field is read.
   *
   * @param recipe how the new detector is trained
   * @throws OptionException if its network is another one
   */
  public void require(DetectionRecipe recipe) {
    if (!description.network().equals(recipe.network())) {
      throw new OptionException(
          OptionName.PRETRAINED.with(file),
          Sentence.of(
              "%s: its network is %s, but recipe %s trains %s; give another recipe or detector",
              file, description.network(), recipe.name(), recipe.network()));
    }
  }

  /**
   * Returns whether classes are those of the earlier detector, in their order. If they are not, the
   * layers that tell classes begin anew.
   *
   * @param classes those of the new detector
   */
  public boolean hasClasses(List<String> classes) {
    return description.classes().equals(classes);
  }

  /**
   * Gives a fresh network the weights.
   *
   * @param network a network of the same kind
   * @param classes its classes
   */
  void begin(Network network, List<String> classes) {
    boolean all = hasClasses(classes);
    try (DetectorFile earlier = DetectorFile.read(file);
        PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Map<String, Tensor> weights = earlier.network().tensors();
      network
          .tensors()
          .forEach(
              (name, tensor) -> {
                if (all || OF_CLASSES.stream().noneMatch(name::contains)) {
                  tensor.copy_(Objects.requireNonNull(weights.get(name)));
                }
              });
    }
  }
}
