package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.allnet.data.Counted;
import org.allnet.data.field.inspection.FieldSources;
import org.allnet.data.folder.SubjectTable;
import org.allnet.report.content.FieldsReport;
import org.jspecify.annotations.Nullable;

/**
 * What white cells are in the fields of each person or slide: those that a {@code subjects.csv} or
 * the names of all fields tell, or else those of each folder. If all are of one person, slides
 * count; if there is one slide or folder alone, or each field is of its own, fields and their sum
 * say it already. Not for several threads.
 */
final class SlideCounts {

  private static final String FOLDER = "folder";

  private final String unit;
  private final Map<String, String> byField;
  private final Map<String, WhiteCount> counts = new LinkedHashMap<>();
  private final WhiteCount none;

  private SlideCounts(String unit, Map<String, String> byField, WhiteCount none) {
    this.unit = unit;
    this.byField = byField;
    this.none = none;
  }

  /**
   * Starts to count.
   *
   * @param images the files of the fields by their names
   * @param folder the one folder that was asked for; absent if it was something else, so that names
   *     alone tell
   * @param none a count without a field
   * @param notes takes what is odd about names or the table, a line each
   * @throws org.allnet.data.InputException if a {@code subjects.csv} is broken
   */
  static SlideCounts of(
      Map<String, Path> images, @Nullable Path folder, WhiteCount none, Consumer<String> notes) {
    Map<String, String> places = folder == null ? places(images) : names(images);
    FieldSources told =
        folder == null
            ? FieldSources.ofNames(places.values())
            : FieldSources.of(folder, places.values());
    told.notes().forEach(note -> notes.accept(note.toString()));
    if (told.count() > 1) {
      int left = images.size() - told.byField().size();
      if (left > 0) {
        notes.accept(
            "%s of no %s that %s names, and counted in the sum alone"
                .formatted(Counted.of(left, "field").are(), told.unit(), SubjectTable.FILE));
      }
      return of(told.unit(), byName(places, told.byField()), none);
    }
    FieldSources slides = FieldSources.slidesOfNames(places.values());
    if (slides.count() > 1) {
      return of(slides.unit(), byName(places, slides.byField()), none);
    }
    Map<String, String> folders = new HashMap<>();
    places.forEach((name, place) -> folders.put(name, folderOf(place)));
    return of(FOLDER, folders, none);
  }

  private static Map<String, String> names(Map<String, Path> images) {
    Map<String, String> names = new LinkedHashMap<>();
    images.keySet().forEach(name -> names.put(name, name));
    return names;
  }

  /**
   * Where fields are, from the folder on that is around all. Their names say less: of several
   * folders that are named, each begins anew.
   */
  private static Map<String, String> places(Map<String, Path> images) {
    Map<String, Path> files = new LinkedHashMap<>();
    images.forEach((name, file) -> files.put(name, file.toAbsolutePath().normalize()));
    Path around = null;
    for (Path file : files.values()) {
      around = around == null ? file.getParent() : around;
      while (around != null && !file.startsWith(around)) {
        around = around.getParent();
      }
    }
    Map<String, String> places = new LinkedHashMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Path place = around == null ? file.getValue() : around.relativize(file.getValue());
      places.put(
          file.getKey(), place.toString().replace(place.getFileSystem().getSeparator(), "/"));
    }
    return places;
  }

  private static Map<String, String> byName(
      Map<String, String> places, Map<String, String> byPlace) {
    Map<String, String> byName = new HashMap<>();
    places.forEach(
        (name, place) -> {
          String source = byPlace.get(place);
          if (source != null) {
            byName.put(name, source);
          }
        });
    return byName;
  }

  private static SlideCounts of(String unit, Map<String, String> byField, WhiteCount none) {
    long sources = byField.values().stream().distinct().count();
    return new SlideCounts(
        unit, sources < 2 || sources == byField.size() ? Map.of() : byField, none);
  }

  private static String folderOf(String place) {
    int end = place.lastIndexOf('/');
    return end < 0 ? "." : place.substring(0, end);
  }

  /** Counts a field, which comes after those that were counted before. */
  void add(FoundCells field) {
    String source = byField.get(field.image());
    if (source != null) {
      counts.computeIfAbsent(source, key -> none.fresh()).add(field);
    }
  }

  /**
   * {@return what the fields are counted by, in one word; empty if there is nothing to count by}
   */
  String unit() {
    return counts.isEmpty() ? "" : unit;
  }

  private String title(String source) {
    return unit.equals(FOLDER) ? "folder " + source : source;
  }

  /** {@return what is counted of each, some lines for a reader} */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    counts.forEach(
        (source, count) -> {
          lines.add(title(source) + ": " + words(count));
          if (count.hasPercentages()) {
            lines.addAll(count.lines());
          }
        });
    return lines;
  }

  private static String words(WhiteCount count) {
    List<String> words = new ArrayList<>();
    words.add(
        "%s, %s"
            .formatted(
                Counted.of(count.fields(), "field"),
                Counted.of(count.all().cells(), "white cell").are() + " counted"));
    if (count.unscaled() > 0) {
      words.add(
          Counted.of(count.unscaled(), "field").are() + " left out, since the scale is unknown");
    }
    count.apart().forEach(line -> words.add("not counted: " + line));
    return String.join("; ", words);
  }

  /** {@return the same for programs; empty if there is nothing to count by} */
  Map<String, Object> toJson() {
    Map<String, Object> map = new LinkedHashMap<>();
    if (counts.isEmpty()) {
      return map;
    }
    map.put("unit", unit);
    List<Map<String, Object>> all = new ArrayList<>();
    counts.forEach(
        (source, count) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("name", source);
          one.put("fields", count.fields());
          one.put("unclassifiedFields", count.unscaled());
          one.put("white", count.toJson());
          all.add(one);
        });
    map.put("counts", all);
    return map;
  }

  /** {@return the same for a page} */
  FieldsReport.Slides report() {
    List<String> words =
        none.all().words().size() < 2 ? List.of() : List.copyOf(none.all().words());
    List<FieldsReport.Slides.Row> rows = new ArrayList<>();
    counts.forEach(
        (source, count) ->
            rows.add(
                new FieldsReport.Slides.Row(
                    source,
                    count.fields(),
                    count.all().cells(),
                    words.stream().map(word -> cells(count.all(), word)).toList())));
    return new FieldsReport.Slides(unit(), words, rows);
  }

  private static FieldsReport.WhiteCells.Count cells(CellTally tally, String word) {
    return new FieldsReport.WhiteCells.Count(
        tally.count(word), tally.range(word).map(CellTally.Range::text).orElse(""));
  }
}
