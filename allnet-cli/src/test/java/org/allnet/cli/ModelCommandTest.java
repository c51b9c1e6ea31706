package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class ModelCommandTest {

  @Test
  void describe_allnet_hasThePapersTotal() {
    Ran ran = Ran.allnet("model", "describe", "allnet");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("95,099,266", "95,097,474", "1,792", "450 x 450 x 64");
  }

  @Test
  void describe_otherSizes_followTheInputAndTheClasses() throws IOException {
    Ran ran =
        Ran.allnet("model", "describe", "allnet", "--input-size", 81, "--classes", 4, "--json");

    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertThat(json.path("layers").get(0).path("shape").toString()).isEqualTo("[3,81,81]");
    // Flatten: 1 x 1 x 512; then 512 -> 4096 -> 4096 -> 4 beside the convolutions and batch norms.
    long convolutions = 1_792 + 147_712 + 885_120 + 1_536 + 1_769_984 + 2_048;
    long dense = (512L + 1) * 4096 + (4096L + 1) * 4096 + (4096L + 1) * 4;
    assertThat(json.path("parameters").asLong()).isEqualTo(convolutions + dense);
  }

  @Test
  void describe_badOptions_areWrongUsage() {
    for (Ran ran :
        new Ran[] {
          Ran.allnet("model", "describe", "resnet"),
          Ran.allnet("model", "describe", "allnet", "--input-size", 0),
          Ran.allnet("model", "describe", "allnet", "--classes", 1),
          Ran.allnet("model", "describe", "allnet", "--width", -1),
          Ran.allnet("model", "describe"),
          Ran.allnet("model")
        }) {
      assertThat(ran.exitCode()).isEqualTo(2);
      assertThat(ran.err()).startsWith("allnet: ");
      assertThat(ran.out()).isEmpty();
    }
  }
}
