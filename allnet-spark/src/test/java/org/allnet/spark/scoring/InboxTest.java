package org.allnet.spark.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.spark.LocalSpark;
import org.allnet.spark.TinyCells;
import org.allnet.spark.TinyModels;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InboxTest {

  @TempDir Path folder;

  private List<Row> answers() {
    return LocalSpark.session()
        .read()
        .parquet(folder.resolve("out/answers").toString())
        .orderBy("image")
        .collectAsList();
  }

  @Test
  void fileThatIsStillSent_isNoImage() {
    java.util.function.Predicate<String> isImage =
        java.util.regex.Pattern.compile(Inbox.IMAGE_FILE).asPredicate();
    assertThat(List.of("file:/in/b.bmp", "file:/in/B.BMP", "file:/in/x.jpeg")).allMatch(isImage);
    assertThat(List.of("file:/in/b.bmp.part", "file:/in.bmp/b.txt", "file:/in/b.pngx", "xbmp"))
        .noneMatch(isImage);
  }

  @Test
  void arrivedFiles_areAnsweredOnce() throws Exception {
    Path model = TinyModels.write(folder.resolve("model.safetensors"));
    Path inbox = TinyCells.write(folder.resolve("in box"), 4);
    Files.writeString(inbox.resolve("list.txt"), "no image");
    Files.writeString(inbox.resolve("broken.PNG"), "no image either");
    String out = folder.resolve("out").toString();

    Files.write(inbox.resolve("empty.bmp"), new byte[0]);
    Files.copy(inbox.resolve("all/000.bmp"), inbox.resolve("_kept.bmp"));
    Files.write(inbox.resolve(".hidden.bmp"), new byte[0]);
    List<String> told = new ArrayList<>();
    assertThat(Inbox.in(LocalSpark.session(), model, inbox.toString(), out, true, told::add))
        .isEqualTo(2);
    assertThat(told)
        .containsExactlyInAnyOrder(
            "passed over: empty.bmp: is empty; move the whole image in under another name",
            "passed over: _kept.bmp: names that begin with '_' are Spark's own; rename it");
    assertThat(answers()).hasSize(5);
    assertThat(answers()).filteredOn(row -> row.getAs("error") == null).hasSize(4);

    Files.copy(inbox.resolve("all/000.bmp"), inbox.resolve("later.bmp"));
    Inbox.in(LocalSpark.session(), model, inbox.toString(), out, true, line -> {});

    assertThat(answers()).hasSize(6);
    assertThat(answers())
        .filteredOn(row -> row.<String>getAs("image").contains("later"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.<Double>getAs("p_all"))
                    .isCloseTo(answers().get(0).<Double>getAs("p_all"), within(1e-6)));
  }
}
