package org.allnet.evaluation.prediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.file.CsvReader;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * Predictions as CSV: {@code
 * image,subject,label,fold,protocol,role,marks,subject_group,rule_positive,rule_threshold,p_<class>...,refused,reason,allnet_format},
 * a row per image and fold. The last column is the version of the format ({@link
 * FileFormat#COLUMN}). {@code subject_group} is {@link Prediction#person} if {@code protocol} and
 * {@code role} are there too; without it the subjects' names tell.
 *
 * <p>{@code refused} and {@code reason} are there if it is known of each image whether the model
 * refuses it: the word and the sentence of {@link Refusal}, empty if it is accepted.
 *
 * <p>{@code protocol}, {@code role} and {@code marks} (see {@link Origin}) say what every metric of
 * the row has to say again; the two columns of the rule (see {@link WrittenRule}) say how the
 * probabilities become decisions. Files of other systems need less: these six, the version, {@code
 * subject}, {@code fold} and, for mere listing, {@code label} may be absent or empty, the order of
 * columns is free, other columns are skipped, unless they say roles ({@link RoleColumn}) or whose
 * the images are ({@link PersonColumn}), or seem to hold the true class too ({@link TruthColumns}).
 * A label that says that nobody knows the class is none ({@link MissingLabels}). Instead of a
 * {@code p_} column per class a lone {@code score} may hold P(positive) of two classes, which are
 * then the labels that occur. With two classes {@code 0} and {@code 1} are accepted as labels if
 * the positive class has the second column: otherwise 1 could mean either. A row with a {@code
 * reason} and without probabilities is of an image without an answer. Column names may be in any
 * case; images are known by {@link FileNames#canonical}.
 */
public final class PredictionFile {

  private PredictionFile() {}

  /**
   * Returns the refusal of a file whose rows have no label.
   *
   * @param file the file
   */
  public static InputException noLabel(Path file) {
    try (CsvReader reader = CsvReader.open(file, FileFormat.PREDICTIONS)) {
      boolean column = Columns.of(file, reader.header()).label() >= 0;
      return InputException.in(
          file,
          column
              ? "no row has a label that names a class; write the true class into its column 'label'"
              : "no column 'label' has the true classes; add it, or rename the column that has them to 'label'; found: "
                  + Columns.shorten(String.join(",", reader.header())));
    }
  }

  /**
   * Returns which of the columns a file lacks that say what every metric has to say again.
   *
   * @param file the file
   * @return of {@code protocol} and {@code marks} those that are not there
   * @throws InputException if the file can't be read
   */
  public static List<String> unsaid(Path file) {
    try (CsvReader reader = CsvReader.open(file, FileFormat.PREDICTIONS)) {
      Columns columns = Columns.of(file, reader.header());
      List<String> unsaid = new ArrayList<>();
      if (columns.own().protocol() < 0) {
        unsaid.add("protocol");
      }
      if (columns.own().marks() < 0) {
        unsaid.add("marks");
      }
      return unsaid;
    }
  }

  /**
   * Reads a file; the positive class is the one that the names tell, else the last (see {@link
   * ClassSet#of}).
   *
   * @param file the file
   * @return its rows in their order, at least one
   * @throws InputException if the file can't be read, lacks columns, has no rows, names an unknown
   *     class, protocol, role or mark or one image twice in a fold, has a role that its fold
   *     contradicts, gives an image two classes, has columns that can mean two things, or a
   *     probability is not one; the message names the line or the column
   */
  public static Predictions read(Path file) {
    return read(file, DatasetOptions.DEFAULTS);
  }

  /**
   * Reads a file and renames its classes. The positive class that the options name is also the one
   * that a lone {@code score} is about.
   *
   * @param file the file
   * @param options how its classes are read
   * @return its rows in their order, at least one
   * @throws InputException as {@link #read(Path)}
   * @throws org.allnet.data.OptionException if an old name or the positive class is unknown
   */
  public static Predictions read(Path file, DatasetOptions options) {
    try (CsvReader reader = CsvReader.open(file, FileFormat.PREDICTIONS)) {
      return switch (reader.version()) {
        case 1 -> version1(file, reader, options);
        default -> throw FileFormat.PREDICTIONS.unread(reader.version());
      };
    }
  }

  private static Predictions version1(Path file, CsvReader reader, DatasetOptions options) {
    Columns named = Columns.of(file, reader.header());
    PersonColumn person = PersonColumn.of(file, reader.header(), named);
    Columns columns = named.withSubject(person.index());
    WrittenAnswers answers =
        new WrittenAnswers(
            columns,
            columns.scoreOnly()
                ? MissingLabels.classes(RowLabels.words(file), options)
                : columns.answers().classes());
    NamedPeople people = NamedPeople.of(file, columns);
    columns.requireRoles(file);
    columns.requireDistinct(file, options.renames());
    BesideColumns beside = BesideColumns.of(file, reader.header(), columns);
    RowReader each = new RowReader(reader, columns, answers, people, beside);
    List<WrittenRow> rows = each.read();
    if (rows.isEmpty()) {
      throw InputException.in(
          file,
          each.unanswered().isEmpty()
              ? "has a header but no rows; nothing to evaluate"
              : "has no answer for any of its images; nothing to evaluate");
    }
    RowLabels labels = new RowLabels(file, rows);
    ClassSet classes = labels.classes(columns, options);
    MissingLabels missing = new MissingLabels();
    List<Prediction> converted =
        labels.predictions(classes, columns.scoreOnly(), each.probabilities(), missing);
    List<String> notes = new ArrayList<>(answers.notes(converted, classes));
    Predictions read = new Predictions(classes, converted, each.unanswered()).read(options);
    ClassMeanings meanings = new ClassMeanings(classes, read.classes(), options.renames());
    LabelCodes codes = codes(file, read, meanings, options, columns.scoreOnly());
    ImageWords words =
        imageWords(rows, rows.stream().map(WrittenRow::image).toList(), read, classes, meanings);
    answers
        .said(converted, rows.stream().map(WrittenRow::line).toList(), classes, meanings)
        .forEach(
            (column, said) ->
                codes.check("column '%s' beside the probabilities".formatted(column), said));
    codes.check(ImageWords.FOLDERS, words.folders());
    codes.check(ImageWords.NAMES, words.names());
    List<String> pathNotes = new ArrayList<>(words.notes());
    for (PathColumns.Paths column : beside.paths().all()) {
      ImageWords told = imageWords(rows, column.paths(), read, classes, meanings);
      codes.check(column.folders(), told.folders());
      codes.check(column.names(), told.names());
      if (pathNotes.isEmpty()) {
        pathNotes.addAll(told.notes());
      }
    }
    notes.addAll(beside.truths().check(file, classes, meanings, codes));
    List<Sentence> all = new ArrayList<>();
    if (columns.scoreOnly()) {
      all.addAll(LoneScore.ofNo(file, classes, read.classes(), options));
      notes.addAll(LoneScore.doubts(file, converted, answers, classes));
    }
    notes.addAll(pathNotes);
    Optional<Sentence> unknown = words.unknownMeaning(options);
    notes.addAll(SameImages.inPartFolders(converted));
    notes.addAll(SameImages.changedCopies(converted));
    SameImages same =
        SameImages.of(
            file, read.rows(), rows.stream().map(WrittenRow::line).toList(), read.classes());
    notes.addAll(same.notes());
    notes.addAll(SubjectDoubts.of(same.rows()));
    notes.addAll(beside.roles().notes());
    notes.addAll(beside.pooled().notes(beside.roles().index()));
    notes.addAll(person.notes());
    notes.addAll(people.notes());
    notes.addAll(missing.notes());
    notes.addAll(labels.doubts(classes));
    unknown.ifPresent(all::add);
    all.addAll(Sentence.texts(notes));
    all.addAll(FileNotes.of(columns, each.nobody(), read));
    return new Predictions(
        read.classes(),
        same.rows(),
        each.unanswered(),
        all,
        codes.areDoubted() || unknown.isPresent());
  }

  private static LabelCodes codes(
      Path file,
      Predictions read,
      ClassMeanings meanings,
      DatasetOptions options,
      boolean scoreOnly) {
    List<Integer> labels = read.labelled().stream().map(Prediction::label).toList();
    return new LabelCodes(file, read.classes(), meanings, options, scoreOnly, labels);
  }

  private static ImageWords imageWords(
      List<WrittenRow> rows,
      List<String> paths,
      Predictions read,
      ClassSet classes,
      ClassMeanings meanings) {
    int common = SameImages.foldersOfAll(paths.stream().filter(path -> !path.isEmpty()).toList());
    ImageWords words = new ImageWords(classes, meanings, common, paths);
    for (int i = 0; i < rows.size(); i++) {
      WrittenRow row = rows.get(i);
      words.add(paths.get(i), row.label(), read.rows().get(i).label(), row.line());
    }
    return words;
  }

  /**
   * Writes a file, whole or not at all: all columns, in the order of the rows, every probability in
   * full so that reading gives the same bits. What is unknown is left empty. If all rows say
   * whether the model refuses their images, {@code refused} and {@code reason} follow, empty if it
   * does not. If there are images without an answer, their rows follow with the {@code reason},
   * which is the last column but that of the version then.
   *
   * @param file the file; replaced if it exists
   * @param predictions what to write
   * @param rule how the probabilities become decisions; null if that is unknown
   * @throws org.allnet.data.RunException if the file can't be written
   */
  public static void write(Path file, Predictions predictions, @Nullable WrittenRule rule) {
    PredictionWriter.write(file, predictions, rule);
  }
}
