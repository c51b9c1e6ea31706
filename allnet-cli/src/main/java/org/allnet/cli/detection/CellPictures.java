package org.allnet.cli.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Field;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.model.DetectorDescription;
import org.allnet.evaluation.detection.CellFinds;
import org.allnet.evaluation.detection.DetectedField;
import org.allnet.evaluation.detection.Detection;
import org.allnet.evaluation.detection.DetectionBootstrap;
import org.allnet.evaluation.detection.TrueBox;
import org.allnet.report.content.DetectionReport;

/**
 * Pictures of cells that a detector misses, and of those that it finds and nobody labelled.
 *
 * @param detector what is known of the detector
 * @param fields the labelled fields
 * @param detected the same fields with all boxes, in the same order
 */
record CellPictures(
    DetectorDescription detector, List<Field> fields, List<DetectedField> detected) {

  private static final int MOST = 48;
  private static final int PIXELS = 160;

  /** A cell that is to be shown, and how sure the detector is of it. */
  private record Place(int field, int classIndex, BoundingBox box, double score, String words) {}

  /** {@return the labelled cells that are missed, those of rarer classes first} */
  DetectionReport.Cells missed() {
    List<Place> places = new ArrayList<>();
    each(
        (field, classIndex, finds) -> {
          for (TrueBox cell : finds.missed()) {
            double best = best(detected.get(field), cell);
            String words =
                best > 0
                    ? String.format(Locale.ROOT, "best box there has score %.3f", best)
                    : "no box there";
            places.add(new Place(field, classIndex, cell.box(), best, words));
          }
        });
    Map<Integer, Integer> labelled = new HashMap<>();
    detected.forEach(
        field ->
            field.truths().forEach(cell -> labelled.merge(cell.classIndex(), 1, Integer::sum)));
    places.sort(
        Comparator.comparingInt((Place place) -> labelled.getOrDefault(place.classIndex(), 0)));
    return pictures(places);
  }

  /** {@return the boxes that hit no labelled cell, the most certain first} */
  DetectionReport.Cells falseCells() {
    List<Place> places = new ArrayList<>();
    each(
        (field, classIndex, finds) -> {
          for (Detection cell : finds.falseCells()) {
            String words = String.format(Locale.ROOT, "score %.3f", cell.score());
            places.add(new Place(field, classIndex, cell.box(), cell.score(), words));
          }
        });
    places.sort(Comparator.comparingDouble((Place place) -> -place.score()));
    return pictures(places);
  }

  private interface Look {
    void at(int field, int classIndex, CellFinds finds);
  }

  private void each(Look look) {
    for (int f = 0; f < detected.size(); f++) {
      for (int c = 0; c < detector.classes().size(); c++) {
        double point = detector.operatingPoints().get(c);
        look.at(f, c, CellFinds.of(detected.get(f), c, point, DetectionBootstrap.COUNTED_IOU));
      }
    }
  }

  /** The highest score of a box of the class that would have found the cell; 0 if there is none. */
  private static double best(DetectedField field, TrueBox cell) {
    return field.detections().stream()
        .filter(box -> box.classIndex() == cell.classIndex())
        .filter(box -> box.box().iou(cell.box()) >= DetectionBootstrap.COUNTED_IOU)
        .mapToDouble(Detection::score)
        .max()
        .orElse(0);
  }

  /** Each field is decoded once, and one is in memory at a time. */
  private DetectionReport.Cells pictures(List<Place> places) {
    List<Place> chosen = places.subList(0, Math.min(MOST, places.size()));
    Map<Place, byte[]> pictures = new HashMap<>();
    for (int f : chosen.stream().mapToInt(Place::field).distinct().sorted().toArray()) {
      try {
        FieldPicture picture =
            FieldPicture.of(
                FieldPixels.of(
                    new ImageDecoder(DecodeLimits.DEFAULTS).decode(fields.get(f).file())));
        chosen.stream()
            .filter(place -> place.field() == f)
            .forEach(
                place -> pictures.put(place, picture.cutOut(place.box()).within(PIXELS).jpeg()));
      } catch (InputException e) {
        // It was read before and is gone: its cells are counted, but not shown.
        System.getLogger("org.allnet.cli").log(System.Logger.Level.WARNING, e.getMessage());
      }
    }
    List<DetectionReport.Cell> shown = new ArrayList<>();
    for (Place place : chosen) {
      byte[] picture = pictures.get(place);
      if (picture != null) {
        shown.add(
            new DetectionReport.Cell(
                fields.get(place.field()).name(),
                detector.classes().get(place.classIndex()),
                place.words(),
                picture));
      }
    }
    return new DetectionReport.Cells(places.size(), shown);
  }
}
