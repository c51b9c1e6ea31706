package org.allnet.service.web.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Subject;
import org.allnet.service.result.CaseResult;
import org.allnet.service.result.CaseResults;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/** The page of a subject: its cases and their results, each by itself. */
public final class SubjectPages implements PageSet {

  /**
   * A case of the subject.
   *
   * @param of the case
   * @param result what was signed last, or as it is now; empty for who reads it blinded
   */
  public record Line(Case of, Optional<CaseResult> result) {

    /** {@return the status of what is shown; of a withdrawn case that it is withdrawn} */
    public CaseStatus standing() {
      return result.map(CaseResult::standing).orElse(of.status());
    }
  }

  /**
   * The page of a subject.
   *
   * @param project the project
   * @param subject the subject
   * @param cases its cases, oldest first
   * @param printed when the page was made
   */
  public record Page(Project project, Subject subject, List<Line> cases, String printed) {

    /** {@return the address of the project} */
    public String home() {
      return "/projects/" + project.id().text();
    }

    /** {@return whether all cases are shown} */
    public boolean isWhole() {
      return cases.stream().allMatch(line -> line.result().isPresent());
    }
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page(
                "/projects/{project}/subjects/{subject}",
                Access.to(Permission.SEE),
                "The cases of a subject and their results."),
            visit -> visit.show("result/subject.jte", page(visit))));
  }

  private static Page page(Visit visit) {
    Id.Project in = visit.project().id();
    Id.Subject id = visit.id("subject", Id.Subject::new);
    return visit
        .store()
        .read(
            tx -> {
              Subject subject = Visit.found(tx.subjects().get(in, id));
              List<Line> lines = new ArrayList<>();
              for (Id.Case one : tx.cases().of(in, id)) {
                lines.add(line(tx, visit, tx.cases().get(in, one).orElseThrow()));
              }
              return new Page(visit.project(), subject, lines, visit.frame().time(visit.now()));
            });
  }

  private static Line line(Transaction tx, Visit visit, Case of) {
    return new Line(
        of,
        AskedCase.isHidden(tx, visit, of.id())
            ? Optional.empty()
            : Optional.of(new CaseResults(tx).last(of)));
  }
}
