package org.allnet.cli.detection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
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
   * @param status is told of fields that can't be read
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
   * Finds cells and writes them field by field. So no field waits for the others of its group,
   * whose red cells {@link #notes} tells of at the end.
   *
   * @param images the files of the fields by their names
   * @param outlines outlines cells; absent if that is not wanted
   * @return how many fields could not be read
   */
  int find(Map<String, Path> images, @Nullable FieldMasks outlines) {
    return eachSearched(
        images,
        searched -> {
          try (FieldView view = searched.view()) {
            FoundCells sorted = searched.cells().sortedOut(classes);
            groups.add(sorted);
            FoundCells drawn = outlined(sorted, outlines, view);
            finish(view, drawn.withNotes(FieldNotes.of(drawn, classes, false)));
          }
        });
  }

  /**
   * Looks at all fields first, since all of a kind tell their scale, and then at their cells.
   *
   * @param images the files of the fields by their names
   * @param outlines outlines cells; absent if that is not wanted
   * @param answers classifies cells
   * @return how many fields could not be read
   */
  int findAndAnswer(Map<String, Path> images, @Nullable FieldMasks outlines, FieldAnswers answers) {
    List<FoundCells> first = new ArrayList<>();
    int failed =
        eachSearched(
            images,
            searched -> {
              searched.view().close();
              groups.add(searched.cells());
              first.add(searched.cells());
            });
    return failed
        + each(
            "classifying cells",
            first,
            FoundCells::image,
            one -> {
              try (FieldView view = FieldView.of(one, decoded)) {
                FoundCells sorted = one.withScale(groups.scale(one)).sortedOut(classes);
                FoundCells drawn = outlined(sorted, outlines, view);
                FoundCells answered = answers.answered(drawn, classes, view.regions());
                finish(
                    view,
                    answered.withNotes(FieldNotes.of(answered, groups.doubt(answered), true)));
              }
            });
  }

  /** Looks at fields in their order, at the next ones side by side. */
  private int eachSearched(Map<String, Path> images, Consumer<FieldSearch.Searched> work) {
    Deque<Path> next = new ArrayDeque<>(images.values());
    return each(
        "finding cells",
        images.entrySet(),
        Map.Entry::getKey,
        image -> {
          search.prepare(next);
          next.remove();
          work.accept(search.search(image.getKey(), image.getValue()));
        });
  }

  private FoundCells outlined(FoundCells field, @Nullable FieldMasks outlines, FieldView view) {
    return outlines == null ? field : outlines.outlined(field, classes, view.regions());
  }

  private void finish(FieldView view, FoundCells field) {
    written.field(view, field, classes);
    shown.accept(field);
    found.add(field);
  }

  private <T> int each(
      String task, Collection<T> fields, Function<T, String> name, Consumer<T> work) {
    int failed = 0;
    try (Progress progress = bars.apply(task, fields.size())) {
      int done = 0;
      for (T field : fields) {
        try {
          work.accept(field);
        } catch (InputException e) {
          failed++;
          status.accept(Sentence.of("passed over: %s", e.sentence()));
        }
        progress.note(name.apply(field));
        progress.reach(++done);
      }
    }
    return failed;
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
