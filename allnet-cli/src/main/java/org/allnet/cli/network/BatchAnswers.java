package org.allnet.cli.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.cli.terminal.FailureLine;
import org.allnet.data.image.ImageFiles;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.evaluation.prediction.Unanswered;
import org.allnet.inference.BatchListener;
import org.allnet.inference.Classification;
import org.allnet.inference.FailedImage;

/** What a model says of the images of a batch, and what comes of those that it can't answer. */
final class BatchAnswers implements BatchListener {

  private final ImageFiles images;
  private final Consumer<Classification> each;
  private final LongConsumer progress;
  private final List<Classification> classified = new ArrayList<>();
  private final List<Classification> unseen = new ArrayList<>();
  private final List<Unanswered> asked = new ArrayList<>();
  private final List<Unanswered> unreadable = new ArrayList<>();
  private final List<String> unreadableLines = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * Creates answers about no image.
   *
   * @param images the images
   * @param each takes each answer as it comes
   * @param progress is told how many images have been looked at
   */
  BatchAnswers(ImageFiles images, Consumer<Classification> each, LongConsumer progress) {
    this.images = images;
    this.each = each;
    this.progress = progress;
  }

  @Override
  public void classified(Classification cell) {
    if (cell.nothingToSee().isPresent()) {
      unseen.add(cell);
    } else {
      classified.add(cell);
      each.accept(cell);
    }
    progress.accept((long) classified.size() + unseen.size());
  }

  @Override
  public void failed(FailedImage image) {
    if (image instanceof FailedImage.Unreadable one) {
      unreadableLines.add(one.message().in(CommandLineWording.TYPED));
      unreadable.add(new Unanswered(one.image(), one.reason()));
    } else if (image instanceof FailedImage.EngineFailed one) {
      String reason = "classifying failed: " + FailureLine.of(one.failure());
      asked.add(new Unanswered(one.image(), reason));
    }
  }

  @Override
  public void note(String note) {
    notes.add(note);
  }

  /** {@return the answers} */
  List<Classification> classified() {
    return classified;
  }

  /** {@return the images of which the model sees nothing} */
  List<Classification> unseen() {
    return unseen;
  }

  /** {@return the images that could not be asked about or read} */
  List<Unanswered> failed() {
    List<Unanswered> failed = new ArrayList<>(asked);
    failed.addAll(unreadable);
    images.unread().forEach(one -> failed.add(new Unanswered(one.image().name(), one.reason())));
    return failed;
  }

  /** {@return what had to be chosen while images were read, a line each} */
  List<String> notes() {
    return notes;
  }

  /** {@return the images without an answer, a line each} */
  List<String> skipped() {
    List<String> skipped = new ArrayList<>(images.unreadLines());
    asked.forEach(one -> skipped.add(one.image() + ": " + one.reason()));
    skipped.addAll(unreadableLines);
    unseen.forEach(one -> skipped.add(one.image() + ": " + DecisionWords.reason(one.decision())));
    return skipped;
  }

  /** {@return how many images the model refuses, or sees nothing of} */
  long refused() {
    return unseen.size() + classified.stream().filter(Classification::isRefused).count();
  }

  /** {@return all images but those that the model answers} */
  List<ImageFiles.Named> unaccepted() {
    Set<String> accepted =
        classified.stream()
            .filter(one -> !one.isRefused())
            .map(Classification::image)
            .collect(Collectors.toSet());
    return images.images().stream().filter(one -> !accepted.contains(one.name())).toList();
  }
}
