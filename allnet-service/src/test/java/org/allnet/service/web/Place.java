package org.allnet.service.web;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Subject;
import org.allnet.service.store.Store;

/** A project with a subject, whose case has a picture of one cell. */
public record Place(Project project, Subject subject, Case of, Picture picture, Cell cell) {

  private static final Actor TEST = new Actor.Service("test", "run-1");

  /** Makes one in a store. */
  static Place make(Store store, String name, Instant now) throws IOException {
    Project project =
        new Project(
            Id.Project.fresh(),
            name,
            List.of("lymphoblast", "lymphocyte"),
            Project.Rules.DEFAULT,
            now);
    Subject subject =
        new Subject(
            Id.Subject.fresh(), project.id(), Optional.of("S-" + name), now, Optional.empty());
    Case of = new Case(Id.Case.fresh(), project.id(), subject.id(), CaseStatus.QUEUED, now);
    BufferedImage image = new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB);
    image.setRGB(50, 50, name.hashCode());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    Hash content = store.blobs().put(new ByteArrayInputStream(bytes.toByteArray()), 10_000);
    Picture picture =
        new Picture(
            Id.Picture.fresh(),
            of.id(),
            Optional.of(content),
            100,
            100,
            Picture.Kind.CELL,
            Optional.empty(),
            false);
    Cell cell = new Cell(Id.Cell.fresh(), of.id(), picture.id(), 1, new Cell.Box(0, 0, 100, 100));
    store.change(
        TEST,
        tx -> {
          tx.projects().add(project);
          tx.subjects().add(subject);
          tx.cases().open(of);
          tx.pictures().add(List.of(picture));
          tx.cells().add(List.of(cell));
        });
    return new Place(project, subject, of, picture, cell);
  }

  /** The ids of all that is there, by the names of parameters of routes. */
  Map<String, String> ids() {
    return Map.of(
        "project", project.id().text(),
        "subject", subject.id().text(),
        "case", of.id().text(),
        "picture", picture.id().text(),
        "cell", cell.id().text());
  }
}
