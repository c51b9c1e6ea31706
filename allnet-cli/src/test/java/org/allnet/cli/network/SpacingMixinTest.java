package org.allnet.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class SpacingMixinTest {

  @Command
  private static final class Asked {
    @Mixin private SpacingMixin spacing = new SpacingMixin("how far");
  }

  private static SpacingMixin given(String... arguments) {
    Asked asked = new Asked();
    new CommandLine(asked).parseArgs(arguments);
    return asked.spacing;
  }

  @Test
  void otherThanTheFile_isTold() {
    assertThat(given("--spacing", "0.25").contradiction(0.0625, "PNG resolution"))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .startsWith(
                        "--spacing 0.25: the model file says 0.0625 (PNG resolution); wsinfer has"));
    assertThat(given("--spacing", "0.0626").contradiction(0.0625, "given")).isEmpty();
    assertThat(given("--spacing", "0.25").contradiction(null, "")).isEmpty();
    assertThat(given().contradiction(0.0625, "given")).isEmpty();
  }
}
