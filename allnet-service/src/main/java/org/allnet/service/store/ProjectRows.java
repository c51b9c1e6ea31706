package org.allnet.service.store;

import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Project;

/** Projects as rows. */
final class ProjectRows implements Projects {

  /** The classes, as one column. */
  record ClassNames(List<String> names) {}

  private final Transaction tx;

  ProjectRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public void add(Project project) {
    tx.record(AuditEvent.of(Act.PROJECT_CREATED, project.id(), "", words(project.rules())));
    tx.sql()
        .insert(
            "project " + project.name(),
            "insert into projects (id, name, classes, names_kept, reason_against_model,"
                + " retention_days, created) values (?, ?, ?, ?, ?, ?, ?)",
            project.id(),
            project.name(),
            RecordJson.text(new ClassNames(project.classes())),
            project.rules().namesKept(),
            project.rules().reasonAgainstModel(),
            project.rules().retentionDays(),
            project.created());
  }

  @Override
  public void change(Id.Project id, Project.Rules rules) {
    Project before = get(id).orElseThrow(() -> new InputException("project: there is none"));
    tx.record(AuditEvent.of(Act.PROJECT_RULES_CHANGED, id, words(before.rules()), words(rules)));
    tx.sql()
        .update(
            "update projects set names_kept = ?, reason_against_model = ?, retention_days = ?"
                + " where id = ?",
            rules.namesKept(),
            rules.reasonAgainstModel(),
            rules.retentionDays(),
            id);
  }

  private static String words(Project.Rules rules) {
    return RecordJson.text(
        new RuleWords(
            rules.namesKept(), rules.reasonAgainstModel(), rules.retentionDays().orElse(0)));
  }

  /** What the audit log says of rules; 0 days if they are kept for ever. */
  record RuleWords(boolean namesKept, boolean reasonAgainstModel, int retentionDays) {}

  @Override
  public Optional<Project> get(Id.Project id) {
    return tx.sql().one("select * from projects where id = ?", ProjectRows::project, id);
  }

  @Override
  public List<Project> all() {
    return tx.sql().list("select * from projects order by name", ProjectRows::project);
  }

  private static Project project(Sql.Row row) {
    return new Project(
        row.id("id", Id.Project::new),
        row.text("name"),
        RecordJson.read(row.text("classes"), ClassNames.class).names(),
        new Project.Rules(
            row.truth("names_kept"),
            row.truth("reason_against_model"),
            row.maybeSmall("retention_days")),
        row.instant("created"));
  }
}
