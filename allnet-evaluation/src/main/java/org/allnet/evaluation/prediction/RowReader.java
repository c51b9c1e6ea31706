package org.allnet.evaluation.prediction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.allnet.data.InputException;
import org.allnet.data.dataset.SubjectNames;
import org.allnet.data.file.CsvReader;
import org.allnet.data.file.FileNames;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a predictions file, each by itself. */
final class RowReader {

  private final CsvReader reader;
  private final Columns columns;
  private final WrittenAnswers answers;
  private final NamedPeople people;
  private final BesideColumns beside;
  private final WrittenProbabilities probabilities = new WrittenProbabilities();
  private final List<WrittenRow> rows = new ArrayList<>();
  private final List<Unanswered> unanswered = new ArrayList<>();
  private final Map<String, Integer> nobody = new TreeMap<>();

  /** A subject or class recurs on thousands of rows: one string for all of them. */
  private final Map<String, String> texts = new HashMap<>();

  private final Map<String, Set<String>> imagesOfFold = new HashMap<>();
  private final Map<String, String> persons = new HashMap<>();
  private final Set<String> somebody = new HashSet<>();

  /**
   * Creates a reader.
   *
   * @param reader the file, whose header is read
   * @param columns where its columns are
   * @param answers takes in what it answers in words
   * @param people whose its images are if it names them elsewhere
   * @param beside takes in what other columns say
   */
  RowReader(
      CsvReader reader,
      Columns columns,
      WrittenAnswers answers,
      NamedPeople people,
      BesideColumns beside) {
    this.reader = reader;
    this.columns = columns;
    this.answers = answers;
    this.people = people;
    this.beside = beside;
  }

  /**
   * Reads the rest of the file.
   *
   * @return the rows that have an answer, in their order
   * @throws InputException if a row names no image, or one that its fold has already, or what it
   *     says can't be read
   */
  List<WrittenRow> read() {
    for (List<String> cells = reader.next(); cells != null; cells = reader.next()) {
      read(cells);
    }
    // In a file of our own, names were read beside all those of the data set, not of this file.
    if (!columns.groupsArePeople()) {
      takeOffNobodies();
    }
    return rows;
  }

  /** {@return the images without an answer, in their order} */
  List<Unanswered> unanswered() {
    return unanswered;
  }

  /** {@return how many rows have a subject that is no person, by its name} */
  Map<String, Integer> nobody() {
    return nobody;
  }

  /** {@return how the probabilities are written} */
  WrittenProbabilities probabilities() {
    return probabilities;
  }

  private void read(List<String> cells) {
    String image = FileNames.canonical(cells.get(columns.image()));
    if (image.isEmpty()) {
      throw reader.problem("column 'image' is empty");
    }
    String fold = optional(cells, columns.fold());
    if (!imagesOfFold.computeIfAbsent(fold == null ? "" : fold, f -> new HashSet<>()).add(image)) {
      throw reader.problem(
          "image '"
              + Columns.shorten(image)
              + "' is there twice"
              + (fold == null ? "" : " in fold '" + Columns.shorten(fold) + "'")
              + "; keep one row per image");
    }
    if (columns.isUnanswered(cells)) {
      unanswered.add(new Unanswered(image, FileNames.text(cells.get(columns.answers().reason()))));
      return;
    }
    String none = answers.none(cells);
    if (none != null) {
      unanswered.add(new Unanswered(image, none));
      return;
    }
    answers.add(cells, WrittenRule.of(reader, columns, cells));
    beside.add(reader.line(), image, cells);
    rows.add(
        new WrittenRow(
            reader.line(),
            image,
            whose(image, cells),
            optional(cells, columns.label()),
            fold,
            origin(cells, fold),
            new WrittenRow.Answer(p(cells), refusal(cells))));
  }

  private WrittenRow.Whose whose(String image, List<String> cells) {
    String subject =
        people.areRead()
            ? people.subject(image)
            : somebody(optional(cells, columns.subject()), nobody);
    String told =
        columns.groupsArePeople()
            ? somebody(optional(cells, columns.subjectGroup()), new TreeMap<>())
            : null;
    return new WrittenRow.Whose(
        subject,
        told != null || subject == null
            ? told
            : persons.computeIfAbsent(subject, SubjectNames::folded));
  }

  /** The name, null if it only says that nobody knows; such words are counted. */
  private @Nullable String somebody(@Nullable String name, Map<String, Integer> counts) {
    if (name == null || somebody.contains(name)) {
      return name;
    }
    if (SubjectNames.named(name) != null) {
      somebody.add(name);
      return name;
    }
    counts.merge(name, 1, Integer::sum);
    return null;
  }

  /** Names that are nobody's beside the others of the file. */
  private void takeOffNobodies() {
    Set<String> subjects = new HashSet<>();
    rows.forEach(row -> subjects.add(Objects.requireNonNullElse(row.whose().subject(), "")));
    subjects.stream()
        .filter(subject -> SubjectNames.isNobodyAmong(subject, subjects))
        .forEach(
            subject ->
                rows.replaceAll(
                    row -> {
                      boolean nobodys = subject.equals(row.whose().subject());
                      nobody.merge(subject, nobodys ? 1 : 0, Integer::sum);
                      return nobodys ? row.ofNobody() : row;
                    }));
  }

  private Origin origin(List<String> cells, @Nullable String fold) {
    String stated = optional(cells, columns.own().role());
    ToldRoles.Told told = beside.roles().of(reader, cells, fold);
    Origin origin;
    try {
      origin =
          Origin.read(
              optional(cells, columns.own().protocol()),
              stated == null && told != null ? told.role().key() : stated,
              optional(cells, columns.own().marks()));
    } catch (IllegalArgumentException e) {
      throw InputException.at(reader.file(), reader.line(), String.valueOf(e.getMessage()), e);
    }
    if (told != null && told.role() != origin.role()) {
      throw told.contradiction(reader, "role", String.valueOf(stated));
    }
    return origin;
  }

  private List<Double> p(List<String> cells) {
    Columns.Answers of = columns.answers();
    if (columns.scoreOnly()) {
      return List.of(probabilities.read(reader, "score", cells.get(of.score())));
    }
    List<Double> p = new ArrayList<>(of.classes().size());
    for (int k = 0; k < of.classes().size(); k++) {
      String name = "p_" + of.classes().get(k);
      p.add(probabilities.read(reader, name, cells.get(of.probabilities().get(k))));
    }
    return p;
  }

  private @Nullable Refusal refusal(List<String> cells) {
    try {
      return columns.refusal(cells);
    } catch (IllegalArgumentException e) {
      throw InputException.at(reader.file(), reader.line(), String.valueOf(e.getMessage()), e);
    }
  }

  private @Nullable String optional(List<String> cells, int column) {
    if (column < 0) {
      return null;
    }
    String text = FileNames.text(cells.get(column));
    if (text.isEmpty()) {
      return null;
    }
    String known = texts.putIfAbsent(text, text);
    return known == null ? text : known;
  }
}
