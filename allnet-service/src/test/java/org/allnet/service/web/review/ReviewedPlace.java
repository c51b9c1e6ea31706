package org.allnet.service.web.review;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.allnet.evaluation.decision.Decision;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.evaluation.decision.ReferralReason;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseModels;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.ModelSheet;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.Proposal;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.domain.Subject;
import org.allnet.service.web.TestService;

/** A case with answers of a model: a quarter in the refer band, half blasts, a quarter others. */
record ReviewedPlace(Case of, List<Cell> inOrder) {

  private static final Actor TEST = new Actor.Service("test", "run-1");
  static final Hash MODEL = Hash.of("a model");

  private static final int ACROSS = 100;
  private static final int STEP = 32;
  private static final int SIDE = 28;

  String review() {
    return "/projects/%s/cases/%s/review".formatted(of.project().text(), of.id().text());
  }

  static ReviewedPlace make(TestService service, int count) throws IOException {
    Instant now = service.clock.instant().truncatedTo(ChronoUnit.MICROS);
    Id.Project in = service.home.project().id();
    Subject subject =
        new Subject(
            Id.Subject.fresh(),
            in,
            Optional.of("S-" + Id.Subject.fresh().text().substring(0, 8)),
            now,
            Optional.empty());
    Case of = new Case(Id.Case.fresh(), in, subject.id(), CaseStatus.QUEUED, now);
    int rows = (count + ACROSS - 1) / ACROSS;
    BufferedImage field = field(count, rows);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(field, "png", bytes);
    Hash content =
        service.store.blobs().put(new ByteArrayInputStream(bytes.toByteArray()), bytes.size());
    Picture picture =
        new Picture(
            Id.Picture.fresh(),
            of.id(),
            Optional.of(content),
            field.getWidth(),
            field.getHeight(),
            Picture.Kind.FIELD,
            Optional.empty(),
            false);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cells.add(
          new Cell(
              Id.Cell.fresh(),
              of.id(),
              picture.id(),
              i + 1,
              new Cell.Box(i % ACROSS * STEP, i / ACROSS * STEP, SIDE, SIDE)));
    }
    service.store.change(
        TEST,
        tx -> {
          tx.subjects().add(subject);
          tx.cases().open(of);
          tx.pictures().add(List.of(picture));
          tx.cells().add(cells);
          tx.models().add(MODEL, ServedModel.Kind.CLASSIFIER, "Test model", sheet());
          tx.models()
              .assign(
                  of.id(), new CaseModels(Optional.of(MODEL), Optional.empty(), Optional.empty()));
          for (int i = 0; i < count; i++) {
            tx.proposals().add(answer(cells.get(i), i, count, now));
          }
        });
    return new ReviewedPlace(of, cells);
  }

  /** A disc for each cell, whose colour and size tell neighbours apart. */
  private static BufferedImage field(int count, int rows) {
    BufferedImage field = new BufferedImage(ACROSS * STEP, rows * STEP, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = field.createGraphics();
    graphics.setColor(new Color(244, 232, 240));
    graphics.fillRect(0, 0, field.getWidth(), field.getHeight());
    for (int i = 0; i < count; i++) {
      graphics.setColor(Color.getHSBColor(0.7f + i % 20 / 100f, 0.6f, 0.6f));
      int rim = 2 + i % 5;
      graphics.fillOval(
          i % ACROSS * STEP + rim, i / ACROSS * STEP + rim, SIDE - 2 * rim, SIDE - 2 * rim);
    }
    graphics.dispose();
    return field;
  }

  private static ModelSheet sheet() {
    return new ModelSheet(
        List.of("lymphoblast", "lymphocyte"),
        Optional.of("lymphoblast"),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        true,
        false,
        Optional.empty());
  }

  /**
   * By number first those of the band, then blasts, then others; each more certain than the last.
   */
  private static Proposal answer(Cell cell, int i, int count, Instant now) {
    double part = (double) i / count;
    double blast;
    Decision decision;
    if (part < 0.25) {
      blast = 0.5 + part / 10;
      decision =
          new Decision.Referred(
              new ReferralReason.Uncertain(
                  "lymphoblast", blast, new ReferBand(0.45, 0.55, 0.05, 0.9, 0.01)));
    } else if (part < 0.75) {
      blast = 0.6 + (part - 0.25) / 2;
      decision = predicted("lymphoblast", blast);
    } else {
      blast = 0.1 - (part - 0.75) / 5;
      decision = predicted("lymphocyte", blast);
    }
    return new Proposal(
        cell.id(),
        MODEL,
        decision,
        Map.of("lymphoblast", blast, "lymphocyte", 1 - blast),
        List.of("lymphoblast"),
        now);
  }

  private static Decision predicted(String label, double blast) {
    return new Decision.Predicted(label, new Decision.OfThreshold("lymphoblast", blast, 0.5));
  }
}
