package org.allnet.report.assembly;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.data.image.CellPixels;
import org.allnet.evaluation.decision.RiskCoverage;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.ScoredImages;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.report.content.CellPicture;

/**
 * Chooses and draws the cells that a report shows: the most confident predictions, wrong and right.
 */
public final class ExampleCells {

  /** Longest side of a picture on the page. */
  public static final int SIDE_PIXELS = 144;

  private ExampleCells() {}

  /**
   * Chooses the most confident wrong predictions, then the most confident right ones, the classes
   * taking turns.
   *
   * @param predictions what was predicted
   * @param options how its probabilities became classes, as in the tables beside the pictures
   * @param most how many wrong and how many right ones at most
   * @return the predictions
   */
  public static List<Prediction> choose(
      Predictions predictions, EvaluationOptions options, int most) {
    ClassSet classes = predictions.classes();
    List<Prediction> sorted =
        predictions.labelled().stream()
            .sorted(
                Comparator.comparingDouble(
                        (Prediction row) -> RiskCoverage.confidence(classes, row, options))
                    .reversed()
                    .thenComparing(Prediction::image))
            .toList();
    List<Prediction> wrong =
        sorted.stream()
            .filter(row -> ScoredImages.predicted(classes, row, options) != row.label())
            .limit(most)
            .toList();
    List<Prediction> right = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      int own = label;
      sorted.stream()
          .filter(row -> row.label() == own && ScoredImages.predicted(classes, row, options) == own)
          .limit(Math.max(1, most / classes.size()))
          .forEach(right::add);
    }
    List<Prediction> chosen = new ArrayList<>(wrong);
    chosen.addAll(right);
    return chosen;
  }

  /**
   * Draws the cells of predictions.
   *
   * @param classes their classes
   * @param rows the predictions
   * @param options how their probabilities became classes
   * @param pixels the pixels of an image by its name; empty if it can't be shown
   * @return the pictures of those that can be shown
   */
  public static List<CellPicture> pictures(
      ClassSet classes,
      List<Prediction> rows,
      EvaluationOptions options,
      Function<String, Optional<CellPixels>> pixels) {
    List<CellPicture> pictures = new ArrayList<>();
    for (Prediction row : rows) {
      pixels
          .apply(row.image())
          .ifPresent(cell -> pictures.add(picture(classes, row, options, cell)));
    }
    return pictures;
  }

  private static CellPicture picture(
      ClassSet classes, Prediction row, EvaluationOptions options, CellPixels cell) {
    int predicted = ScoredImages.predicted(classes, row, options);
    String subject = row.subject();
    return new CellPicture(
        row.image(),
        png(cell),
        row.label() < 0 ? null : classes.names().get(row.label()),
        classes.names().get(predicted),
        row.probabilities().get(classes.size() == 2 ? classes.positive() : predicted),
        row.refusal(),
        subject == null ? null : PresumedSubject.is(subject) ? subject : "subject " + subject);
  }

  /**
   * The cell's window as a small PNG.
   *
   * @param cell a decoded image
   * @return the file's bytes; an all-black image gives a single black pixel
   * @throws UncheckedIOException if it can't be encoded
   */
  public static byte[] png(CellPixels cell) {
    BufferedImage window = window(cell);
    double scale =
        Math.min(1, (double) SIDE_PIXELS / Math.max(window.getWidth(), window.getHeight()));
    int width = Math.max(1, (int) Math.round(window.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(window.getHeight() * scale));
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(window, 0, 0, width, height, null);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(small, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static BufferedImage window(CellPixels cell) {
    int width = Math.max(1, cell.width());
    int height = Math.max(1, cell.height());
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    byte[] rgb = cell.rgb();
    for (int i = 0; i < rgb.length; i += 3) {
      bgr[i] = rgb[i + 2];
      bgr[i + 1] = rgb[i + 1];
      bgr[i + 2] = rgb[i];
    }
    return image;
  }
}
