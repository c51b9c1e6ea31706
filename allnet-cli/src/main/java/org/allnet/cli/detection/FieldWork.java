package org.allnet.cli.detection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.Progress;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cells of fields, outlines and classifies them if that is wanted, and writes them field
 * by field. Not for several threads, but for {@link #stopped}.
 */
final class FieldWork {

  private final FieldSearch search;
  private final DecodedFields decoded;
  private final FieldFiles written;
  private final List<String> classes;
  private final Consumer<FoundCells> shown;
  private final BiFunction<String, Integer, Progress> bars;
  private final Consumer<Sentence> status;
  private final FieldGroups groups;
  private int seen;
  private final List<FoundCells> found = Collections.synchronizedList(new ArrayList<>());

  /**
   * Creates work on no field.
   *
   * @param search looks for cells
   * @param decoded decodes fields that it has looked at once more
   * @param written takes what is found
   * @param classes the names of the detector's classes
   * @param shown shows each field that is finished
   * @param bars starts to show a task of so many fields
   * @param status is told of fields and cells that can't be read
   */
  FieldWork(
      FieldSearch search,
      DecodedFields decoded,
      FieldFiles written,
      List<String> classes,
      Consumer<FoundCells> shown,
      BiFunction<String, Integer, Progress> bars,
      Consumer<Sentence> status) {
    this.search = search;
    this.decoded = decoded;
    this.written = written;
    this.classes = classes;
    this.shown = shown;
    this.bars = bars;
    this.status = status;
    this.groups = new FieldGroups(classes);
  }

  /** {@return what fields tell together that no field tells alone, a line each} */
  List<String> notes() {
    return groups.notes();
  }

  /** {@return the fields that are finished} */
  List<FoundCells> found() {
    return found;
  }

  /**
   * Finds cells, outlines and classifies them if that is wanted, and writes them. All fields of a
   * folder are looked at first, since those of a kind tell their scale together; then each is
   * written.
   *
   * @param images the files of the fields by their names
   * @param outlines outlines cells; absent if that is not wanted
   * @param answers classifies cells; absent if that is not wanted
   * @return how many fields could not be read
   */
  int find(
      Map<String, Path> images, @Nullable FieldMasks outlines, @Nullable FieldAnswers answers) {
    Deque<Path> next = new ArrayDeque<>(images.values());
    List<FieldSearch.First> looked = new ArrayList<>();
    Iterator<Integer> ends = ends(List.copyOf(images.values())).iterator();
    int end = ends.hasNext() ? ends.next() : 0;
    int failed = 0;
    int asked = 0;
    try (Progress progress = bars.apply("finding cells", images.size())) {
      for (Map.Entry<String, Path> image : images.entrySet()) {
        failed +=
            passedOver(
                () -> {
                  search.prepare(next);
                  next.remove();
                  FieldSearch.First first = search.first(image.getKey(), image.getValue());
                  looked.add(first);
                  seen += first.fits() ? 1 : 0;
                });
        progress.note(image.getKey());
        progress.reach(seen);
        if (++asked == end) {
          List<FoundCells> all = new ArrayList<>();
          failed += looksEnd(looked, all, progress);
          looked.clear();
          seen = asked;
          for (FoundCells one : all) {
            failed += passedOver(() -> finish(one, outlines, answers));
          }
          end = ends.hasNext() ? ends.next() : 0;
        }
      }
    }
    return failed;
  }

  /**
   * Finishes the looks at the fields of some folders, in the order of their files whatever the one
   * in which they were asked for.
   *
   * @param looked the fields
   * @param all takes them, in the order in which they were asked for
   * @return how many could not be read
   */
  private int looksEnd(List<FieldSearch.First> looked, List<FoundCells> all, Progress progress) {
    search.learn(looked);
    Map<String, FoundCells> byName = new HashMap<>();
    int failed = 0;
    for (FieldSearch.First one :
        looked.stream().sorted(Comparator.comparing(FieldSearch.First::file)).toList()) {
      failed += passedOver(() -> byName.put(one.name(), search.finish(one)));
      if (!one.fits()) {
        progress.note(one.name());
        progress.reach(++seen);
      }
    }
    for (FieldSearch.First one : looked) {
      FoundCells cells = byName.get(one.name());
      if (cells != null) {
        groups.add(cells);
        all.add(cells);
      }
    }
    return failed;
  }

  /**
   * Returns the places at which all files of the folders before have been looked at, so that no
   * folder has files on both sides.
   */
  static List<Integer> ends(List<Path> files) {
    Map<Path, Integer> last = new HashMap<>();
    for (int i = 0; i < files.size(); i++) {
      last.put(FieldGroups.folderOf(files.get(i)), i);
    }
    List<Integer> ends = new ArrayList<>();
    int end = 0;
    for (int i = 0; i < files.size(); i++) {
      end = Math.max(end, last.getOrDefault(FieldGroups.folderOf(files.get(i)), i));
      if (end == i) {
        ends.add(i + 1);
      }
    }
    return ends;
  }

  private void finish(
      FoundCells looked, @Nullable FieldMasks outlines, @Nullable FieldAnswers answers) {
    try (FieldView view = FieldView.of(looked, decoded)) {
      FoundCells field = looked.withScale(groups.scale(looked)).sortedOut(classes);
      if (outlines != null) {
        field = outlines.outlined(field, classes, view);
        for (String missed : outlines.missed()) {
          status.accept(Sentence.of("%s: %s", field.image(), missed));
        }
      }
      if (answers != null) {
        field = answers.answered(field, classes, view);
        for (String missed : answers.missed()) {
          status.accept(Sentence.of("%s: %s", field.image(), missed));
        }
      }
      field = field.withNotes(FieldNotes.of(field, groups.doubt(field), answers != null));
      written.field(view, field, classes);
      shown.accept(field);
      found.add(field);
    }
  }

  /** Counts 1 if a field can't be read, and 0 if it can. */
  private int passedOver(Runnable work) {
    try {
      work.run();
      return 0;
    } catch (InputException e) {
      status.accept(Sentence.of("passed over: %s", e.sentence()));
      return 1;
    }
  }

  /**
   * Keeps what is finished, as the process ends.
   *
   * @param fields how many fields there are
   * @param tiles the file of the finished tiles of large pictures; absent if there is none
   * @return what is kept and how to go on, one line
   */
  String stopped(int fields, @Nullable Path tiles) {
    List<FoundCells> finished = List.copyOf(found);
    List<Path> kept = written.stop(finished, classes);
    String places = kept.stream().map(Path::toString).collect(Collectors.joining(" and "));
    String begun =
        kept.isEmpty()
            ? "stopped before anything was written"
            : "stopped; what was found in %s is in %s"
                .formatted(Counted.of(finished.size(), "field").outOf(fields), places);
    if (tiles != null && Files.exists(tiles)) {
      return begun
          + "; the same command%s goes on with the tiles in %s"
              .formatted(kept.isEmpty() ? "" : " with " + OverwriteMixin.OPTION, tiles);
    }
    return kept.isEmpty()
        ? begun
        : begun
            + "; the same command with %s makes all of it anew".formatted(OverwriteMixin.OPTION);
  }
}
