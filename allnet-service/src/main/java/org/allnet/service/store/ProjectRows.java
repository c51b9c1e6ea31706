package org.allnet.service.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.ClassNaming;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Names;
import org.allnet.service.domain.Project;

/** Projects as rows. */
final class ProjectRows implements Projects {

  /** The classes, as one column. */
  record ClassNames(List<String> names) {}

  /** A naming, as one column: each class of a model, and beside it the project's. */
  record Naming(List<String> models, List<String> projects) {

    static Naming of(ClassNaming naming) {
      return new Naming(
          List.copyOf(naming.countsAs().keySet()), List.copyOf(naming.countsAs().values()));
    }

    ClassNaming naming() {
      Map<String, String> countsAs = new HashMap<>();
      for (int i = 0; i < models.size(); i++) {
        countsAs.put(models.get(i), projects.get(i));
      }
      return new ClassNaming(countsAs);
    }
  }

  /** What the audit log says of classes. */
  record ClassWords(List<String> classes, Naming naming) {

    static String of(Project project) {
      return RecordJson.text(new ClassWords(project.classes(), Naming.of(project.naming())));
    }
  }

  private final Transaction tx;

  ProjectRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public void add(Project project) {
    Names.requireSeen("project", project.name());
    project.classes().forEach(one -> Names.requireSeen("class", one));
    tx.record(
        new AuditEvent(
            Act.PROJECT_CREATED,
            project.id(),
            "",
            words(project.rules()),
            Optional.of(hash(project, ClassWords.of(project))),
            Optional.empty()));
    tx.sql()
        .insert(
            "project " + project.name(),
            "insert into projects (id, name, classes, naming, names_kept, reason_against_model,"
                + " retention_days, created) values (?, ?, ?, ?, ?, ?, ?, ?)",
            project.id(),
            project.name(),
            RecordJson.text(new ClassNames(project.classes())),
            RecordJson.text(Naming.of(project.naming())),
            project.rules().namesKept(),
            project.rules().reasonAgainstModel(),
            project.rules().retentionDays(),
            project.created());
    if (!project.naming().equals(ClassNaming.SAME)) {
      tx.record(
          AuditEvent.of(Act.PROJECT_CLASSES_CHANGED, project.id(), "", ClassWords.of(project)));
    }
  }

  /** The hash of a project as it was made, with its first classes. */
  static Hash hash(Project project, String firstClasses) {
    return RecordHash.of(project.id(), project.name(), project.created(), firstClasses);
  }

  @Override
  public void change(Id.Project id, List<String> classes, ClassNaming naming) {
    Project before = require(id);
    Project after = before.withClasses(classes, naming);
    if (after.equals(before)) {
      return;
    }
    after.classes().stream()
        .skip(before.classes().size())
        .forEach(one -> Names.requireSeen("class", one));
    tx.record(
        AuditEvent.of(
            Act.PROJECT_CLASSES_CHANGED, id, ClassWords.of(before), ClassWords.of(after)));
    tx.sql()
        .update(
            "update projects set classes = ?, naming = ? where id = ?",
            RecordJson.text(new ClassNames(after.classes())),
            RecordJson.text(Naming.of(after.naming())),
            id);
  }

  private Project require(Id.Project id) {
    return get(id).orElseThrow(() -> new InputException("project: there is none"));
  }

  /** That of a case. */
  Project of(Id.Case of) {
    return tx.sql()
        .one(
            "select p.* from projects p join cases c on c.project = p.id where c.id = ?",
            ProjectRows::project,
            of)
        .orElseThrow(() -> new InputException("project: there is none of the case"));
  }

  @Override
  public void change(Id.Project id, Project.Rules rules) {
    Project before = require(id);
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

  static String words(Project.Rules rules) {
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

  static Project project(Sql.Row row) {
    return new Project(
        row.id("id", Id.Project::new),
        row.text("name"),
        RecordJson.read(row.text("classes"), ClassNames.class).names(),
        RecordJson.read(row.text("naming"), Naming.class).naming(),
        new Project.Rules(
            row.truth("names_kept"),
            row.truth("reason_against_model"),
            row.maybeSmall("retention_days")),
        row.instant("created"));
  }
}
