package org.allnet.data.field.inspection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.dataset.DatasetProblem;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.dataset.SubjectNames;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldSet;
import org.allnet.data.file.PersonWords;
import org.allnet.data.folder.SubjectTable;

/**
 * The person or slide that fields are of, told by a {@code subjects.csv} or by words in their names
 * such as {@code patient_12} and {@code slide3}. A person has several slides, so that a name with
 * both words goes by the person.
 *
 * @param byField the person or slide of fields by their names; empty if nothing tells them
 * @param unit what these are, in one word: {@value #SUBJECT} or {@value #SLIDE}
 * @param notes what is odd about them, a line each
 */
public record FieldSources(Map<String, String> byField, String unit, List<DatasetProblem> notes) {

  /** The word for a person. */
  public static final String SUBJECT = "subject";

  /** The word for a slide. */
  public static final String SLIDE = "slide";

  private static final Pattern PERSON_WORD = numbered(PersonWords.wholeWords());
  private static final Pattern SLIDE_WORD = numbered("(?:slide|smear|film|specimen)s?");

  /** Copies both, so that nothing changes them from outside. */
  public FieldSources {
    byField = Map.copyOf(byField);
    notes = List.copyOf(notes);
  }

  private static Pattern numbered(String words) {
    return Pattern.compile(
        "(?iu)(?<!\\p{L})(" + words + ")[\\s_.-]*([a-z]{0,3}\\d{1,9})(?!\\d)",
        Pattern.UNICODE_CASE);
  }

  /**
   * Reads the table or the names of a set's fields.
   *
   * @param set the set
   * @return the person or slide of each field; if a {@code subjects.csv} lacks some, of the others
   * @throws org.allnet.data.InputException if a {@code subjects.csv} is broken
   */
  public static FieldSources of(FieldSet set) {
    return of(set.root(), set.fields().stream().map(Field::name).toList());
  }

  /**
   * Reads the table of a folder, or the names of its fields.
   *
   * @param folder the folder
   * @param names of its fields, from the folder on
   * @return the person or slide of each field; if a {@code subjects.csv} lacks some, of the others
   * @throws org.allnet.data.InputException if a {@code subjects.csv} is broken
   */
  public static FieldSources of(Path folder, Collection<String> names) {
    List<DatasetProblem> problems = new ArrayList<>();
    Map<String, String> table =
        SubjectTable.read(FoundFiles.withMasksBelow(folder), name -> null, problems);
    if (!table.isEmpty() || !problems.isEmpty()) {
      Map<String, String> known = new HashMap<>(table);
      known.keySet().retainAll(new HashSet<>(names));
      return new FieldSources(known, SUBJECT, problems);
    }
    return ofNames(names);
  }

  /**
   * Reads the names of fields alone.
   *
   * @param names of the fields
   * @return the person or slide of each field; of none if a name does not tell it
   */
  public static FieldSources ofNames(Collection<String> names) {
    List<String> notes = new ArrayList<>();
    Map<String, String> persons = named(names, PERSON_WORD, notes);
    Map<String, String> slides = named(names, SLIDE_WORD, notes);
    if (persons.isEmpty()) {
      return new FieldSources(slides, SLIDE, DatasetProblem.others(notes));
    }
    tellShared(persons, slides, notes);
    return new FieldSources(persons, SUBJECT, DatasetProblem.others(notes));
  }

  /**
   * Reads the slides that names of fields tell, whatever they say of persons.
   *
   * @param names of the fields
   * @return the slide of each field; of none if a name does not tell it
   */
  public static FieldSources slidesOfNames(Collection<String> names) {
    List<String> notes = new ArrayList<>();
    return new FieldSources(named(names, SLIDE_WORD, notes), SLIDE, DatasetProblem.others(notes));
  }

  /** What a word says of all fields; empty if it is in some only, or numbers the fields. */
  private static Map<String, String> named(
      Collection<String> names, Pattern word, List<String> notes) {
    Map<String, String> sources = new HashMap<>();
    for (String name : names) {
      String found = null;
      Matcher matcher = word.matcher(name);
      while (matcher.find()) {
        String source = (matcher.group(1) + " " + matcher.group(2)).toLowerCase(Locale.ROOT);
        if (found == null) {
          found = source;
        } else if (!found.equals(source)) {
          notes.add("%s names %s and %s; the first counts".formatted(name, found, source));
        }
      }
      if (found == null) {
        return Map.of();
      }
      sources.put(name, found);
    }
    if (SubjectNames.areOfOneImageEach(sources.values())) {
      notes.add(
          "each of %d fields has a number of its own, such as %s, which says nothing of slides or persons; a %s can tell them"
              .formatted(
                  sources.size(),
                  sources.values().stream().sorted().findFirst().orElse(""),
                  SubjectTable.FILE));
      return Map.of();
    }
    return sources;
  }

  private static void tellShared(
      Map<String, String> persons, Map<String, String> slides, List<String> notes) {
    Map<String, TreeSet<String>> ofSlide = new TreeMap<>();
    slides.forEach(
        (field, slide) ->
            ofSlide
                .computeIfAbsent(slide, key -> new TreeSet<>())
                .add(persons.getOrDefault(field, "")));
    ofSlide.entrySet().stream()
        .filter(one -> one.getValue().size() > 1)
        .findFirst()
        .ifPresent(
            one ->
                notes.add(
                    "names say that %s is of %s, such as %s; fields go by the person, and slides count anew for each"
                        .formatted(
                            one.getKey(),
                            one.getValue().size() + " persons",
                            String.join(" and ", new ArrayList<>(one.getValue()).subList(0, 2)))));
  }

  /** {@return how many persons or slides there are} */
  public int count() {
    return new HashSet<>(byField.values()).size();
  }
}
