package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.List;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.file.WritablePlace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of large pictures, which are looked at tile by tile. */
final class LargeFieldMixin {

  static final String RESUME = "--resume";
  static final String SKIP_THICK = "--skip-thick";

  @Mixin
  private RedCellMixin redCell =
      new RedCellMixin(
          "The diameter of a red cell in pixels of the field. Default: what the file's metadata says,"
              + " or else found out.");

  @Option(
      names = RESUME,
      paramLabel = "FILE",
      description =
          "Keep the finished tiles of large pictures in FILE, and go on from those that are there.")
  private @Nullable Path resume;

  @Option(
      names = SKIP_THICK,
      description =
          "Pass over tiles of large pictures that show next to no ground, since red cells lie on each"
              + " other.")
  private boolean skipThick;

  /** {@return whether thick tiles are passed over} */
  boolean skipThick() {
    return skipThick;
  }

  /** {@return the diameter of a red cell that was given; null if none was} */
  @Nullable Double redCell() {
    return redCell.redCell();
  }

  /** {@return the file of finished tiles; null if there is none} */
  @Nullable Path resume() {
    return resume;
  }

  /**
   * Checks the options before anything is computed.
   *
   * @param inputs files that the command reads
   * @throws OptionException if a value is out of range, or the file is an input or can't be written
   */
  void check(List<Path> inputs) {
    FieldScales.check(redCell.redCell());
    Path file = resume;
    if (file == null) {
      return;
    }
    for (Path input : inputs) {
      if (input.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())) {
        throw new OptionException(
            OptionName.RESUME.with(file),
            Sentence.of("%s: is an input too; name another file", OptionName.RESUME.with(file)));
      }
    }
    WritablePlace.requireFile(OptionName.RESUME, file);
  }
}
