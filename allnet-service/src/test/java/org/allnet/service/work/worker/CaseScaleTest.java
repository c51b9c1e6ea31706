package org.allnet.service.work.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.MeasuredField;
import org.allnet.service.domain.Picture;
import org.allnet.service.store.MemoryFolder;
import org.allnet.service.store.TestDatabase;
import org.allnet.service.work.Bench;
import org.allnet.service.work.TestPictures;
import org.allnet.service.work.intake.IntakeAnswer;
import org.allnet.service.work.intake.IntakeLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Fields that have too few red cells for a scale of their own. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class CaseScaleTest {

  @Parameter TestDatabase database;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Bench bench;
  private List<Picture> fields;

  @BeforeEach
  void open() throws Exception {
    bench = new Bench(database.fresh(folder), folder);
    byte[] png = TestPictures.bytes(TestPictures.field(200, 160), "png");
    byte[] large = TestPictures.bytes(TestPictures.field(240, 160), "png");
    IntakeAnswer.Accepted taken =
        (IntakeAnswer.Accepted)
            bench
                .intake(IntakeLimits.DEFAULTS)
                .take(
                    bench.person(),
                    bench.request(Picture.Kind.FIELD),
                    List.of(
                        TestPictures.file("a.png", png),
                        TestPictures.file("b.png", png),
                        TestPictures.file("c.png", large)));
    bench.workers(1); // read the pictures; no detector looks at them
    bench.awaitDone(taken.of());
    List<Picture> all = bench.look(tx -> tx.pictures().of(taken.of()));
    fields = new ArrayList<>(all);
    fields.sort((one, other) -> Integer.compare(one.width(), other.width()));
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  /** Adds what a field tells, and returns the cells that are handed on. */
  private List<Id.Cell> add(int field, int redCells, double pixels, int number) {
    Picture picture = fields.get(field);
    List<Id.Cell> known = new ArrayList<>();
    bench.store.change(
        Bench.SERVICE,
        tx -> {
          Cell cell =
              new Cell(
                  Id.Cell.fresh(), picture.of(), picture.id(), number, new Cell.Box(1, 1, 9, 9));
          tx.cells().add(List.of(cell));
          tx.fields()
              .keep(
                  new FieldLook(
                      picture.id(), Optional.empty(), true, List.of("a note", CaseScale.UNKNOWN)));
          CaseScale.add(
              tx,
              picture,
              new MeasuredField(Collections.nCopies(redCells, pixels), List.of(cell.id())),
              known::addAll);
        });
    return known;
  }

  private FieldLook look(int field) {
    return bench.store.read(tx -> tx.fields().get(fields.get(field).id())).orElseThrow();
  }

  @Test
  void redCellsOfAllFields_tellTheScale() {
    assertThat(add(0, 12, 30, 1)).as("twenty are needed").isEmpty();
    assertThat(look(0).notes()).contains(CaseScale.UNKNOWN);
    assertThat(add(2, 19, 90, 2)).as("a field of another size is of another scale").isEmpty();
    List<Id.Cell> known = add(1, 8, 30, 3);

    assertThat(known).as("the cells of both fields").hasSize(2).doesNotHaveDuplicates();
    for (int field : List.of(0, 1)) {
      assertThat(look(field).scale().orElseThrow().redCellPixels()).isEqualTo(30);
      assertThat(look(field).scale().orElseThrow().words())
          .contains("of 20 red cells of the case's fields of this size");
      assertThat(look(field).notes()).containsExactly("a note");
    }
    assertThat(look(2).scale()).isEmpty();
    assertThat(add(1, 8, 30, 4)).as("those that were handed on do not come again").hasSize(1);
  }
}
