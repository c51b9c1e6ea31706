package org.allnet.service.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;

/** A project of blasts and others, and models that call them by other names. */
final class ClassNamingTest {

  private static final Project PROJECT =
      new Project(
          Id.Project.fresh(),
          "Study",
          List.of("lymphoblast", "lymphocyte"),
          new ClassNaming(
              Map.of("all", "lymphoblast", "L2", "lymphoblast", "lymphocyte", "lymphocyte")),
          Project.Rules.DEFAULT,
          Instant.EPOCH);

  private static ModelSheet sheet(String... classes) {
    return new ModelSheet(
        List.of(classes),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        false,
        false,
        Optional.empty());
  }

  @Test
  void modelClasses_countAsNamed() {
    assertThat(PROJECT.classOf("all")).contains("lymphoblast");
    assertThat(PROJECT.classOf("L2")).contains("lymphoblast");
    assertThat(PROJECT.classOf("lymphocyte")).contains("lymphocyte");
    assertThat(PROJECT.classOf("hem")).isEmpty();
    assertThat(PROJECT.uncounted(List.of("hem", "all", "debris"))).containsExactly("hem", "debris");
    assertThat(PROJECT.namesOfModels("lymphoblast")).containsExactly("lymphoblast", "L2", "all");
    assertThat(PROJECT.namesOfModels("hem")).containsExactly("hem");
    assertThat(PROJECT.namesOfModels("all")).isEmpty();
    assertThat(PROJECT.naming().countsAs()).as("equal names say nothing").hasSize(2);
  }

  @Test
  void classesThatAreUsed_stay() {
    Project more =
        PROJECT.withClasses(
            List.of("lymphoblast", "lymphocyte", "monocyte"), new ClassNaming(Map.of()));
    assertThat(more.classes()).endsWith("monocyte");
    assertThat(more.classOf("all")).isEmpty();
    for (List<String> other :
        List.of(
            List.of("lymphoblast"),
            List.of("blast", "lymphocyte"),
            List.of("lymphocyte", "lymphoblast"))) {
      assertThatThrownBy(() -> PROJECT.withClasses(other, ClassNaming.SAME))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("stay as they are");
    }
    assertThatThrownBy(
            () -> PROJECT.withClasses(PROJECT.classes(), new ClassNaming(Map.of("hem", "healthy"))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'hem' of a model shall count as 'healthy'");
  }

  @Test
  void newProjects_getTheModelsClasses() {
    ProposedClasses known = ProposedClasses.of(Optional.of(sheet("all", "hem")));
    assertThat(known.classes()).containsExactly("lymphoblast", "lymphocyte");
    assertThat(known.naming().countsAs())
        .isEqualTo(Map.of("all", "lymphoblast", "hem", "lymphocyte"));
    assertThat(ProposedClasses.of(Optional.of(sheet("sain", "leucémie"))).naming().countsAs())
        .isEqualTo(Map.of("leucémie", "lymphoblast", "sain", "lymphocyte"));
    for (List<String> own :
        List.of(List.of("AML", "normal"), List.of("benign", "early", "pre", "pro"))) {
      ProposedClasses same = ProposedClasses.of(Optional.of(sheet(own.toArray(String[]::new))));
      assertThat(same.classes()).isEqualTo(own);
      assertThat(same.naming()).isEqualTo(ClassNaming.SAME);
    }
    assertThat(ProposedClasses.of(Optional.empty()).classes())
        .containsExactly("lymphoblast", "lymphocyte");
  }
}
