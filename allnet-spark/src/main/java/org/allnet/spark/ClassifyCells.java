package org.allnet.spark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.allnet.data.AllNetException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.field.Polygon;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.scale.CellCrop;
import org.allnet.detect.scale.CroppedCells;
import org.allnet.detect.scale.DoubtfulScale;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;
import org.allnet.detect.scale.WhiteCells;
import org.allnet.evaluation.detection.Detection;
import org.allnet.evaluation.prediction.Role;
import org.allnet.inference.Classification;
import org.allnet.inference.Classifier;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** A task that classifies the white cells of fields. Its fields are plain, since it is sent. */
final class ClassifyCells implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1;

  /** Cells of a field that are cut out and asked about together. */
  private static final int AT_ONCE = 64;

  /**
   * What found the cells.
   *
   * @param address where the driver serves the detector
   * @param sha256 of the detector's file
   * @param classes the names of its classes
   * @param synthetic what was trained on cells that a program made
   */
  record Finder(String address, String sha256, List<String> classes, String synthetic) {

    Finder {
      classes = List.copyOf(classes);
    }
  }

  private final String address;
  private final String sha256;
  private final String detectorAddress;
  private final String detector;
  private final String[] names;
  private final String synthetic;
  private final int threads;

  ClassifyCells(ClusterModel model, Finder finder, int threads) {
    this.address = model.address();
    this.sha256 = model.sha256();
    this.detectorAddress = finder.address();
    this.detector = finder.sha256();
    this.names = finder.classes().toArray(String[]::new);
    this.synthetic = finder.synthetic();
    this.threads = threads;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    Classifier classifier = ExecutorModels.get(address, sha256, threads);
    FieldSight sight = new FieldSight(ExecutorDetectors.get(detectorAddress, detector));
    return MappedRows.ofSeveral(
        rows, row -> cells(classifier, sight, FieldRow.of(row), PooledScales.of(row)));
  }

  /** A large picture has more cells than rows of them fit into the memory at a time. */
  private Iterator<Row> cells(
      Classifier classifier, FieldSight sight, FieldRow field, FieldScale pooled) {
    ClassSet classes = classifier.model().classes();
    String error = field.error();
    if (error != null) {
      return List.of(none(field, error, classes)).iterator();
    }
    FieldScale own = field.ownScale();
    FieldScale scale = own.isKnown() ? own : pooled;
    List<String> labels = List.of(names);
    WhiteCells white = WhiteCells.of(field.cells(), field.width(), field.height(), scale, labels);
    Map<Detection, Classification> answers = new HashMap<>();
    List<String> unread = new ArrayList<>();
    try {
      answers.putAll(
          scale.isKnown() && !white.whole().isEmpty()
              ? answers(classifier, sight, field, white.whole(), scale.redCell(), unread)
              : Map.of());
    } catch (AllNetException e) {
      return List.of(none(field, LookAtRows.wrong(e, field.image()), classes)).iterator();
    } catch (OutOfMemoryError e) {
      return List.of(none(field, LookAtRows.TOO_LARGE, classes)).iterator();
    }
    String problem = problem(field, unread);
    String doubt = doubt(field, scale, pooled).orElse(null);
    String notes = String.join("; ", notes(field, scale, doubt));
    if (field.cells().isEmpty()) {
      List<@Nullable Object> row = empty(field.image());
      scale(row, scale);
      row.add(doubt);
      row.add(field.monolayer());
      row.add(null);
      row.add(notes);
      row.add(synthetic);
      row.add(detector);
      row.addAll(unasked(null, classes));
      row.set(row.size() - 1, problem);
      return List.of(RowFactory.create(row.toArray())).iterator();
    }
    return IntStream.range(0, field.cells().size())
        .mapToObj(
            place -> {
              Detection cell = field.cells().get(place);
              List<@Nullable Object> row = new ArrayList<>();
              row.add(field.image());
              row.add(place + 1);
              row.add(labels.get(cell.classIndex()));
              row.add(cell.score());
              row.add(cell.box().left());
              row.add(cell.box().top());
              row.add(cell.box().right());
              row.add(cell.box().bottom());
              scale(row, scale);
              row.add(doubt);
              row.add(field.monolayerAt(place));
              Optional<WhiteCells.State> state = white.state(cell);
              row.add(state.map(WhiteCells.State::key).orElse(null));
              row.add(notes);
              row.add(synthetic);
              row.add(detector);
              Classification answer = answers.get(cell);
              row.addAll(
                  answer == null
                      ? unasked(why(state, scale), classes)
                      : AnswerColumns.of(
                          answer, classifier.model().origin(Role.UNKNOWN, false), classes, sha256));
              row.set(row.size() - 1, problem);
              return RowFactory.create(row.toArray());
            })
        .iterator();
  }

  /** What of a large picture could not be read; null if all could. */
  private static @Nullable String problem(FieldRow field, List<String> unread) {
    List<String> problems = new ArrayList<>();
    Optional.ofNullable(field.unread()).ifPresent(problems::add);
    problems.addAll(CroppedCells.notes(unread));
    return problems.isEmpty() ? null : String.join("; ", problems);
  }

  private static Map<Detection, Classification> answers(
      Classifier classifier,
      FieldSight sight,
      FieldRow field,
      List<Detection> asked,
      double redCell,
      List<String> unread) {
    Map<Detection, Classification> answers = new HashMap<>();
    try (FieldFile file = FieldFile.of(field.file(), field.content());
        PictureRegions picture = sight.regions(file.path())) {
      for (int from = 0; from < asked.size(); from += AT_ONCE) {
        List<Detection> some = asked.subList(from, Math.min(asked.size(), from + AT_ONCE));
        List<Polygon> outlines = some.stream().map(cell -> CellCrop.ellipse(cell.box())).toList();
        List<Optional<Classification>> said =
            CroppedCells.answers(
                classifier,
                picture,
                outlines,
                redCell,
                cell -> unread.add(LookAtRows.wrong(cell, field.image())));
        for (int i = 0; i < some.size(); i++) {
          Detection cell = some.get(i);
          said.get(i).ifPresent(answer -> answers.put(cell, answer));
        }
      }
    }
    return answers;
  }

  /** By the field's own red cells if there are some, or else by those of all fields of its kind. */
  private static Optional<String> doubt(FieldRow field, FieldScale scale, FieldScale pooled) {
    RedCells own = RedCells.ofDiameters(field.red());
    return DoubtfulScale.isEnough(own.count())
        ? DoubtfulScale.of(scale, own.count(), own.median(), "")
        : Optional.of(pooled)
            .filter(FieldScale::isKnown)
            .flatMap(all -> DoubtfulScale.of(scale, all.redCells(), all.redCell(), all.words()));
  }

  private static List<String> notes(FieldRow field, FieldScale scale, @Nullable String doubt) {
    List<String> notes = new ArrayList<>(field.notes());
    if (doubt != null) {
      notes.add(doubt);
    }
    if (!scale.isKnown()) {
      notes.add("not classified, scale " + scale.text());
    }
    return notes;
  }

  /** Why a cell is not classified; null if nobody would ask about it. */
  private static @Nullable String why(Optional<WhiteCells.State> state, FieldScale scale) {
    if (state.isEmpty()) {
      return null;
    }
    if (!state.get().isWhole()) {
      return "not classified, " + state.get().title();
    }
    return scale.isKnown()
        ? "not classified, can't be read or cut out at its field's scale"
        : "not classified, scale " + scale.text();
  }

  private static void scale(List<@Nullable Object> row, FieldScale scale) {
    row.add(scale.isKnown() ? scale.redCell() : null);
    row.add(scale.source().key());
    row.add(scale.redCells());
    row.add(scale.spread());
    row.add(scale.text());
  }

  private static List<@Nullable Object> empty(String image) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(image);
    row.addAll(Collections.nCopies(7, null));
    return row;
  }

  private Row none(FieldRow field, String error, ClassSet classes) {
    List<@Nullable Object> row = empty(field.image());
    row.addAll(Collections.nCopies(8, null));
    row.add(String.join("; ", field.notes()));
    row.add(synthetic);
    row.add(detector);
    row.addAll(AnswerColumns.none(error, classes, sha256));
    return RowFactory.create(row.toArray());
  }

  /** The columns of answers of a cell that no model was asked about. */
  private List<@Nullable Object> unasked(@Nullable String reason, ClassSet classes) {
    List<@Nullable Object> cells = new ArrayList<>(AnswerColumns.none("", classes, sha256));
    cells.set(1, null);
    cells.set(3, reason);
    cells.set(cells.size() - 1, null);
    return cells;
  }
}
