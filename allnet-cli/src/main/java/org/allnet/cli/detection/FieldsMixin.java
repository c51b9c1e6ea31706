package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.Suggestions;
import org.allnet.data.field.FieldLayout;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.format.FieldReadingOptions;
import org.allnet.data.field.format.FieldSetReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that reads fields with labels. */
final class FieldsMixin {

  static final String LAYOUT = "--layout";
  static final String ONE_BASED = "--one-based";

  @Option(
      names = LAYOUT,
      paramLabel = "NAME",
      description =
          "How labels are written: voc, coco, yolo, all-idb, labelme, cvat, geojson, label-images or cell-masks."
              + " Default: found out.")
  private @Nullable String layout;

  @Option(
      names = ONE_BASED,
      description =
          "Corners in VOC files count pixels from 1 and are inclusive. Default: they are edges from"
              + " 0, as LabelImg writes them.")
  private boolean oneBased;

  /**
   * Reads a set.
   *
   * @param data a folder or a file of labels
   * @throws OptionException if there is no such layout
   */
  FieldSet read(Path data) {
    return FieldSetReader.read(data, new FieldReadingOptions(layout(), oneBased));
  }

  /**
   * Says what was odd about a set.
   *
   * @param set what {@link #read} gave
   * @param status takes a line each
   */
  void tell(FieldSet set, Consumer<String> status) {
    set.notes().forEach(note -> status.accept("note: " + note.in(CommandLineWording.TYPED)));
  }

  private @Nullable FieldLayout layout() {
    String name = layout;
    if (name == null) {
      return null;
    }
    List<String> known = FieldLayout.keys();
    return FieldLayout.named(name)
        .orElseThrow(
            () ->
                new OptionException(
                    OptionName.LAYOUT.with(name),
                    Sentence.of(
                        "%s: is no layout; %s",
                        OptionName.LAYOUT.with(name), Suggestions.nearest(name, known))));
  }
}
