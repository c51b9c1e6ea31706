package org.allnet.inference.image.input;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.Interruption;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.WorkProgress;
import org.allnet.data.image.CellStore;
import org.allnet.data.image.NamedCell;
import org.allnet.data.image.VisiblePart;
import org.allnet.evaluation.decision.NothingToSee;

/**
 * What a model can see of a set of images.
 *
 * @param input what is done to a cell before a network sees it
 * @param images how many were looked at
 * @param nothing why nothing is to be seen of an image, by its name; in the images' order
 */
public record SightSurvey(InputOptions input, int images, Map<String, NothingToSee> nothing) {

  /** So many images, evenly spread, show what segmentation does to a set. */
  public static final int SAMPLE = 64;

  /** Fewer images are no set: each is answered or named by itself. */
  public static final int LEAST_SET = 8;

  private static final int AT_ONCE = 8;

  private static final int MOST_NAMES = 20;

  /** Copies {@code nothing}, so that nothing changes it from outside. */
  public SightSurvey {
    nothing = Collections.unmodifiableMap(new LinkedHashMap<>(nothing));
  }

  /**
   * Looks at images.
   *
   * @param check the rule
   * @param cells the images; read once, in order, a few at a time
   * @param progress is told how many are done
   * @return what was found
   * @throws org.allnet.data.RunException if this thread is interrupted
   */
  public static SightSurvey of(SightCheck check, Iterable<NamedCell> cells, IntConsumer progress) {
    return of(check, cells, cell -> VisiblePart.of(cell.pixels()), progress);
  }

  /**
   * Looks at the decoded images of a data set: first at a sample, so that a set that does not fit
   * is refused soon, then at the others. No image is looked at twice.
   *
   * @param check the rule
   * @param names the images
   * @param store their pixels
   * @param visible how much is to be seen of each image, by its name
   * @param set what the set is called
   * @param trained whether segmentation is that of a finished model
   * @param progress is told how far it has come
   * @return what was found
   * @throws InputException if segmentation erases most images
   * @throws org.allnet.data.RunException if this thread is interrupted
   */
  public static SightSurvey ofSet(
      SightCheck check,
      List<String> names,
      CellStore store,
      Map<String, VisiblePart> visible,
      String set,
      boolean trained,
      WorkProgress progress) {
    List<String> sample = sample(names);
    List<String> others = new ArrayList<>(names);
    others.removeAll(Set.copyOf(sample));
    Function<NamedCell, VisiblePart> known =
        cell -> Objects.requireNonNull(visible.get(cell.name()), cell.name());
    WorkProgress.Step step = WorkProgress.Step.SEGMENTING;
    SightSurvey first =
        of(check, cells(sample, store), known, done -> progress.reached(step, done, names.size()));
    first.requireMostKept(set, trained);
    SightSurvey rest =
        of(
            check,
            cells(others, store),
            known,
            done -> progress.reached(step, (long) sample.size() + done, names.size()));
    Map<String, NothingToSee> nothing = new LinkedHashMap<>();
    for (String name : names) {
      NothingToSee reason = first.nothing().getOrDefault(name, rest.nothing().get(name));
      if (reason != null) {
        nothing.put(name, reason);
      }
    }
    SightSurvey all = new SightSurvey(check.input(), names.size(), nothing);
    all.requireMostKept(set, trained);
    return all;
  }

  private static SightSurvey of(
      SightCheck check,
      Iterable<NamedCell> cells,
      Function<NamedCell, VisiblePart> visible,
      IntConsumer progress) {
    Map<String, NothingToSee> nothing = new LinkedHashMap<>();
    List<NamedCell> some = new ArrayList<>();
    Interruption interruption = Interruption.ofThisThread();
    int done = 0;
    for (Iterator<NamedCell> each = cells.iterator(); each.hasNext(); ) {
      some.add(each.next());
      if (some.size() == AT_ONCE || !each.hasNext()) {
        interruption.check("looking at what segmentation leaves");
        List<Optional<NothingToSee>> found =
            check.look(
                some.stream().map(NamedCell::pixels).toList(), some.stream().map(visible).toList());
        for (int i = 0; i < some.size(); i++) {
          String name = some.get(i).name();
          found.get(i).ifPresent(reason -> nothing.put(name, reason));
        }
        done += some.size();
        some.clear();
        progress.accept(done);
      }
    }
    return new SightSurvey(check.input(), done, nothing);
  }

  /**
   * Returns decoded images of a data set, one after the other.
   *
   * @param names which
   * @param store their pixels
   */
  private static Iterable<NamedCell> cells(List<String> names, CellStore store) {
    return () -> names.stream().map(name -> new NamedCell(name, store.get(name))).iterator();
  }

  /**
   * Returns an evenly spread sample.
   *
   * @param all names or images, in their order
   * @return at most {@link #SAMPLE} of them; all if they are no more
   */
  public static <T> List<T> sample(List<T> all) {
    List<T> some = new ArrayList<>();
    int count = Math.min(SAMPLE, all.size());
    for (int i = 0; i < count; i++) {
      some.add(all.get((int) ((long) i * all.size() / count)));
    }
    return some;
  }

  /** {@return how many images segmentation erases} */
  public int erased() {
    return (int) nothing.values().stream().filter(NothingToSee.Erased.class::isInstance).count();
  }

  /**
   * {@return the images that show nothing themselves, which are neither trained on nor evaluated}
   */
  public SightSurvey leftOut() {
    return only(NothingToSee::isOfImage);
  }

  /**
   * {@return the images that this model can't see, which are trained on and evaluated all the same}
   */
  public SightSurvey evaluated() {
    return only(reason -> !reason.isOfImage());
  }

  private SightSurvey only(Predicate<NothingToSee> wanted) {
    Map<String, NothingToSee> some = new LinkedHashMap<>();
    nothing.forEach(
        (name, reason) -> {
          if (wanted.test(reason)) {
            some.put(name, reason);
          }
        });
    return new SightSurvey(input, images, some);
  }

  /**
   * Returns the images of which nothing is to be seen, those of a kind together.
   *
   * @return a survey for each kind, with those images alone
   */
  public List<SightSurvey> kinds() {
    return nothing.values().stream()
        .map(NothingToSee::key)
        .distinct()
        .map(key -> only(reason -> reason.key().equals(key)))
        .toList();
  }

  /**
   * Returns what happened to how many images, part of a sentence.
   *
   * @throws java.util.NoSuchElementException if there is something to see of each
   */
  public String counted() {
    return "%s %d of %s"
        .formatted(first().ofSeveral(), nothing.size(), Counted.of(images, "image"));
  }

  /**
   * Returns what a user may do instead, part of a sentence.
   *
   * @throws java.util.NoSuchElementException if there is something to see of each
   */
  public String instead() {
    NothingToSee first = first();
    if (first instanceof NothingToSee.Erased) {
      return instead(input);
    }
    return first instanceof NothingToSee.EvenMiddle ? "use another crop" : "give images of cells";
  }

  private static String instead(InputOptions input) {
    String modes = input.segmentation().instead();
    return input.stacked() ? modes + "; 'none' needs channels = image" : modes;
  }

  private NothingToSee first() {
    return nothing.values().iterator().next();
  }

  /** {@return the names of the images of which nothing is to be seen: the first twenty} */
  public String names() {
    List<String> all = List.copyOf(nothing.keySet());
    String first = String.join(", ", all.subList(0, Math.min(MOST_NAMES, all.size())));
    return all.size() > MOST_NAMES ? first + " and " + (all.size() - MOST_NAMES) + " more" : first;
  }

  /** {@return a line for each image of which nothing is to be seen: its name and the reason} */
  public List<String> lines() {
    return nothing.entrySet().stream()
        .map(one -> one.getKey() + ": " + one.getValue().reason())
        .toList();
  }

  /**
   * Refuses a set of which segmentation erases most images.
   *
   * @param set what the set is called
   * @param trained whether the mode is that of a finished model
   * @throws InputException if the set has {@link #LEAST_SET} images or more and more than half of
   *     them are erased; names how many, the mode and other modes with what they keep
   */
  public void requireMostKept(String set, boolean trained) {
    if (images < LEAST_SET || 2 * erased() <= images) {
      return;
    }
    throw InputException.in(
        set,
        Sentence.of(
            "segmentation '%s'%s erases %d of %d images looked at, so that nothing is left to see%s; %s%s (%s)",
            input.segmentation().key(),
            trained ? " of the model" : "",
            erased(),
            images,
            input.stacked() ? " of their segmented copies" : "",
            trained
                ? "give images like those that it was trained on, or train another model: "
                : "",
            instead(input),
            OptionName.SEGMENTATION));
  }
}
