package org.allnet.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.evaluation.decision.Decision;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.ClassNaming;
import org.allnet.service.domain.GalleryCounts;
import org.allnet.service.domain.GalleryFilter;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Proposal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Five cells of which the model says all, L2, all, hem and debris. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ClassNamingContractTest {

  private static final Optional<Hash> MODEL = Optional.of(Laboratory.MODEL);
  private static final List<String> SAID = List.of("all", "L2", "all", "hem", "debris");
  private static final ClassNaming NAMING =
      new ClassNaming(Map.of("all", "lymphoblast", "L2", "lymphoblast", "hem", "lymphocyte"));

  @Parameter TestDatabase database;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Laboratory lab;

  @BeforeEach
  void open() throws Exception {
    lab = new Laboratory(database, folder, SAID.size());
    lab.store.change(
        Laboratory.SERVICE,
        tx -> {
          for (int i = 0; i < SAID.size(); i++) {
            tx.proposals()
                .add(
                    new Proposal(
                        lab.cells.get(i).id(),
                        Laboratory.MODEL,
                        new Decision.Predicted(SAID.get(i), new Decision.MostProbable()),
                        Map.of(SAID.get(i), 0.6 + i / 10.0, "other", 0.4 - i / 10.0),
                        List.of(SAID.get(i)),
                        lab.clock.instant()));
          }
        });
  }

  @AfterEach
  void close() throws Exception {
    lab.close();
  }

  private void name() {
    lab.store.change(
        Laboratory.SERVICE,
        tx -> tx.projects().change(lab.project.id(), lab.project.classes(), NAMING));
  }

  private Project project() {
    return lab.store.read(tx -> tx.projects().get(lab.project.id())).orElseThrow();
  }

  private List<AuditEvent> changes() {
    List<AuditEvent> found = new ArrayList<>();
    lab.store.read(
        tx -> {
          tx.audit()
              .each(
                  1,
                  entry -> {
                    if (entry.event().act() == Act.PROJECT_CLASSES_CHANGED) {
                      found.add(entry.event());
                    }
                  });
          return found;
        });
    return found;
  }

  @Test
  void naming_isKeptAndLogged() {
    assertThat(project().naming()).isEqualTo(ClassNaming.SAME);
    name();
    name();
    assertThat(project().naming()).isEqualTo(NAMING);
    List<String> more = List.of("lymphoblast", "lymphocyte", "debris");
    lab.store.change(
        Laboratory.SERVICE, tx -> tx.projects().change(lab.project.id(), more, NAMING));
    assertThat(project().classes()).isEqualTo(more);
    assertThat(changes()).as("what changes nothing is no event").hasSize(2);
    assertThat(changes().get(0).before())
        .isEqualTo(
            "{\"classes\":[\"lymphoblast\",\"lymphocyte\"],"
                + "\"naming\":{\"models\":[],\"projects\":[]}}");
    assertThat(changes().get(0).after())
        .endsWith(
            "\"naming\":{\"models\":[\"L2\",\"all\",\"hem\"],"
                + "\"projects\":[\"lymphoblast\",\"lymphoblast\",\"lymphocyte\"]}}");
    assertThatThrownBy(
            () ->
                lab.store.change(
                    Laboratory.SERVICE,
                    tx -> tx.projects().change(lab.project.id(), List.of("lymphoblast"), NAMING)))
        .isInstanceOf(InputException.class);
    assertThat(project().classes()).isEqualTo(more);
  }

  @Test
  void newProject_hasItsNaming() {
    Project made =
        new Project(
            Id.Project.fresh(),
            "Other",
            List.of("lymphoblast", "lymphocyte"),
            NAMING,
            Project.Rules.DEFAULT,
            lab.clock.instant());
    lab.store.change(Laboratory.SERVICE, tx -> tx.projects().add(made));
    assertThat(lab.store.read(tx -> tx.projects().get(made.id())).orElseThrow()).isEqualTo(made);
    assertThat(changes()).hasSize(1);
  }

  @Test
  void gallery_isGroupedByTheProject() {
    CaseReading reading = lab.reading(lab.ada, false);
    assertThat(counts(reading))
        .isEqualTo(Map.of("all", "0/2", "L2", "0/1", "hem", "0/1", "debris", "0/1"));
    name();
    lab.judge(reading, lab.cells.get(1), null, Laboratory.blast(), null);
    assertThat(counts(reading))
        .isEqualTo(Map.of("lymphoblast", "1/3", "lymphocyte", "0/1", "debris", "0/1"));
    assertThat(shown(reading, "lymphoblast")).containsExactly(1, 2, 3);
    assertThat(shown(reading, "lymphocyte")).containsExactly(4);
    assertThat(shown(reading, "debris")).containsExactly(5);
    assertThat(shown(reading, "all")).isEmpty();
  }

  private Map<String, String> counts(CaseReading reading) {
    Map<String, String> all = new LinkedHashMap<>();
    GalleryCounts counts = lab.store.read(tx -> tx.gallery().counts(reading, MODEL));
    counts
        .groups()
        .forEach((label, group) -> all.put(label, group.reviewed() + "/" + group.cells()));
    return all;
  }

  private List<Integer> shown(CaseReading reading, String group) {
    return lab
        .store
        .read(
            tx -> tx.gallery().page(reading, MODEL, GalleryFilter.of(group), Optional.empty(), 10))
        .stream()
        .map(one -> one.cell().number())
        .sorted()
        .toList();
  }
}
