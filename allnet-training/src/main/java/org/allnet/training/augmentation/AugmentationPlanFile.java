package org.allnet.training.augmentation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.file.Csv;
import org.allnet.data.file.CsvTable;
import org.allnet.data.file.Decimal;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FileNames;

/**
 * The CSV file of an augmentation plan, columns {@code
 * image,label,operation,angle_degrees,brightness,blur_sigma,noise_seed}. The label is the class's
 * index. What is read back equals what was written, bit for bit. The last column is the version of
 * the format ({@link FileFormat#COLUMN}). Further columns, such as {@code file}, are ignored.
 */
public final class AugmentationPlanFile {

  private static final List<String> HEADER =
      List.of(
          "image", "label", "operation", "angle_degrees", "brightness", "blur_sigma", "noise_seed");

  private AugmentationPlanFile() {}

  /**
   * Writes a plan.
   *
   * @param file where to
   * @param plan the plan
   * @throws RunException if it can't be written
   */
  public static void write(Path file, AugmentationPlan plan) {
    Csv.write(
        file,
        FileFormat.AUGMENTATION_PLAN,
        HEADER,
        plan.samples().stream().map(AugmentationPlanFile::row).toList());
  }

  /**
   * Writes a plan that was carried out.
   *
   * @param file where to
   * @param plan the plan
   * @param images the file of each sample, for the column {@code file}
   * @throws RunException if it can't be written
   */
  static void write(Path file, AugmentationPlan plan, List<String> images) {
    List<String> header = new ArrayList<>(HEADER);
    header.add("file");
    List<List<String>> rows = new ArrayList<>(images.size());
    for (int i = 0; i < images.size(); i++) {
      List<String> row = new ArrayList<>(row(plan.samples().get(i)));
      row.add(images.get(i));
      rows.add(row);
    }
    Csv.write(file, FileFormat.AUGMENTATION_PLAN, header, rows);
  }

  private static List<String> row(Sample sample) {
    return List.of(
        sample.image(),
        Integer.toString(sample.label()),
        sample.operation().key(),
        Double.toString(sample.angleDegrees()),
        Double.toString(sample.brightness()),
        Double.toString(sample.blurSigma()),
        Long.toString(sample.noiseSeed()));
  }

  /**
   * Reads a plan.
   *
   * @param file a file that {@link #write} wrote
   * @return the plan
   * @throws InputException if the file is missing or of a newer format, or a column or value of it
   *     is no good
   */
  public static AugmentationPlan read(Path file) {
    CsvTable table = Csv.read(file, FileFormat.AUGMENTATION_PLAN);
    return switch (table.version()) {
      case 1 -> version1(file, table);
      default -> throw FileFormat.AUGMENTATION_PLAN.unread(table.version());
    };
  }

  private static AugmentationPlan version1(Path file, CsvTable table) {
    int[] columns = HEADER.stream().mapToInt(table::column).toArray();
    List<Sample> samples = new ArrayList<>(table.rows().size());
    for (int i = 0; i < table.rows().size(); i++) {
      List<String> row = table.rows().get(i);
      try {
        samples.add(
            new Sample(
                FileNames.canonical(row.get(columns[0])),
                Math.toIntExact(whole(row.get(columns[1]))),
                Transform.of(row.get(columns[2])),
                number(row.get(columns[3])),
                number(row.get(columns[4])),
                number(row.get(columns[5])),
                whole(row.get(columns[6]))));
      } catch (NumberFormatException | ArithmeticException | InputException e) {
        throw InputException.in(
            file, "record " + (i + 1) + ": " + e.getMessage() + "; write the plan anew", e);
      }
    }
    return new AugmentationPlan(samples);
  }

  private static long whole(String text) {
    return Decimal.whole(text)
        .orElseThrow(() -> new NumberFormatException("'" + text + "' is not a whole number"));
  }

  private static double number(String text) {
    return Decimal.parse(text)
        .orElseThrow(() -> new NumberFormatException("'" + text + "' is not a number"))
        .value();
  }
}
