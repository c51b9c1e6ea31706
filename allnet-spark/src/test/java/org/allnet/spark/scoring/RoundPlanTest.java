package org.allnet.spark.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.file.Json;
import org.allnet.spark.scoring.ScoringOptions.Labels;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RoundPlanTest {

  @TempDir Path folder;

  private Path cells;
  private List<String> notes;

  @BeforeEach
  void write() throws IOException {
    cells = Files.createDirectories(folder.resolve("cells/all")).getParent();
    Files.writeString(cells.resolve("all/a.bmp"), "an image");
  }

  private List<JsonNode> lines() throws IOException {
    org.apache.hadoop.fs.Path out = new org.apache.hadoop.fs.Path(folder.resolve("out").toString());
    ScoringOptions options =
        new ScoringOptions(
            folder.resolve("model"),
            List.of(cells.toString()),
            out.toString(),
            false,
            "image",
            "content",
            Labels.NONE,
            1000);
    RoundPlan plan = RoundPlan.write(new Configuration(), out, options, "sha");
    assertThat(RoundPlan.read(new Configuration(), out)).contains(plan);
    notes = plan.notes();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("out/_plan/round-000000.json"))) {
      lines.add(Json.read(line));
    }
    assertThat(plan.files()).isEqualTo(lines.size());
    return lines;
  }

  private List<String> names() throws IOException {
    return lines().stream().map(line -> line.path("image").asText()).toList();
  }

  @Test
  void linksInCirclesOrTwice_giveNoSecondRow() throws IOException {
    Files.createSymbolicLink(cells.resolve("all/up"), Path.of(".."));
    Files.createSymbolicLink(cells.resolve("again"), Path.of("all"));
    assertThat(names()).containsExactly("all/a.bmp");
    assertThat(notes)
        .anySatisfy(note -> assertThat(note).contains("all/up: is a link to a folder that it is"))
        .anySatisfy(note -> assertThat(note).contains("again: is a link to the folder 'all'"));
  }

  @Test
  void linkToElsewhere_isFollowed() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("b.png"), "an image");
    Files.createSymbolicLink(cells.resolve("hem"), other);
    assertThat(names()).containsExactly("all/a.bmp", "hem/b.png");
  }

  @Test
  void linkToNothing_isARowWithAProblem() throws IOException {
    Files.createSymbolicLink(cells.resolve("all/b.bmp"), Path.of("gone.bmp"));
    Files.writeString(cells.resolve("all/c.gif"), "another kind");
    List<JsonNode> lines = lines();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0).has("problem")).isFalse();
    assertThat(lines.get(1).path("image").asText()).isEqualTo("all/b.bmp");
    assertThat(lines.get(1).path("problem").asText()).contains("link to nothing");
    assertThat(lines.get(2).path("problem").asText()).contains("kind that is not read");
  }

  @Test
  void imagesThatBeginWithALine_areRows() throws IOException {
    Files.createDirectories(cells.resolve("_new"));
    Files.writeString(cells.resolve("_new/_b.bmp"), "an image");
    assertThat(names()).containsExactly("_new/_b.bmp", "all/a.bmp");
  }

  @Test
  void nameThatIsNoText_leadsToItsFile() throws IOException {
    Path odd = Path.of(URI.create(cells.toUri() + "all/b%FF.bmp"));
    Assumptions.assumeTrue(odd.toString().indexOf('\uFFFD') >= 0, "names are no UTF-8 here");
    Files.writeString(odd, "an image");
    List<JsonNode> lines = lines();
    assertThat(lines).hasSize(2);
    assertThat(Path.of(URI.create(lines.get(1).path("file").asText()))).isEqualTo(odd);
  }

  @Test
  void tablesOfAJobThatDidNotEnd_areTold() throws IOException {
    Files.delete(cells.resolve("all/a.bmp"));
    Files.writeString(cells.resolve("b.parquet"), "a table");
    Files.createDirectories(cells.resolve("_temporary/0"));
    Files.writeString(cells.resolve("_temporary/0/c.parquet"), "a table");
    assertThat(names()).containsExactly("b.parquet");
    assertThat(notes).anySatisfy(note -> assertThat(note).contains("passed over: 1 file that"));
  }

  @Test
  void planThatWasNotFinished_canBeBegunAgain() throws IOException {
    Path out = folder.resolve("out");
    org.apache.hadoop.fs.Path same = new org.apache.hadoop.fs.Path(out.toString());
    lines();
    Files.delete(out.resolve("_plan/plan.json")); // as if it had been stopped before
    assertThat(RoundPlan.isAll(same.getFileSystem(new Configuration()), same)).isTrue();
    Files.writeString(out.resolve("_plan/mine.txt"), "mine");
    assertThat(RoundPlan.isAll(same.getFileSystem(new Configuration()), same)).isFalse();
  }

  @Test
  void archives_areNotToldAsPassedOver() throws IOException {
    Files.delete(cells.resolve("all/a.bmp"));
    Files.writeString(cells.resolve("b.tar"), "an archive");
    Files.writeString(cells.resolve("c.zip"), "an archive");
    assertThat(names()).containsExactly("b.tar");
    assertThat(notes)
        .anySatisfy(note -> assertThat(note).contains("c.zip"))
        .noneSatisfy(note -> assertThat(note).contains("b.tar"));
  }
}
