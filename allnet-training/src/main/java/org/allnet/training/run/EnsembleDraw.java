package org.allnet.training.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.allnet.data.split.Split.Place;

/**
 * Draws what each network of an ensemble trains on. People are drawn, never single images of
 * theirs; an image without a subject is drawn alone.
 */
final class EnsembleDraw {

  private EnsembleDraw() {}

  /**
   * As many subjects of each class as there are, drawn with replacement (Breiman 1996).
   *
   * @param places the images
   * @param seed what is drawn from
   * @return their images; those of a subject that is drawn twice are there twice
   */
  static List<Place> bootstrap(List<Place> places, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Place> drawn = new ArrayList<>();
    byClass(places)
        .values()
        .forEach(
            subjects -> {
              for (int i = 0; i < subjects.size(); i++) {
                drawn.addAll(subjects.get(random.nextInt(subjects.size())));
              }
            });
    return drawn;
  }

  /**
   * All images but those of one part of the subjects; the parts divide the subjects of each class.
   *
   * @param places the images
   * @param part which part is left out, from 0
   * @param parts how many there are; if that is one, nothing is left out
   * @param seed what the parts are drawn from: the same for all parts
   * @return the images that remain
   */
  static List<Place> without(List<Place> places, int part, int parts, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Place> kept = new ArrayList<>();
    byClass(places)
        .values()
        .forEach(
            subjects -> {
              List<List<Place>> shuffled = new ArrayList<>(subjects);
              for (int i = shuffled.size() - 1; i > 0; i--) {
                java.util.Collections.swap(shuffled, i, random.nextInt(i + 1));
              }
              for (int i = 0; i < shuffled.size(); i++) {
                boolean only = parts == 1 || shuffled.size() == 1;
                if (only || i % parts != part) {
                  kept.addAll(shuffled.get(i));
                }
              }
            });
    return kept;
  }

  /** The images of each subject, class by class, in an order that does not depend on the list's. */
  private static Map<String, List<List<Place>>> byClass(List<Place> places) {
    Map<String, Map<String, List<Place>>> grouped = new TreeMap<>();
    for (Place place : places) {
      String person = place.person();
      grouped
          .computeIfAbsent(place.label(), label -> new TreeMap<>())
          .computeIfAbsent(
              person == null ? "image " + place.image() : "subject " + person,
              key -> new ArrayList<>())
          .add(place);
    }
    Map<String, List<List<Place>>> lists = new LinkedHashMap<>();
    grouped.forEach((label, subjects) -> lists.put(label, new ArrayList<>(subjects.values())));
    return lists;
  }
}
