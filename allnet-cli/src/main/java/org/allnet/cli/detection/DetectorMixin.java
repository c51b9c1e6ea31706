package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.detect.model.ShippedDetector;
import org.allnet.inference.model.Safetensors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a detector, if it is not the one that comes with ALLNet. */
public final class DetectorMixin {

  /** The option. */
  public static final String OPTION = "--detector";

  @Option(
      names = OPTION,
      paramLabel = "FILE",
      description =
          "A detector's file, as detect train makes it. Default: the detector that comes with"
              + " ALLNet.")
  private @Nullable Path given;

  /** For the command line to fill. */
  public DetectorMixin() {}

  /**
   * Returns the detector's file.
   *
   * @param inputs what is looked at by it
   * @throws OptionException if one of them is a model's file, by its name
   */
  public Path file(List<String> inputs) {
    for (String input : inputs) {
      if (input.toLowerCase(Locale.ROOT).endsWith(Safetensors.ENDING)) {
        throw new OptionException(
            OptionName.DETECTOR.with(Path.of(input)),
            Sentence.of(
                "%s: is a model's file, no field; if it is a detector, give it by %s",
                input, OptionName.DETECTOR));
      }
    }
    return given == null ? ShippedDetector.file() : given;
  }
}
