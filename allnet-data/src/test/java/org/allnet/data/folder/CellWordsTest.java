package org.allnet.data.folder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the cells of the blood are called in languages with accents, and in Persian and Arabic. */
final class CellWordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linfócitos",
        "Monócito",
        "neutrófilo",
        "eosinófilo",
        "basófilos",
        "plasmócito",
        "bastonetes",
        "eritrócitos",
        "mielócito",
        "لنفوسیت",
        "لنفوسيت",
        "نوتروفیل",
        "پلاکت",
        "لمفاويات",
        "وحيدات",
        "صفيحات",
        "림프구"
      })
  void cells_areKnown(String folder) {
    assertThat(FolderWords.isBloodCell(folder)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ankara", "São Paulo", "تهران", "القاهرة", "limão", "saudável", "سالم"})
  void otherWords_areNoCells(String folder) {
    assertThat(FolderWords.isBloodCell(folder)).isFalse();
  }
}
