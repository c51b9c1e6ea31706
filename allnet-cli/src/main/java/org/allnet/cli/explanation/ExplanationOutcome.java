package org.allnet.cli.explanation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.allnet.cli.terminal.FailureLine;
import org.allnet.cli.terminal.Progress;
import org.allnet.data.AllNetException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.ImageFiles;
import org.allnet.data.image.NamedCell;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.explain.ExplainedImage;
import org.allnet.explain.Explainer;
import org.allnet.explain.Explanation;
import org.allnet.explain.feature.FeatureExplanation;
import org.allnet.explain.file.ExplanationFolder;
import org.allnet.report.content.ExplanationCard;
import org.allnet.report.content.MapTrust;

/** What comes of images that are explained one batch after the other. Not for several threads. */
final class ExplanationOutcome {

  private static final int TOGETHER = 8;

  private final Explainer explainer;
  private final ClassSet classes;
  private final MapTrust trust;
  private final Consumer<String> printed;
  private final List<ExplanationCard> cards = new ArrayList<>();
  private final List<NamedCell> batch = new ArrayList<>();
  private final List<String> lines;
  private final List<String> problems;
  private int skipped;
  private boolean signed;
  private int places;
  private int refused;
  private int answered;

  /**
   * Starts with no image explained.
   *
   * @param images all that were asked about
   * @param explainer explains them
   * @param classes the model's classes
   * @param trust whether its maps can be believed
   * @param printed takes a line for each image
   */
  ExplanationOutcome(
      ImageFiles images,
      Explainer explainer,
      ClassSet classes,
      MapTrust trust,
      Consumer<String> printed) {
    this.explainer = explainer;
    this.classes = classes;
    this.trust = trust;
    this.printed = printed;
    this.lines = new ArrayList<>(images.unreadLines());
    this.problems = images.problems();
    this.skipped = images.unread().size();
  }

  /**
   * Explains images and writes their files.
   *
   * @param cells the images
   * @param out the folder of the files
   * @param progress reaches the number of images that are done
   */
  void explain(Iterable<NamedCell> cells, Path out, Progress progress) {
    ExplanationFolder folder = new ExplanationFolder(out, Optional.ofNullable(trust.check()));
    List<NamedCell> together = new ArrayList<>();
    for (NamedCell cell : cells) {
      together.add(cell);
      if (together.size() == TOGETHER) {
        explain(together, folder);
        progress.reach(cards.size() + skipped);
        together.clear();
      }
    }
    if (!together.isEmpty()) {
      explain(together, folder);
      progress.reach(cards.size() + skipped);
    }
  }

  private void explain(List<NamedCell> together, ExplanationFolder folder) {
    List<ExplainedImage> explained;
    try {
      explained = explainer.explain(together);
    } catch (AllNetException e) {
      throw e; // of the model, or of whoever interrupts: no image's own
    } catch (RuntimeException | OutOfMemoryError e) {
      if (together.size() == 1) {
        skip(together.get(0).name() + ": explaining failed: " + FailureLine.of(e));
      } else {
        together.forEach(cell -> explain(List.of(cell), folder));
      }
      return;
    }
    explained.forEach(image -> take(image, folder));
  }

  private void take(ExplainedImage image, ExplanationFolder folder) {
    String name = image.classification().image();
    answered++;
    if (image.classification().isRefused()) {
      refused++;
    }
    Explanation why = image.explanation();
    FeatureExplanation features = image.features();
    if (why != null) {
      if (explainer.isTransductive()) {
        batch.add(new NamedCell(name, image.pixels()));
      }
      folder.write(image, why);
      cards.add(ExplanationCards.of(image, why, classes));
      signed = why.signed();
      places = why.result().facts().getOrDefault(Explanation.PLACES, 0.0).intValue();
      printed.accept(ExplanationLine.of(image, why, classes, trust));
    } else if (features != null) {
      folder.write(image, features, classes.names().get(features.classIndex()));
      cards.add(ExplanationCards.of(image, features, classes));
      printed.accept(ExplanationLine.of(image, features, classes));
    } else if (image.problem() != null) {
      skip(name + ": " + image.problem());
    } else {
      skip(name + ": " + DecisionWords.reason(image.classification().decision()));
    }
  }

  /** Counts an image that is not explained, with the line that says why. */
  void skip(String line) {
    lines.add(line);
    skipped++;
  }

  /** {@return what the page says of each image that is explained} */
  List<ExplanationCard> cards() {
    return cards;
  }

  /** {@return the images that correct each other; none if the model corrects nothing} */
  List<NamedCell> batch() {
    return batch;
  }

  /** {@return the lines about images that are not explained} */
  List<String> lines() {
    return lines;
  }

  /** {@return what was asked about and not explained, and why} */
  List<String> aside() {
    List<String> aside = new ArrayList<>(lines);
    aside.addAll(problems);
    return aside;
  }

  /** {@return how many images are not explained} */
  int skipped() {
    return skipped;
  }

  /** {@return whether maps have places that speak against the class} */
  boolean signed() {
    return signed;
  }

  /** {@return how many places the last map has along its side; 0 if maps are as fine as pixels} */
  int places() {
    return places;
  }

  /** {@return how many images the model refuses} */
  int refused() {
    return refused;
  }

  /** {@return how many images the model answered about} */
  int answered() {
    return answered;
  }

  /**
   * {@return how fine maps of places are, of which a reader may think that they are as fine as an
   * image; empty if they are}
   */
  String resolution() {
    return places <= 1
        ? ""
        : "The networks' last map has %d x %d places; what is between them is interpolated, and nothing finer can be told."
            .formatted(places, places);
  }
}
