package org.allnet.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WrappedTextTest {

  @Test
  void of_aShortLine_isThatLine() {
    assertThat(WrappedText.of("")).containsExactly("");
    assertThat(WrappedText.of("a".repeat(100))).containsExactly("a".repeat(100));
  }

  @Test
  void of_aLongLine_breaksAtTheLastBlankThatFits() {
    String line = "x".repeat(60) + " " + "y".repeat(39) + " " + "z".repeat(20);
    assertThat(WrappedText.of(line))
        .containsExactly("x".repeat(60) + " " + "y".repeat(39), "  " + "z".repeat(20));
    assertThat(WrappedText.of(line + "z".repeat(20) + " z"))
        .allMatch(part -> part.length() <= WrappedText.COLUMNS);
  }

  @Test
  void of_anIndentedLine_indentsFurther() {
    assertThat(WrappedText.of("  " + "x".repeat(70) + " " + "y".repeat(70)))
        .containsExactly("  " + "x".repeat(70), "    " + "y".repeat(70));
  }

  @Test
  void of_aWordThatIsTooLong_leavesItWhole() {
    assertThat(WrappedText.of("x".repeat(150))).containsExactly("x".repeat(150));
    assertThat(WrappedText.of("see " + "x".repeat(150) + " there"))
        .containsExactly("see", "  " + "x".repeat(150), "  there");
  }
}
