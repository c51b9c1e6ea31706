package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.allnet.cli.terminal.DeviceMixin;
import org.allnet.cli.terminal.SeedMixin;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.data.Counted;
import org.allnet.data.WorkProgress;
import org.allnet.data.field.FieldSet;
import org.allnet.detect.field.FieldParts;
import org.allnet.detect.field.SplitFields;
import org.allnet.detect.field.TrainedFields;
import org.allnet.detect.training.DetectionTraining;
import org.allnet.inference.compute.Device;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that train on fields, and what all of these begin with. */
final class FieldTrainingMixin {

  @Option(
      names = "--resume",
      description = "Go on with the training in the folder, with the same options.")
  private boolean resume;

  @Mixin private FieldSplitMixin split = new FieldSplitMixin();

  @Mixin private FieldsMixin fields = new FieldsMixin();

  @Mixin private SeedMixin seed = new SeedMixin();

  @Mixin private DeviceMixin device = new DeviceMixin();

  /**
   * Checks the options and the folder before anything is read.
   *
   * @param folder what the training writes into
   * @param state the name of the file in it from which a training goes on
   * @param refuse is told of options that do nothing: why and which
   * @return the folder
   * @throws org.allnet.data.OptionException if the folder can't be written to, is taken, or has no
   *     training to go on with, or if there is no such device
   */
  TrainingFolder check(Path folder, String state, BiConsumer<String, String> refuse) {
    split.checkIdle(refuse);
    TrainingFolder place = new TrainingFolder(folder, state);
    place.check(resume);
    DetectionTraining.requireDevice(device.device());
    return place;
  }

  /**
   * Reads the fields with their labels.
   *
   * @param data the set
   * @param status is told what a reader must know of it
   */
  FieldSet read(Path data, Consumer<String> status) {
    FieldSet set = fields.read(data);
    fields.tell(set, status);
    return set;
  }

  /**
   * Divides the fields as the options say, and looks whether the training may go on with them.
   *
   * @param place the folder that {@link #check} gave
   * @param set the fields
   * @param progress shows how far the drawing has come
   * @param status is told what was drawn and left out
   * @throws org.allnet.data.InputException if the training goes on, and fields or labels have
   *     changed since it began
   */
  FieldTraining training(
      TrainingFolder place,
      FieldSet set,
      Supplier<StepProgress> progress,
      Consumer<String> status) {
    FieldParts divided;
    try (StepProgress steps = progress.get()) {
      divided = divide(set, steps);
    }
    tell(divided, status);
    TrainedFields content = TrainedFields.of(divided);
    if (resume) {
      content.requireBegun(place.folder(), set.root());
    }
    return new FieldTraining(place, divided, content, resume);
  }

  /** {@return whether a file says what is trained on, which is read at once} */
  boolean hasSplit() {
    return split.file().isPresent();
  }

  private FieldParts divide(FieldSet set, WorkProgress progress) {
    return split
        .file()
        .map(file -> FieldParts.of(SplitFields.of(set, file), split.fold().orElse(1)))
        .orElseGet(() -> FieldParts.of(set, seed.seed(), progress));
  }

  /** Says what was drawn, and what was left out. */
  private static void tell(FieldParts parts, Consumer<String> status) {
    parts.notes().forEach(note -> status.accept("note: " + note));
    String drawn =
        "note: the set has no parts train and val; %d of %s are drawn for validation, "
            .formatted(
                parts.validation().size(),
                Counted.of(parts.training().size() + parts.validation().size(), "field"));
    switch (parts.origin()) {
      case DRAWN_BY_SOURCE -> status.accept(drawn + "with fields of a slide or person on one side");
      case DRAWN_BY_FIELD ->
          status.accept(
              drawn
                  + "with copies on one side; names tell no slide or person, which may be on both");
      case OWN, SPLIT -> {
        // The user has chosen them.
      }
    }
    if (!parts.leftOut().isEmpty()) {
      status.accept(
          "note: left out, because they can't be decoded or show nothing: "
              + String.join(", ", new TreeSet<>(parts.leftOut())));
    }
  }

  /** {@return what everything random is drawn from} */
  long seed() {
    return seed.seed();
  }

  /** {@return where to train} */
  Device device() {
    return device.device();
  }
}
