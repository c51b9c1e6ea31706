package org.allnet.cli;

import static org.allnet.cli.Ran.allnet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fields of two slides: each has its own counts wherever all fields have theirs. */
final class DetectRunSlidesTest {

  @TempDir private Path folder;

  @Test
  void twoSlides_areCountedInEveryOutput() throws IOException {
    ModelFixture.detector(folder.resolve("d.safetensors"), List.of(0.0, 1.0), 6);
    for (String name : List.of("slide_1_a.png", "slide_1_b.png", "slide_2_a.png")) {
      ModelFixture.disc(folder.resolve("fields").resolve(name), 14, 1);
    }
    Path page = folder.resolve("page.html");
    Object[] run = {
      "detect", "run", "--detector", folder.resolve("d.safetensors"), folder.resolve("fields")
    };
    Ran lines = allnet(run);
    Object[] more = Arrays.copyOf(run, run.length + 3);
    more[run.length] = "--json";
    more[run.length + 1] = "--page";
    more[run.length + 2] = page;
    Ran json = allnet(more);

    assertThat(lines.exitCode()).as(lines.err()).isZero();
    assertThat(lines.out().lines())
        .anyMatch(line -> line.startsWith("slide 1: 2 fields, "))
        .anyMatch(line -> line.startsWith("slide 2: 1 field, "));
    JsonNode slides = new ObjectMapper().readTree(json.out()).at("/all/slides");
    assertThat(slides.get("unit").asText()).isEqualTo("slide");
    assertThat(slides.get("counts").findValuesAsText("name")).containsExactly("slide 1", "slide 2");
    assertThat(slides.at("/counts/0/fields").asInt()).isEqualTo(2);
    assertThat(Files.readString(page)).contains("Of each slide", ">slide 2<");
  }
}
