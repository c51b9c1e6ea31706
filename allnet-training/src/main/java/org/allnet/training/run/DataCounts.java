package org.allnet.training.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.allnet.data.Counted;
import org.allnet.data.Invocation;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.data.presumed.RunSizes;
import org.allnet.data.split.Split;
import org.allnet.data.split.Split.Place;
import org.allnet.evaluation.interval.Wilson;
import org.allnet.evaluation.verdict.TooFewPeople;
import org.jspecify.annotations.Nullable;

/**
 * How many images and subjects of each class a run trains on and is evaluated on, and of which
 * there are few. Whether too little is evaluated is what the verdict will say of it ({@link
 * TooFewPeople}). That a fold model needs so many images is our own assumption.
 */
final class DataCounts {

  /** Images of a class that a fold model trains on, below which a system learns little. */
  static final int LEAST_TRAINED = 100;

  private final boolean imageLevel;
  private final boolean presumed;
  private final boolean allEvaluated;
  private final RunSizes sizes;
  private final Map<String, OfClass> classes = new LinkedHashMap<>();
  private final @Nullable TooFewPeople tooFew;

  /** What there is of one class; subjects are counted as images if they are not kept apart. */
  private static final class OfClass {
    private int images;
    private int trained = Integer.MAX_VALUE;
    private final Set<String> subjects = new LinkedHashSet<>();
    private final Set<String> evaluated = new LinkedHashSet<>();
  }

  private DataCounts(Split split, int foldModels, ClassSet names) {
    imageLevel = split.protocol().imageLevel();
    presumed = split.protocol().presumed();
    allEvaluated = split.holdOut().isEmpty() && foldModels >= split.folds();
    sizes = RunSizes.of(split.places().stream().map(Place::group).toList());
    names.names().forEach(name -> classes.put(name, new OfClass()));
    for (Place place : split.places()) {
      OfClass counted = of(place);
      counted.images++;
      counted.subjects.add(unit(place));
    }
    List<Place> evaluated = new ArrayList<>(split.holdOut());
    for (int fold = 1; fold <= foldModels; fold++) {
      Map<String, Integer> trained = new LinkedHashMap<>();
      split.training(fold).forEach(place -> trained.merge(place.label(), 1, Integer::sum));
      classes.forEach(
          (name, counted) ->
              counted.trained = Math.min(counted.trained, trained.getOrDefault(name, 0)));
      if (split.holdOut().isEmpty()) {
        evaluated.addAll(split.validation(fold));
      }
    }
    evaluated.forEach(place -> of(place).evaluated.add(unit(place)));
    tooFew =
        TooFewPeople.of(
            names.names(),
            evaluated.stream()
                .map(
                    place ->
                        new TooFewPeople.Evaluated(
                            place.label(), place.image(), place.person(), presumed))
                .toList());
  }

  /**
   * Counts the images and subjects of a split.
   *
   * @param split the split
   * @param foldModels how many fold models are trained
   * @param names the classes
   */
  static DataCounts of(Split split, int foldModels, ClassSet names) {
    return new DataCounts(split, foldModels, names);
  }

  private OfClass of(Place place) {
    return classes.computeIfAbsent(place.label(), label -> new OfClass());
  }

  private String unit(Place place) {
    String person = place.person();
    return imageLevel || person == null ? place.image() : person;
  }

  /** {@return a line for each class, and one on what is too little and what to do about it} */
  List<Sentence> lines() {
    List<Sentence> lines = new ArrayList<>();
    List<String> trained = new ArrayList<>();
    Map<String, Integer> evaluated = new LinkedHashMap<>();
    classes.forEach(
        (name, counted) -> {
          lines.add(
              Sentence.of(
                  "data: %s: %s; a fold model trains on %s, and %s evaluated",
                  name,
                  imageLevel
                      ? Counted.of(counted.images, "image")
                      : Counted.of(counted.images, "image")
                          + " of "
                          + PresumedSubject.counted(counted.subjects.size(), presumed),
                  Counted.of(counted.trained, "image"),
                  units(counted.evaluated.size()).are()));
          if (counted.trained < LEAST_TRAINED) {
            trained.add(
                "%s of '%s'"
                    .formatted(
                        trained.isEmpty() ? Counted.of(counted.trained, "image") : counted.trained,
                        name));
          }
          if (tooFew != null && count(tooFew, name) < tooFew.counted().least()) {
            evaluated.put(name, count(tooFew, name));
          }
        });
    List<String> little = new ArrayList<>();
    if (!trained.isEmpty()) {
      little.add(
          "a fold model trains on %s (to learn, at least %d of a class)"
              .formatted(String.join(" and ", trained), LEAST_TRAINED));
    }
    if (tooFew != null && !evaluated.isEmpty()) {
      little.add(evaluated(evaluated, tooFew.counted()));
    }
    if (presumed) {
      lines.add(Sentence.text("data: " + sizes.words()));
    }
    if (!little.isEmpty()) {
      lines.add(
          Sentence.of(
              "little data: %s. The run goes on; its metrics will say little: add %s%s",
              String.join("; ", little),
              imageLevel ? "images" : "images of other subjects",
              allEvaluated
                  ? ""
                  : Sentence.of(
                      ", or let %s evaluate every one",
                      Invocation.of("crossval", OptionName.HOLD_OUT.with(0)))));
    }
    return lines;
  }

  private static int count(TooFewPeople found, String name) {
    return Objects.requireNonNull(found.counts().get(name), name);
  }

  /** The interval is that of the class with the fewest, the widest. */
  private static String evaluated(Map<String, Integer> counts, TooFewPeople.Counted counted) {
    List<String> parts = new ArrayList<>();
    counts.forEach(
        (name, count) ->
            parts.add(
                "%s of '%s'".formatted(parts.isEmpty() ? units(count, counted) : count, name)));
    int fewest = Collections.min(counts.values());
    boolean one = parts.size() == 1 && fewest == 1;
    String text =
        "%s %s evaluated (to say something, at least %d of a class"
            .formatted(String.join(" and ", parts), one ? "is" : "are", counted.least());
    if (fewest == 0) {
      return text + ")";
    }
    double low = Wilson.of(fewest, fewest, units(fewest, counted).toString()).low();
    return text
        + String.format(
            Locale.ROOT, "; with %d, all of them right, an interval begins at %.2f)", fewest, low);
  }

  private static Counted units(int count, TooFewPeople.Counted counted) {
    return switch (counted) {
      case IMAGES -> Counted.of(count, "image");
      case PEOPLE, AT_MOST -> PresumedSubject.counted(count, false);
      case PRESUMED -> PresumedSubject.counted(count, true);
    };
  }

  private Counted units(int count) {
    return imageLevel ? Counted.of(count, "image") : PresumedSubject.counted(count, presumed);
  }
}
