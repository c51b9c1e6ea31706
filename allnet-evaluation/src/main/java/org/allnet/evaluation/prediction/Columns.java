package org.allnet.evaluation.prediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.file.ColumnNames;
import org.allnet.data.file.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * Where the columns of a predictions file are; -1 for one that is absent.
 *
 * @param image the image's name
 * @param subject the subject
 * @param subjectGroup the person
 * @param label the true class
 * @param fold the fold
 * @param own the columns that ALLNet alone writes
 * @param answers the columns that hold a system's answers
 */
record Columns(
    int image, int subject, int subjectGroup, int label, int fold, Own own, Answers answers) {

  /**
   * The columns that ALLNet alone writes; -1 for one that is absent.
   *
   * @param protocol how the image was kept apart from training
   * @param role what the image was to the system
   * @param marks what else has to be said
   * @param rulePositive the positive class of the file's decision rule
   * @param ruleThreshold the threshold of the file's decision rule
   * @param refused why the model refuses an image, the cause of {@link Refusal}
   */
  record Own(int protocol, int role, int marks, int rulePositive, int ruleThreshold, int refused) {

    private boolean isUsed(int column) {
      return IntStream.of(protocol, role, marks, rulePositive, ruleThreshold, refused)
          .anyMatch(known -> known == column);
    }
  }

  /**
   * The columns that hold a system's answers; -1 for one that is absent.
   *
   * @param reason why a system answered as it did, or not at all
   * @param words the columns that answer in words by their names, first {@link
   *     WrittenAnswers#ANSWER}
   * @param score P(positive), used only if there are no probability columns
   * @param classes the names behind {@code p_}
   * @param probabilities the columns of these classes
   */
  record Answers(
      int reason,
      Map<String, Integer> words,
      int score,
      List<String> classes,
      List<Integer> probabilities) {

    /**
     * Checks the classes.
     *
     * @throws IllegalArgumentException if there is not one column for each of them
     */
    Answers {
      if (classes.size() != probabilities.size()) {
        throw new IllegalArgumentException(classes + " in columns " + probabilities);
      }
    }

    private boolean isUsed(int column) {
      return reason == column
          || score == column
          || words.containsValue(column)
          || probabilities.contains(column);
    }
  }

  /** The column that says why an answer is as it is. */
  static final String REASON = Unanswered.REASON;

  /** The column that says whether the model refuses an image, and why. */
  static final String REFUSED = "refused";

  private static final String PREFIX = "p_";
  private static final int MAX_CLASSES = 1_000;

  static Columns of(Path file, List<String> header) {
    Set<String> seen = new HashSet<>();
    List<String> classes = new ArrayList<>();
    List<Integer> probabilities = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      String name = FileNames.text(header.get(i));
      if (!name.isEmpty() && !seen.add(name)) {
        throw InputException.at(file, 1, "column '" + name + "' is there twice");
      }
      if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
        String label = FileNames.text(name.substring(PREFIX.length()));
        if (label.isEmpty()) {
          throw InputException.at(file, 1, "column 'p_' names no class after p_");
        }
        if (classes.contains(label)) {
          throw InputException.at(
              file, 1, "column '" + name + "' is the second of class '" + label + "'");
        }
        classes.add(label);
        probabilities.add(i);
      }
    }
    Columns columns =
        new Columns(
            ColumnNames.find(file, header, ColumnNames.image()).orElse(-1),
            ColumnNames.findSubject(file, header).orElse(-1),
            ColumnNames.find(file, header, ColumnNames.SUBJECT_GROUP).orElse(-1),
            ColumnNames.find(file, header, "label").orElse(-1),
            ColumnNames.find(file, header, "fold").orElse(-1),
            new Own(
                ColumnNames.find(file, header, "protocol").orElse(-1),
                ColumnNames.find(file, header, "role").orElse(-1),
                ColumnNames.find(file, header, "marks").orElse(-1),
                ColumnNames.find(file, header, WrittenRule.POSITIVE).orElse(-1),
                ColumnNames.find(file, header, WrittenRule.THRESHOLD).orElse(-1),
                ColumnNames.find(file, header, REFUSED).orElse(-1)),
            new Answers(
                ColumnNames.find(file, header, REASON).orElse(-1),
                answers(file, header),
                ColumnNames.find(file, header, "score").orElse(-1),
                classes,
                probabilities));
    columns.check(file, header);
    return columns;
  }

  private static Map<String, Integer> answers(Path file, List<String> header) {
    Map<String, Integer> answers = new LinkedHashMap<>();
    ColumnNames.find(file, header, WrittenAnswers.ANSWER)
        .ifPresent(column -> answers.put(WrittenAnswers.ANSWER, column));
    for (int i = 0; i < header.size(); i++) {
      if (!answers.containsValue(i) && WrittenAnswers.isColumn(header.get(i))) {
        answers.put(header.get(i), i);
      }
    }
    return answers;
  }

  private void check(Path file, List<String> names) {
    String found = "; found: " + shorten(String.join(",", names));
    if (image < 0) {
      throw InputException.at(
          file, 1, "column 'image' is missing; need image,label,p_<class>..." + found);
    }
    if (answers.score() >= 0 && answers.classes().size() == 1) {
      throw InputException.at(
          file,
          1,
          "columns 'p_%s' and 'score' can't be read together; keep one column p_<class> for each class, or 'score' with P(positive) alone"
              .formatted(shorten(answers.classes().get(0))));
    }
    if (answers.score() < 0 && answers.classes().size() < 2) {
      throw InputException.at(
          file,
          1,
          "columns of probabilities are missing; need p_<class> for each of two or"
              + " more classes, or one column 'score' with P(positive)"
              + found);
    }
    if (answers.classes().size() > MAX_CLASSES) {
      throw InputException.at(file, 1, "more than 1,000 classes");
    }
  }

  /** Whether a row says why there is no answer, and has no probability. */
  boolean isUnanswered(List<String> cells) {
    return answers.reason() >= 0
        && !FileNames.text(cells.get(answers.reason())).isEmpty()
        && !scoreOnly()
        && answers.probabilities().stream()
            .allMatch(column -> FileNames.text(cells.get(column)).isEmpty());
  }

  /**
   * Whether {@code subject_group} says whose a cell is. Beside the columns that ALLNet alone writes
   * it does; in a file of another program it may be any group, such as that of the patients.
   */
  boolean groupsArePeople() {
    return subjectGroup >= 0 && own.protocol() >= 0 && own.role() >= 0;
  }

  /**
   * Whether the file says of each image if the model refuses it. Beside the columns that ALLNet
   * alone writes it does; in a file of another program the word may mean anything.
   */
  boolean sayRefusals() {
    return own.refused() >= 0 && answers.reason() >= 0 && own.protocol() >= 0 && own.role() >= 0;
  }

  /**
   * Whether the model refuses the image of a row; absent if the file does not say it.
   *
   * @throws IllegalArgumentException if it says an unknown reason
   */
  @Nullable Refusal refusal(List<String> cells) {
    if (!sayRefusals()) {
      return null;
    }
    return Refusal.read(
        FileNames.text(cells.get(own.refused())), FileNames.text(cells.get(answers.reason())));
  }

  /**
   * Returns the same with a column that says whose the images are.
   *
   * @param column the column; -1 for the one that is known already
   */
  Columns withSubject(int column) {
    return column < 0 ? this : new Columns(image, column, subjectGroup, label, fold, own, answers);
  }

  /** Whether a column is one of those that are known here. */
  boolean isUsed(int column) {
    return IntStream.of(image, subject, subjectGroup, label, fold)
            .anyMatch(known -> known == column)
        || own.isUsed(column)
        || answers.isUsed(column);
  }

  /**
   * Refuses a file of ALLNet that lost what tells images of training from others.
   *
   * @throws InputException if the column that only ALLNet writes is there, and neither role nor
   *     fold
   */
  void requireRoles(Path file) {
    if (own.role() < 0 && fold < 0 && own.marks() >= 0) {
      throw InputException.in(
          file,
          "is of ALLNet and has lost its column 'role', so that images which were trained on may be among those to evaluate; take the file as it was written, or remove the column marks to evaluate it as one of another program");
    }
  }

  /**
   * Refuses two columns of probabilities whose classes differ only in the way of writing, unless
   * they are made one class.
   *
   * @param renames new names of classes by old ones
   * @throws InputException if there are such
   */
  void requireDistinct(Path file, Map<String, String> renames) {
    Map<String, String> seen = new HashMap<>();
    for (String name : answers.classes()) {
      String folded = name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "");
      String other = seen.putIfAbsent(folded, name);
      if (other != null
          && !renames.getOrDefault(name, name).equals(renames.getOrDefault(other, other))) {
        throw InputException.at(
            file,
            1,
            Sentence.of(
                "columns 'p_%s' and 'p_%s' are probably of one class; keep one, or merge them with %s",
                other, name, OptionName.CLASSES.with(name + "=" + other)));
      }
    }
  }

  boolean scoreOnly() {
    return answers.classes().size() < 2;
  }

  /** {@return a number of rows in words} */
  static String rows(int count) {
    return Counted.of(count, "row").toString();
  }

  /** A column's name in lower case, without what is between its words. */
  static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_.-]+", "");
  }

  static String shorten(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 80 ? line : line.substring(0, 77) + "...";
  }
}
