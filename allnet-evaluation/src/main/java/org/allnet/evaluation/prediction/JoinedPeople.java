package org.allnet.evaluation.prediction;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.dataset.SubjectNames;
import org.allnet.data.integrity.DisjointSets;
import org.jspecify.annotations.Nullable;

/**
 * The people of several files, each of which may know names of one person that the others do not.
 * Rows are of one person if they name the same image, or if their subjects' names differ only in
 * the way of writing, whatever each file alone calls the person. Not to be changed once made.
 */
public final class JoinedPeople {

  private final DisjointSets people = new DisjointSets();

  private JoinedPeople() {}

  /**
   * Joins the people of files.
   *
   * @param files the rows of each
   * @return the people as all files together know them
   */
  public static JoinedPeople of(Collection<List<Prediction>> files) {
    JoinedPeople joined = new JoinedPeople();
    Map<String, String> ofImage = new HashMap<>();
    for (List<Prediction> rows : files) {
      for (Prediction row : rows) {
        String person = row.person();
        if (person == null) {
          continue;
        }
        String name = SubjectNames.person(row.subject());
        joined.people.join(person, name == null ? person : name);
        joined.people.join(person, ofImage.computeIfAbsent(row.image(), image -> person));
      }
    }
    return joined;
  }

  /**
   * Returns whose the image of a row is.
   *
   * @param row of one of the files
   * @return the same for all rows of one person; null if the row's file does not know it
   */
  public @Nullable String of(Prediction row) {
    String person = row.person();
    return person == null ? null : people.first(person);
  }
}
