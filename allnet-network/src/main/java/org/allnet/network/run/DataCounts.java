package org.allnet.network.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.data.split.Split;
import org.allnet.data.split.Split.Place;
import org.allnet.evaluation.interval.Wilson;

/**
 * How many images and subjects of each class a run trains on and is judged on, and where that is
 * little. The least numbers are our own assumption. Even without a single mistake the lower end of
 * Wilson's 95 % interval is 0.72 with ten judged subjects of a class, and 0.57 with five.
 */
final class DataCounts {

  /** Subjects of a class that are judged, below which the metrics say little. */
  static final int LEAST_JUDGED = 10;

  /** Images of a class that a fold model trains on, below which a network learns little. */
  static final int LEAST_TRAINED = 100;

  private final boolean imageLevel;
  private final boolean presumed;
  private final Map<String, Counted> classes = new LinkedHashMap<>();

  /** What there is of one class; subjects are counted as images if they are not kept apart. */
  private static final class Counted {
    private int images;
    private int trained = Integer.MAX_VALUE;
    private final Set<String> subjects = new LinkedHashSet<>();
    private final Set<String> judged = new LinkedHashSet<>();
  }

  private DataCounts(Split split, int instances, ClassSet names) {
    imageLevel = split.protocol().imageLevel();
    presumed = split.protocol().presumed();
    names.names().forEach(name -> classes.put(name, new Counted()));
    for (Place place : split.places()) {
      Counted counted = of(place);
      counted.images++;
      counted.subjects.add(unit(place));
    }
    for (int instance = 1; instance <= instances; instance++) {
      Map<String, Integer> trained = new LinkedHashMap<>();
      split.training(instance).forEach(place -> trained.merge(place.label(), 1, Integer::sum));
      classes.forEach(
          (name, counted) ->
              counted.trained = Math.min(counted.trained, trained.getOrDefault(name, 0)));
      if (split.holdOut().isEmpty()) {
        split.validation(instance).forEach(place -> of(place).judged.add(unit(place)));
      }
    }
    split.holdOut().forEach(place -> of(place).judged.add(unit(place)));
  }

  /**
   * Counts.
   *
   * @param split the split
   * @param instances how many fold models are trained
   * @param names the classes
   */
  static DataCounts of(Split split, int instances, ClassSet names) {
    return new DataCounts(split, instances, names);
  }

  private Counted of(Place place) {
    return classes.computeIfAbsent(place.label(), label -> new Counted());
  }

  private String unit(Place place) {
    return imageLevel ? place.image() : place.group();
  }

  /** {@return a line for each class, and one on what is too little and what to do about it} */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    List<String> little = new ArrayList<>();
    classes.forEach(
        (name, counted) -> {
          lines.add(
              "data: %s: %s; a fold model trains on %d images, and %s judged"
                  .formatted(
                      name,
                      imageLevel
                          ? counted.images + " images"
                          : counted.images + " images of " + subjects(counted.subjects.size()),
                      counted.trained,
                      are(units(counted.judged.size()), counted.judged.size())));
          if (counted.trained < LEAST_TRAINED) {
            little.add(
                "a fold model trains on %d images of '%s', and %d are the least that a network learns something from"
                    .formatted(counted.trained, name, LEAST_TRAINED));
          }
          if (counted.judged.size() < LEAST_JUDGED) {
            little.add(judged(name, counted.judged.size()));
          }
        });
    if (!little.isEmpty()) {
      lines.add(
          "little data: %s; the run goes on, and its metrics will say little: add %s, or let 'crossval' with --hold-out 0 judge every one"
              .formatted(
                  String.join("; ", little), imageLevel ? "images" : "images of other subjects"));
    }
    return lines;
  }

  private String judged(String name, int judged) {
    if (judged == 0) {
      return "nothing of '" + name + "' is judged";
    }
    double low = Wilson.of(judged, judged, units(judged)).low();
    return String.format(
        Locale.ROOT,
        "%s judged of '%s', and %d are the least that a metric says something from (without a mistake the interval would begin at %.2f)",
        are(units(judged), judged),
        name,
        LEAST_JUDGED,
        low);
  }

  private String units(int count) {
    return imageLevel ? count + (count == 1 ? " image" : " images") : subjects(count);
  }

  private String subjects(int count) {
    return count + " " + PresumedSubject.word(count, presumed);
  }

  private static String are(String units, int count) {
    return units + (count == 1 ? " is" : " are");
  }
}
