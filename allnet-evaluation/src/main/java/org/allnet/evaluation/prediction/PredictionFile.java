package org.allnet.evaluation.prediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.dataset.SubjectNames;
import org.allnet.data.file.ColumnNames;
import org.allnet.data.file.Csv;
import org.allnet.data.file.CsvReader;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FileNames;
import org.allnet.data.split.Protocol;
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

  /** Fewer probabilities than those of so many images may all be 0 or 1 by chance. */
  private static final int ROWS_THAT_TELL = 20;

  private static final List<String> HEADER =
      List.of(
          "image",
          "subject",
          "label",
          "fold",
          "protocol",
          "role",
          "marks",
          ColumnNames.SUBJECT_GROUP,
          WrittenRule.POSITIVE,
          WrittenRule.THRESHOLD);

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

  /** What columns of other programs say beside those that are known. */
  private record Beside(
      ToldRoles roles, TruthColumns truths, PooledRows pooled, PathColumns paths) {}

  /**
   * One row before the classes are known.
   *
   * @param p probabilities of the classes, or the score alone
   */
  private record Row(
      long line,
      String image,
      @Nullable String subject,
      @Nullable String person,
      @Nullable String label,
      @Nullable String fold,
      Origin origin,
      List<Double> p,
      @Nullable Refusal refusal) {

    /** {@return the same row of nobody} */
    Row ofNobody() {
      return new Row(line, image, null, null, label, fold, origin, p, refusal);
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
    WrittenProbabilities written = new WrittenProbabilities();
    List<Unanswered> unanswered = new ArrayList<>();
    WrittenAnswers answers =
        new WrittenAnswers(
            columns,
            columns.scoreOnly()
                ? MissingLabels.classes(labels(file), options)
                : columns.answers().classes());
    NamedPeople people = NamedPeople.of(file, columns);
    Map<String, Integer> nobody = new TreeMap<>();
    columns.requireRoles(file);
    columns.requireDistinct(file, options.renames());
    Beside beside =
        new Beside(
            new ToldRoles(file, reader.header(), columns),
            new TruthColumns(reader.header(), columns),
            new PooledRows(reader.header(), columns),
            new PathColumns(reader.header(), columns));
    List<Row> rows = rows(reader, columns, written, answers, unanswered, nobody, beside, people);
    if (rows.isEmpty()) {
      throw InputException.in(
          file,
          unanswered.isEmpty()
              ? "has a header but no rows; nothing to evaluate"
              : "has no answer for any of its images; nothing to evaluate");
    }
    List<String> names =
        columns.scoreOnly()
            ? LoneScore.classes(file, labelsOf(rows), options)
            : columns.answers().classes();
    MissingLabels missing = new MissingLabels();
    ClassSet classes = withPositive(ClassSet.of(names), options);
    if (columns.scoreOnly()) {
      LoneScore.requirePositive(file, classes, options);
    }
    List<Prediction> converted =
        convert(file, rows, classes, columns.scoreOnly(), written, missing);
    List<String> notes = new ArrayList<>(answers.notes(converted, classes));
    List<Sentence> ofNo = new ArrayList<>();
    Predictions read = new Predictions(classes, converted, unanswered).read(options);
    ClassMeanings meanings = new ClassMeanings(classes, read.classes(), options.renames());
    LabelCodes codes = codes(file, read, meanings, options, columns.scoreOnly());
    ImageWords words =
        imageWords(rows, rows.stream().map(Row::image).toList(), read, classes, meanings);
    answers
        .said(converted, rows.stream().map(Row::line).toList(), classes, meanings)
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
    if (columns.scoreOnly()) {
      ofNo.addAll(LoneScore.ofNo(file, classes, read.classes(), options));
      notes.addAll(LoneScore.doubts(file, converted, answers, classes));
    }
    notes.addAll(pathNotes);
    Optional<Sentence> unknown = words.unknownMeaning(options);
    notes.addAll(SameImages.inPartFolders(converted));
    notes.addAll(SameImages.changedCopies(converted));
    SameImages same =
        SameImages.of(file, read.rows(), rows.stream().map(Row::line).toList(), read.classes());
    notes.addAll(same.notes());
    notes.addAll(SubjectDoubts.of(same.rows()));
    notes.addAll(beside.roles().notes());
    notes.addAll(beside.pooled().notes(beside.roles().index()));
    notes.addAll(person.notes());
    notes.addAll(people.notes());
    notes.addAll(missing.notes());
    notes.addAll(labelDoubts(rows, classes));
    List<Sentence> all = new ArrayList<>(ofNo);
    unknown.ifPresent(all::add);
    all.addAll(Sentence.texts(notes));
    all.addAll(notes(columns, nobody, read));
    return new Predictions(
        read.classes(), same.rows(), unanswered, all, codes.areDoubted() || unknown.isPresent());
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
      List<Row> rows,
      List<String> paths,
      Predictions read,
      ClassSet classes,
      ClassMeanings meanings) {
    int common = SameImages.foldersOfAll(paths.stream().filter(path -> !path.isEmpty()).toList());
    ImageWords words = new ImageWords(classes, meanings, common, paths);
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      words.add(paths.get(i), row.label(), read.rows().get(i).label(), row.line());
    }
    return words;
  }

  private static List<Sentence> notes(
      Columns columns, Map<String, Integer> nobody, Predictions read) {
    List<Sentence> notes = new ArrayList<>();
    if (columns.answers().score() >= 0 && !columns.scoreOnly()) {
      notes.add(
          Sentence.text(
              "Column 'score' is not used, since there is a column p_<class> for each class."));
    }
    if (columns.subjectGroup() >= 0 && !columns.groupsArePeople()) {
      notes.add(
          Sentence.text(
              "Column 'subject_group' is not used, since without the columns 'protocol' and 'role' it may be any group of people; column 'subject' says whose a cell is."));
    }
    if (columns.own().ruleThreshold() >= 0 && columns.own().rulePositive() < 0) {
      notes.add(
          Sentence.of(
              "Column 'rule_threshold' is not used, since no column 'rule_positive' names the class that it is the threshold of; add that column, or give the threshold by %s.",
              OptionName.THRESHOLD));
    }
    if (columns.own().rulePositive() >= 0 && columns.own().ruleThreshold() < 0) {
      notes.add(
          Sentence.of(
              "Column 'rule_positive' is not used, since there is no column 'rule_threshold'; add it, empty for the most probable class, or name the positive class by %s.",
              OptionName.POSITIVE));
    }
    if (read.rows().size() >= ROWS_THAT_TELL
        && read.rows().stream()
            .flatMap(row -> row.probabilities().stream())
            .allMatch(p -> p == 0 || p == 1)) {
      notes.add(
          Sentence.text(
              "Every probability is 0 or 1: these are answers, or probabilities that were rounded. AUROC, calibration and operating points say nothing beyond the answers."));
    }
    nobody.forEach(
        (text, count) ->
            notes.add(Sentence.of("Subject '%s' is no person, in %s.", text, Columns.rows(count))));
    int labelled = read.labelled().size();
    int without = read.rows().size() - labelled;
    if (labelled > 0 && without > 0) {
      notes.add(
          Sentence.of(
              "%s.",
              Counted.of(without, "row")
                  .outOf(read.rows().size())
                  .then(
                      "has no label and is not evaluated", "have no label and are not evaluated")));
    }
    return notes;
  }

  /** The classes before renaming; the positive one is that which is so after renaming. */
  private static ClassSet withPositive(ClassSet classes, DatasetOptions options) {
    List<String> renamed =
        classes.names().stream().map(name -> options.renames().getOrDefault(name, name)).toList();
    String wanted = options.positive();
    if (wanted == null) {
      if (options.renames().isEmpty()) {
        return classes;
      }
      wanted = ClassSet.of(renamed.stream().distinct().toList()).positiveName();
    }
    int found = renamed.indexOf(wanted);
    return found < 0 ? classes : new ClassSet(classes.names(), found);
  }

  private static List<Row> rows(
      CsvReader reader,
      Columns columns,
      WrittenProbabilities written,
      WrittenAnswers answers,
      List<Unanswered> unanswered,
      Map<String, Integer> nobody,
      Beside beside,
      NamedPeople people) {
    List<Row> rows = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    Map<String, Set<String>> imagesOfFold = new HashMap<>();
    Map<String, String> persons = new HashMap<>();
    Set<String> somebody = new HashSet<>();
    for (List<String> cells = reader.next(); cells != null; cells = reader.next()) {
      String image = FileNames.canonical(cells.get(columns.image()));
      if (image.isEmpty()) {
        throw reader.problem("column 'image' is empty");
      }
      String fold = optional(cells, columns.fold(), names);
      if (!imagesOfFold
          .computeIfAbsent(fold == null ? "" : fold, f -> new HashSet<>())
          .add(image)) {
        throw reader.problem(
            "image '"
                + Columns.shorten(image)
                + "' is there twice"
                + (fold == null ? "" : " in fold '" + Columns.shorten(fold) + "'")
                + "; keep one row per image");
      }
      if (columns.isUnanswered(cells)) {
        unanswered.add(
            new Unanswered(image, FileNames.text(cells.get(columns.answers().reason()))));
        continue;
      }
      String none = answers.none(cells);
      if (none != null) {
        unanswered.add(new Unanswered(image, none));
        continue;
      }
      answers.add(cells, WrittenRule.of(reader, columns, cells));
      beside.truths().add(reader.line(), cells);
      beside.pooled().add(image, cells);
      beside.paths().add(image, cells);
      String subject =
          people.areRead()
              ? people.subject(image)
              : somebody(optional(cells, columns.subject(), names), nobody, somebody);
      String told =
          columns.groupsArePeople()
              ? somebody(optional(cells, columns.subjectGroup(), names), new TreeMap<>(), somebody)
              : null;
      rows.add(
          new Row(
              reader.line(),
              image,
              subject,
              told != null || subject == null
                  ? told
                  : persons.computeIfAbsent(subject, SubjectNames::folded),
              optional(cells, columns.label(), names),
              fold,
              origin(reader, columns, cells, fold, names, beside.roles()),
              probabilities(reader, columns, cells, written),
              refusal(reader, columns, cells)));
    }
    // In a file of our own, names were read beside all those of the data set, not of this file.
    if (columns.groupsArePeople()) {
      return rows;
    }
    Set<String> subjects = new HashSet<>();
    rows.forEach(row -> subjects.add(Objects.requireNonNullElse(row.subject(), "")));
    subjects.stream()
        .filter(subject -> SubjectNames.isNobodyAmong(subject, subjects))
        .forEach(
            subject ->
                rows.replaceAll(
                    row -> {
                      boolean nobodys = subject.equals(row.subject());
                      nobody.merge(subject, nobodys ? 1 : 0, Integer::sum);
                      return nobodys ? row.ofNobody() : row;
                    }));
    return rows;
  }

  private static @Nullable Refusal refusal(CsvReader reader, Columns columns, List<String> cells) {
    try {
      return columns.refusal(cells);
    } catch (IllegalArgumentException e) {
      throw InputException.at(reader.file(), reader.line(), String.valueOf(e.getMessage()), e);
    }
  }

  private static Origin origin(
      CsvReader reader,
      Columns columns,
      List<String> cells,
      @Nullable String fold,
      Map<String, String> names,
      ToldRoles roles) {
    String stated = optional(cells, columns.own().role(), names);
    ToldRoles.Told told = roles.of(reader, cells, fold);
    Origin origin;
    try {
      origin =
          Origin.read(
              optional(cells, columns.own().protocol(), names),
              stated == null && told != null ? told.role().key() : stated,
              optional(cells, columns.own().marks(), names));
    } catch (IllegalArgumentException e) {
      throw InputException.at(reader.file(), reader.line(), String.valueOf(e.getMessage()), e);
    }
    if (told != null && told.role() != origin.role()) {
      throw told.contradiction(reader, "role", String.valueOf(stated));
    }
    return origin;
  }

  /** The name, null if it only says that nobody knows; such words are counted. */
  private static @Nullable String somebody(
      @Nullable String name, Map<String, Integer> nobody, Set<String> known) {
    if (name == null || known.contains(name)) {
      return name;
    }
    if (SubjectNames.named(name) != null) {
      known.add(name);
      return name;
    }
    nobody.merge(name, 1, Integer::sum);
    return null;
  }

  private static @Nullable String optional(
      List<String> cells, int column, Map<String, String> names) {
    if (column < 0) {
      return null;
    }
    String text = FileNames.text(cells.get(column));
    if (text.isEmpty()) {
      return null;
    }
    // A subject or class recurs on thousands of rows: one string for all of them.
    String known = names.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  private static List<Double> probabilities(
      CsvReader reader, Columns columns, List<String> cells, WrittenProbabilities written) {
    if (columns.scoreOnly()) {
      return List.of(written.read(reader, "score", cells.get(columns.answers().score())));
    }
    List<Double> p = new ArrayList<>(columns.answers().classes().size());
    for (int k = 0; k < columns.answers().classes().size(); k++) {
      String name = "p_" + columns.answers().classes().get(k);
      p.add(written.read(reader, name, cells.get(columns.answers().probabilities().get(k))));
    }
    return p;
  }

  /** The words of the column {@code label}, of rows with an answer and without. */
  private static Set<String> labels(Path file) {
    Set<String> labels = new HashSet<>();
    try (CsvReader reader = CsvReader.open(file, FileFormat.PREDICTIONS)) {
      int column = Columns.of(file, reader.header()).label();
      for (List<String> cells = reader.next();
          column >= 0 && cells != null;
          cells = reader.next()) {
        labels.add(FileNames.text(cells.get(column)));
      }
    }
    return labels;
  }

  /** The labels of rows with an answer, with the first line of each. */
  private static TreeMap<String, Long> labelsOf(List<Row> rows) {
    TreeMap<String, Long> lines = new TreeMap<>();
    for (Row row : rows) {
      if (row.label() != null) {
        lines.putIfAbsent(LabelNames.plain(row.label()), row.line());
      }
    }
    return lines;
  }

  private static List<Prediction> convert(
      Path file,
      List<Row> rows,
      ClassSet classes,
      boolean scoreOnly,
      WrittenProbabilities written,
      MissingLabels missing) {
    LabelNames labels = new LabelNames(classes);
    List<Prediction> predictions = new ArrayList<>(rows.size());
    for (Row row : rows) {
      String label = row.label();
      Integer known = label == null ? Integer.valueOf(-1) : labels.indexOf(label);
      if (known == null && missing.add(String.valueOf(label))) {
        known = -1;
      }
      if (known == null || known == LabelNames.AMBIGUOUS) {
        throw wrong(file, row, known == null ? unknown(row, classes) : ambiguous(row, classes));
      }
      List<Double> p = row.p();
      if (scoreOnly) {
        double score = p.get(0);
        p = classes.positive() == 0 ? List.of(score, 1 - score) : List.of(1 - score, score);
      } else if (!written.sumIsRight(p)) {
        throw wrong(
            file,
            row,
            "the probabilities sum to %s, not 1; write one for each of the classes %s"
                .formatted(
                    (float) WrittenProbabilities.sum(p),
                    Columns.shorten(String.join(", ", classes.names()))));
      }
      predictions.add(
          new Prediction(
              row.image(),
              row.subject(),
              row.person(),
              known,
              row.fold(),
              row.origin(),
              WrittenProbabilities.scaled(p),
              row.refusal()));
    }
    return predictions;
  }

  private static List<String> labelDoubts(List<Row> rows, ClassSet classes) {
    Set<String> labels =
        rows.stream()
            .map(Row::label)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new));
    return new LabelNames(classes).doubts(labels);
  }

  private static InputException wrong(Path file, Row row, String what) {
    return InputException.at(file, row.line(), what);
  }

  private static String unknown(Row row, ClassSet classes) {
    return "label '%s' is not one of the classes %s"
        .formatted(
            Columns.shorten(String.valueOf(row.label())),
            Columns.shorten(String.join(", ", classes.names())));
  }

  private static String ambiguous(Row row, ClassSet classes) {
    return "label '%s' can be read two ways, since 1 may stand for the second column (%s) or for the positive class (%s); write the names of the classes into column 'label'"
        .formatted(
            Columns.shorten(String.valueOf(row.label())),
            classes.names().get(1),
            classes.positiveName());
  }

  /**
   * Writes a file, whole or not at all: all columns, in the order of the rows, every probability in
   * full so that reading gives the same bits. What is unknown is left empty. If all rows say
   * whether the model refuses their images, {@code refused} and {@code reason} follow, empty if it
   * does not. If there are images without an answer, their rows follow with the {@code reason},
   * which is the last column but that of the version then.
   *
   * @param file the file; replaced where it exists
   * @param predictions what to write
   * @param rule how the probabilities become decisions; null if that is unknown
   * @throws org.allnet.data.RunException if the file can't be written
   */
  public static void write(Path file, Predictions predictions, @Nullable WrittenRule rule) {
    List<String> header = new ArrayList<>(HEADER);
    predictions.classes().names().forEach(name -> header.add("p_" + name));
    boolean refusals = !predictions.rows().isEmpty() && predictions.sayRefusals();
    if (refusals) {
      header.add(Columns.REFUSED);
    }
    if (refusals || !predictions.unanswered().isEmpty()) {
      header.add(Columns.REASON);
    }
    Iterable<List<String>> rows =
        () ->
            Stream.concat(
                    predictions.rows().stream()
                        .map(row -> cells(row, predictions.classes(), rule, header)),
                    predictions.unanswered().stream().map(image -> cells(image, header, rule)))
                .iterator();
    Csv.write(file, FileFormat.PREDICTIONS, header, rows);
  }

  private static List<String> cells(
      Prediction row, ClassSet classes, @Nullable WrittenRule rule, List<String> header) {
    Protocol protocol = row.origin().protocol();
    List<String> cells = new ArrayList<>();
    cells.add(row.image());
    cells.add(Objects.requireNonNullElse(row.subject(), ""));
    cells.add(row.label() < 0 ? "" : classes.names().get(row.label()));
    cells.add(Objects.requireNonNullElse(row.fold(), ""));
    cells.add(protocol == null ? "" : protocol.key());
    cells.add(row.origin().role().key());
    cells.add(row.origin().marks());
    cells.add(Objects.requireNonNullElse(row.person(), ""));
    cells.addAll(WrittenRule.cells(rule));
    row.probabilities().forEach(p -> cells.add(Double.toString(p)));
    Refusal refusal = Objects.requireNonNullElse(row.refusal(), Refusal.NONE);
    if (header.contains(Columns.REFUSED)) {
      cells.add(refusal.key());
      cells.add(refusal.reason());
    } else if (header.contains(Columns.REASON)) {
      cells.add("");
    }
    return cells;
  }

  /** The row of an image without an answer: its name, the rule and the reason. */
  private static List<String> cells(
      Unanswered image, List<String> header, @Nullable WrittenRule rule) {
    List<String> cells = new ArrayList<>(Collections.nCopies(header.size(), ""));
    cells.set(0, image.image());
    List<String> ruled = WrittenRule.cells(rule);
    cells.set(header.indexOf(WrittenRule.POSITIVE), ruled.get(0));
    cells.set(header.indexOf(WrittenRule.THRESHOLD), ruled.get(1));
    cells.set(header.size() - 1, image.reason());
    return cells;
  }
}
