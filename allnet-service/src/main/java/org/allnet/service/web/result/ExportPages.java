package org.allnet.service.web.result;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.allnet.data.InputException;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Subject;
import org.allnet.service.export.ExportedBy;
import org.allnet.service.export.SubjectExport;
import org.allnet.service.export.TrainingSetExport;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/** What leaves the service as files. Each export is in the audit log. */
public final class ExportPages implements PageSet {

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page(
                    "/projects/{project}/cases/{case}/export.zip",
                    Access.to(Permission.SEE),
                    "Everything of a case.")
                .heavy(),
            this::ofCase),
        new Endpoint(
            Route.page(
                    "/projects/{project}/subjects/{subject}/export.zip",
                    Access.to(Permission.SEE),
                    "Everything of a subject.")
                .heavy(),
            this::ofSubject),
        new Endpoint(
            Route.page(
                    "/projects/{project}/training-set.zip",
                    Access.to(Permission.SEE),
                    "The signed cells of a project as a data set to train on.")
                .heavy(),
            this::trainingSet));
  }

  private void ofCase(Visit visit) {
    Case of = visit.store().read(tx -> AskedCase.open(tx, visit));
    visit
        .store()
        .change(visit.actor(Permission.SEE), tx -> tx.exports().add(of.id(), "everything"));
    zip(
        visit,
        "case-" + of.id().text().substring(0, 8),
        out -> new SubjectExport(visit.store()).write(of, by(visit), out));
  }

  private void ofSubject(Visit visit) {
    Id.Project in = visit.project().id();
    Id.Subject id = visit.id("subject", Id.Subject::new);
    Subject subject =
        visit
            .store()
            .read(
                tx -> {
                  Subject found = Visit.found(tx.subjects().get(in, id));
                  tx.cases().of(in, id).forEach(of -> AskedCase.requireSight(tx, visit, of));
                  return found;
                });
    visit
        .store()
        .change(visit.actor(Permission.SEE), tx -> tx.exports().add(subject.id(), "everything"));
    zip(
        visit,
        "subject-" + subject.id().text().substring(0, 8),
        out -> new SubjectExport(visit.store()).write(in, subject.id(), by(visit), out));
  }

  private void trainingSet(Visit visit) {
    boolean any =
        visit
            .store()
            .read(
                tx ->
                    !tx.cases()
                        .list(
                            visit.project().id(),
                            List.of(CaseStatus.SIGNED, CaseStatus.AMENDED),
                            0,
                            1)
                        .isEmpty());
    if (!any) {
      throw new InputException("training set: no result of the project is signed");
    }
    visit
        .store()
        .change(
            visit.actor(Permission.SEE),
            tx -> tx.exports().add(visit.project().id(), "training-set"));
    zip(
        visit,
        "training-set",
        out ->
            new TrainingSetExport(visit.store())
                .write(visit.project(), visit.account().id(), by(visit), out));
  }

  private static ExportedBy by(Visit visit) {
    return new ExportedBy(visit.account().name(), visit.now());
  }

  private static void zip(Visit visit, String name, Consumer<OutputStream> writer) {
    visit
        .context()
        .header("Content-Disposition", "attachment; filename=\"%s.zip\"".formatted(name))
        .contentType("application/zip");
    try (OutputStream out = visit.context().outputStream()) {
      writer.accept(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
