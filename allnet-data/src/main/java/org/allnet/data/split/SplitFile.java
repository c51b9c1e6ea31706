package org.allnet.data.split;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.data.Invocation;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.SubjectNames;
import org.allnet.data.file.ColumnNames;
import org.allnet.data.file.Csv;
import org.allnet.data.file.CsvTable;
import org.allnet.data.file.Decimal;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FileNames;
import org.allnet.data.split.Split.Place;

/**
 * Splits as CSV files: a row an image with {@code image,label,subject,group,fold}, the fold being
 * {@code holdout} or a number from 1, {@code protocol,folds,seed}, the same in every row, and
 * {@code subject_group}. The subject group is the same for all names of one person and for persons
 * who share a copy of an image; without that column names alone tell. The last column is the
 * version of the format ({@link FileFormat#COLUMN}), which other programs leave out.
 */
public final class SplitFile {

  private static final String HOLD_OUT = "holdout";
  private static final List<String> HEADER =
      List.of(
          "image",
          "label",
          "subject",
          "group",
          "fold",
          "protocol",
          "folds",
          "seed",
          ColumnNames.SUBJECT_GROUP);

  /** What programs add to the name of a column that is there a second time. */
  private static final Pattern AGAIN =
      Pattern.compile("(?i)[._][\\dxy]$|(?<=.)\\.{3}\\d+$|\\s*\\(\\d\\)$|(?<=^fold)\\d$");

  private SplitFile() {}

  /**
   * Writes a split.
   *
   * @param file where to
   * @param split the split
   */
  public static void write(Path file, Split split) {
    String protocol = split.protocol().key();
    String folds = Integer.toString(split.folds());
    String seed = Long.toString(split.seed());
    List<List<String>> rows = new ArrayList<>();
    for (Place place : split.places()) {
      rows.add(
          List.of(
              place.image(),
              place.label(),
              place.subject() == null ? "" : place.subject(),
              place.group(),
              place.fold() == Split.HOLD_OUT ? HOLD_OUT : Integer.toString(place.fold()),
              protocol,
              folds,
              seed,
              place.person() == null ? "" : place.person()));
    }
    Csv.write(file, FileFormat.SPLIT, HEADER, rows);
  }

  /**
   * Reads a split. Check it against its data set with {@link SplitCheck} before use.
   *
   * @param file a file as {@link #write} makes it
   * @return the split
   * @throws InputException if it is none, or of a newer format
   */
  public static Split read(Path file) {
    CsvTable table = Csv.read(file, FileFormat.SPLIT);
    return switch (table.version()) {
      case 1 -> version1(file, table);
      default -> throw FileFormat.SPLIT.unread(table.version());
    };
  }

  private static Split version1(Path file, CsvTable table) {
    if (table.rows().isEmpty()) {
      throw InputException.in(
          file, Sentence.of("has no row; make it with %s", Invocation.of("dataset split")));
    }
    int image = column(table, "image");
    int label = column(table, "label");
    int subject = column(table, "subject");
    OptionalInt subjectGroup = ColumnNames.find(file, table.header(), ColumnNames.SUBJECT_GROUP);
    int group = column(table, "group");
    int fold = column(table, "fold");
    int protocolColumn = column(table, "protocol");
    int foldsColumn = column(table, "folds");
    int seedColumn = column(table, "seed");
    List<String> first = table.rows().get(0).stream().map(FileNames::text).toList();
    Protocol protocol = protocol(table, first.get(protocolColumn));
    int folds = (int) number(table, 0, "folds", first.get(foldsColumn), 2, 50);
    long seed = number(table, 0, "seed", first.get(seedColumn), Long.MIN_VALUE, Long.MAX_VALUE);
    List<Place> places = new ArrayList<>();
    for (int index = 0; index < table.rows().size(); index++) {
      List<String> row = table.rows().get(index).stream().map(FileNames::text).toList();
      if (!row.get(protocolColumn).equals(first.get(protocolColumn))
          || !row.get(foldsColumn).equals(first.get(foldsColumn))
          || !row.get(seedColumn).equals(first.get(seedColumn))) {
        throw table.wrong(index, "protocol, folds and seed differ from the first row's");
      }
      int side = side(table, index, row.get(fold), folds);
      String name = row.get(subject);
      String person = subjectGroup.isPresent() ? row.get(subjectGroup.getAsInt()) : "";
      places.add(
          new Place(
              FileNames.canonical(row.get(image)),
              row.get(label),
              name.isEmpty() ? null : name,
              person.isEmpty() ? SubjectNames.person(name.isEmpty() ? null : name) : person,
              row.get(group),
              side));
    }
    OtherParts.refuse(table, HEADER, places.stream().map(Place::fold).toList());
    return new Split(protocol, folds, seed, places);
  }

  private static int column(CsvTable table, String name) {
    List<String> alike =
        table.header().stream()
            .filter(one -> AGAIN.matcher(one.strip()).replaceFirst("").equalsIgnoreCase(name))
            .toList();
    if (alike.size() > 1) {
      throw InputException.at(
          table.file(),
          1,
          "columns '%s' and '%s' both name the %s; keep one"
              .formatted(alike.get(0), alike.get(1), name));
    }
    return table
        .findColumn(name)
        .orElseThrow(
            () ->
                InputException.in(
                    table.file(),
                    Sentence.of(
                        "is no split: it has no column '%s', its columns are %s; make a split with %s, or write the columns %s",
                        name,
                        String.join(", ", table.header()),
                        Invocation.of("dataset split"),
                        String.join(", ", HEADER.subList(0, HEADER.size() - 1)))));
  }

  /** The word for images that are held out may be written in any letters, with a mark in it. */
  private static int side(CsvTable table, int row, String text, int folds) {
    if (text.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "").equals(HOLD_OUT)) {
      return Split.HOLD_OUT;
    }
    long fold;
    try {
      fold = digits(whole(text));
    } catch (NumberFormatException e) {
      throw InputException.at(
          table.file(),
          table.lines().get(row),
          "fold '%s' is no whole number; %s".formatted(text, sides(folds)),
          e);
    }
    if (fold < 1 || fold > folds) {
      throw table.wrong(row, "fold %d is out of range; %s".formatted(fold, sides(folds)));
    }
    return (int) fold;
  }

  private static String sides(int folds) {
    return "use 1 to %d for the fold that validates the image, or %s".formatted(folds, HOLD_OUT);
  }

  private static Protocol protocol(CsvTable table, String text) {
    return Protocol.ofKey(text)
        .orElseThrow(
            () ->
                table.wrong(
                    0,
                    "protocol '%s' is unknown; use %s"
                        .formatted(
                            text,
                            Arrays.stream(Protocol.values())
                                .map(Protocol::key)
                                .collect(Collectors.joining(", ")))));
  }

  private static long number(
      CsvTable table, int row, String column, String text, long least, long most) {
    try {
      long value = digits(whole(text));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw InputException.at(
          table.file(),
          table.lines().get(row),
          "%s '%s' is no whole number".formatted(column, text),
          e);
    }
    throw table.wrong(
        row, "%s %s is out of range; use %d to %d".formatted(column, text, least, most));
  }

  private static long digits(String text) {
    return Decimal.whole(text).orElseThrow(() -> new NumberFormatException(text));
  }

  /** Programs that join tables with gaps write whole numbers as 2.0. */
  private static String whole(String text) {
    return text.replaceFirst("[.,]0+$", "");
  }
}
