package org.allnet.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.service.domain.DatedSheet;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.ModelSheet;
import org.allnet.service.domain.ServedModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What was known of a model stays on each database, whatever becomes known of it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class SheetContractTest {

  @Parameter TestDatabase database;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Laboratory lab;

  @BeforeEach
  void open() throws Exception {
    lab = new Laboratory(database, folder, 1);
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private static ModelSheet sheet(String limit) {
    return new ModelSheet(
        List.of("lymphoblast", "lymphocyte"),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(limit),
        false,
        false,
        Optional.empty());
  }

  private boolean renew(Hash model, String limit) {
    lab.clock.pass(Duration.ofMinutes(1));
    return lab.store.write(lab.as(lab.ada), tx -> tx.models().renew(model, sheet(limit)));
  }

  private Optional<Hash> laid(Hash model) {
    return lab.store.read(tx -> tx.models().laid(model));
  }

  private static List<String> limits(List<DatedSheet> sheets) {
    return sheets.stream().map(one -> one.sheet().limits().get(0)).toList();
  }

  @Test
  void earlierSheets_stay() throws Exception {
    Hash model = Hash.of("a renewed model");
    assertThatThrownBy(() -> renew(model, "first")).isInstanceOf(InputException.class);
    lab.store.change(
        lab.as(lab.ada),
        tx -> tx.models().add(model, ServedModel.Kind.CLASSIFIER, "renewed", sheet("first")));
    assertThat(renew(model, "first")).isFalse();
    assertThat(renew(model, "second")).isTrue();
    assertThat(renew(model, "second")).isFalse();
    assertThat(renew(model, "first")).as("what was known earlier is known again").isTrue();

    List<DatedSheet> all = lab.store.read(tx -> tx.models().sheets(model));
    assertThat(limits(all)).containsExactly("first", "second", "first");
    assertThat(all).extracting(DatedSheet::number).containsExactly(1, 2, 3);
    assertThat(all.get(2).hash()).isEqualTo(all.get(0).hash());
    assertThat(lab.store.read(tx -> tx.models().all()).get(0).sheet()).isEqualTo(sheet("first"));
    List<DatedSheet> none = lab.store.read(tx -> tx.models().sheets(Hash.of("none")));
    assertThat(none).isEmpty();
    assertThat(lab.store.changedRows()).isEmpty();
    for (String change : List.of("update model_sheets set since = 1", "delete from model_sheets")) {
      assertThatThrownBy(() -> TestDatabase.run(lab.settings, change))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("only grow");
    }
  }

  @Test
  void filesBesideAModel_areRemembered() {
    Hash model = Hash.of("a looked at model");
    Hash laid = Hash.of("evaluation");
    lab.store.change(
        lab.as(lab.ada),
        tx -> tx.models().add(model, ServedModel.Kind.CLASSIFIER, "looked at", sheet("first")));
    assertThat(laid(model)).isEmpty();
    lab.store.change(lab.as(lab.ada), tx -> tx.models().look(model, laid));
    assertThat(laid(model)).contains(laid);
    assertThatThrownBy(
            () ->
                lab.store.read(
                    tx -> {
                      tx.models().look(model, laid);
                      return true;
                    }))
        .isInstanceOf(RunException.class);
  }
}
