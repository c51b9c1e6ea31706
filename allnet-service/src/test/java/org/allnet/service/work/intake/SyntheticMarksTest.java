package org.allnet.service.work.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How far the mark of a folder reaches. */
final class SyntheticMarksTest {

  private final SyntheticMarks marks = new SyntheticMarks();

  @Test
  void mark_holdsForItsFolderAndBelow() {
    marks.add("set/made/SYNTHETIC.txt");
    assertThat(marks.holdFor("set/made/1.png")).isTrue();
    assertThat(marks.holdFor("set/made/fold-1/all/1.png")).isTrue();
    assertThat(marks.holdFor("set\\made\\1.png")).isTrue();
    assertThat(marks.holdFor("set/real/1.png")).isFalse();
    assertThat(marks.holdFor("set/made-by-hand/1.png")).isFalse();
    assertThat(marks.holdFor("1.png")).isFalse();
  }

  @Test
  void markWithoutFolder_holdsForTheRequest() {
    marks.add("Synthetic.TXT");
    assertThat(marks.holdFor("any/where.png")).isTrue();
  }

  @Test
  void otherTexts_areNoMarks() {
    assertThat(SyntheticMarks.isMark("a/b/SYNTHETIC.txt")).isTrue();
    assertThat(SyntheticMarks.isMark("NOT_SYNTHETIC.txt")).isFalse();
    assertThat(SyntheticMarks.isMark("SYNTHETIC.txt/1.png")).isFalse();
  }
}
