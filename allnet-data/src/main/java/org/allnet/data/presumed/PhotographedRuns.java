package org.allnet.data.presumed;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.Interruption;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.data.dataset.RunGrouping;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.CellStore;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Runs of images with consecutive numbers that were photographed alike: presumably of one slide,
 * and so of one person. An image joins the run it resembles most among those of its folder and name
 * that had an image at most ten numbers before; else it begins a run. So runs may interleave. A run
 * that has reached its greatest length is followed by another.
 *
 * <p>It is a presumption. One person may be in several runs, and slides that look alike in one.
 */
public final class PhotographedRuns {

  private static final OptionValue BY_RUNS = OptionName.GROUP_BY.with("runs");
  private static final OptionValue BY_IMAGE = OptionName.PROTOCOL.with("image");

  private static final int MOST_NUMBERS_APART = 10;
  private static final double ALIKE = 1.25;

  private static final Pattern NUMBER = Pattern.compile("(.*?)(\\d+)(\\D*)");

  private PhotographedRuns() {}

  /** A place in a sequence of names. */
  private record Numbered(String series, BigInteger number, CellImage image) {}

  private static final class Run {
    private final String subject;
    private Photography mean;
    private int images = 1;
    private BigInteger last;

    Run(CellImage first, Photography look, BigInteger number) {
      subject = PresumedSubject.named(first.name());
      mean = look;
      last = number;
    }

    void add(Photography look, BigInteger number) {
      mean = mean.with(look, images);
      images++;
      last = number;
    }
  }

  /**
   * Returns a data set with presumed subjects.
   *
   * @param dataset a data set that names no subject
   * @param grouping how long a run may be
   * @param pixelsOf the pixels of an image; null if it can't be read, which leaves it without
   *     subject
   * @param progress is told how far it has come
   * @return the same images, with the subjects {@link PresumedSubject#named}
   * @throws OptionException if the data set names subjects
   * @throws InputException if an image's name has no number, or most presumed subjects would have
   *     one image
   * @throws org.allnet.data.RunException if this thread is interrupted
   */
  public static Dataset grouped(
      Dataset dataset,
      RunGrouping grouping,
      Function<CellImage, @Nullable CellPixels> pixelsOf,
      WorkProgress progress) {
    requireNoSubjects(dataset);
    Map<String, Photography> looks = new ConcurrentHashMap<>();
    Interruption interruption = Interruption.ofThisThread();
    Runnable done = progress.counter(WorkProgress.Step.READING, dataset.images().size());
    dataset.images().parallelStream()
        .forEach(
            image -> {
              interruption.check("reading " + image.file());
              CellPixels pixels = pixelsOf.apply(image);
              if (pixels != null) {
                looks.put(image.name(), Photography.of(pixels));
              }
              done.run();
            });
    Map<String, List<Numbered>> series = new TreeMap<>();
    for (CellImage image : dataset.images()) {
      if (looks.containsKey(image.name())) {
        Numbered one = numbered(image);
        series.computeIfAbsent(one.series(), key -> new ArrayList<>()).add(one);
      }
    }
    Map<String, String> subjects = new HashMap<>();
    for (List<Numbered> images : series.values()) {
      images.sort(Comparator.comparing(Numbered::number).thenComparing(one -> one.image().name()));
      subjects.putAll(subjects(images, looks, grouping.most()));
    }
    RunSizes sizes = RunSizes.of(subjects.values());
    if (sizes.mostlyAlone()) {
      Counted alone = Counted.of(sizes.alone(), "image").outOf(sizes.images());
      throw InputException.in(
          dataset.root(),
          Sentence.of(
              "%s finds hardly any runs: %s, such as %s, and %s split would be one by image; number the files as they were photographed, or use %s",
              BY_RUNS,
              alone.then(
                  "would be alone in its presumed subject",
                  "would be alone in their presumed subjects"),
              alone(subjects).orElseThrow(),
              alone.either("its", "their"),
              BY_IMAGE));
    }
    return dataset.withSubjects(subjects);
  }

  /**
   * Refuses a data set that names subjects.
   *
   * @param dataset a data set for which subjects are to be presumed
   * @throws OptionException if it names the subject of an image
   */
  public static void requireNoSubjects(Dataset dataset) {
    long named = dataset.images().stream().filter(image -> image.subject() != null).count();
    if (named > 0) {
      throw new OptionException(
          BY_RUNS,
          Sentence.of(
              "%s: %s names the subject of %s, and no subject may be presumed beside known ones; leave it out, or complete the subjects",
              BY_RUNS, dataset.root(), Counted.of(named, "image").outOf(dataset.images().size())));
    }
  }

  /**
   * Returns a data set with presumed subjects, whose images are decoded one by one.
   *
   * @param dataset a data set that names no subject
   * @param grouping how long a run may be
   * @param progress is told how far it has come
   */
  public static Dataset grouped(Dataset dataset, RunGrouping grouping, WorkProgress progress) {
    ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);
    return grouped(
        dataset, grouping, image -> CellStore.decode(dataset, image, decoder).pixels(), progress);
  }

  private static Map<String, String> subjects(
      List<Numbered> images, Map<String, Photography> looks, int most) {
    Map<String, String> subjects = new HashMap<>();
    List<Run> open = new ArrayList<>();
    for (Numbered one : images) {
      BigInteger number = one.number();
      Photography look = Objects.requireNonNull(looks.get(one.image().name()));
      open.removeIf(
          run -> number.subtract(run.last).compareTo(BigInteger.valueOf(MOST_NUMBERS_APART)) > 0);
      Run nearest =
          open.stream().min(Comparator.comparing(run -> run.mean.distance(look))).orElse(null);
      if (nearest == null || nearest.mean.distance(look) > ALIKE) {
        nearest = new Run(one.image(), look, number);
        open.add(nearest);
      } else if (nearest.images == most) {
        open.remove(nearest);
        nearest = new Run(one.image(), look, number);
        open.add(nearest);
      } else {
        nearest.add(look, number);
      }
      subjects.put(one.image().name(), nearest.subject);
    }
    return subjects;
  }

  /** The first image that is the only one of its subject. */
  private static Optional<String> alone(Map<String, String> subjects) {
    return subjects.keySet().stream()
        .sorted()
        .filter(image -> Collections.frequency(subjects.values(), subjects.get(image)) == 1)
        .findFirst();
  }

  /** The last number of a file's name; what is around it, with the folder, is its series. */
  private static Numbered numbered(CellImage image) {
    String name = image.name();
    String file = name.substring(name.lastIndexOf('/') + 1).replaceFirst("\\.[A-Za-z]{3,4}$", "");
    String folder = name.substring(0, name.lastIndexOf('/') + 1);
    Matcher last = NUMBER.matcher(file);
    String before = "";
    String digits = "";
    String after = "";
    int from = 0;
    while (last.find(from)) {
      before = file.substring(0, last.start(2));
      digits = last.group(2);
      after = file.substring(last.end(2));
      from = last.end(2);
    }
    if (digits.isEmpty()) {
      throw InputException.in(
          name,
          Sentence.of(
              "its name has no number, so that %s can't say what is consecutive; number the files as they were photographed, or use %s",
              BY_RUNS, BY_IMAGE));
    }
    return new Numbered(folder + before + "#" + after, new BigInteger(digits), image);
  }
}
