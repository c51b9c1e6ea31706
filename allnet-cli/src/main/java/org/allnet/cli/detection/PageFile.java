package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.data.Counted;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.detect.model.DetectorDescription;

/** What pages about a detector share: the check of their place, and what the detector is called. */
final class PageFile {

  private PageFile() {}

  /**
   * Refuses a place where a page can't be written.
   *
   * @param file the page
   * @param inputs files that the command reads
   * @param overwrite whether a file may be replaced
   * @throws OptionException if its name has another ending than {@code .html}, or it is an input,
   *     there already or can't be written
   */
  static void check(Path file, List<Path> inputs, OverwriteMixin overwrite) {
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".html")) {
      OptionValue given = OptionName.PAGE.with(file);
      throw new OptionException(
          given,
          Sentence.of("%s: is written as a web page; give a name that ends in .html", given));
    }
    overwrite.checkFile(OptionName.PAGE, file, inputs);
  }

  /** {@return a detector in a line: its file, its recipe and what it was trained on} */
  static String words(Path model, DetectorDescription detector) {
    return "Detector: %s, recipe %s, trained on %s of %s"
        .formatted(
            model.getFileName(),
            detector.recipe(),
            Counted.of(detector.training().trainingFields(), "field").withCommas(),
            detector.training().dataset());
  }
}
