package org.allnet.service.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.allnet.service.domain.ReviewAction;
import org.allnet.service.domain.ReviewSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that a reader chose, once there are actions that came later. */
final class ReviewKeysTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Laboratory lab;

  @BeforeEach
  void open() throws Exception {
    lab = new Laboratory(TestDatabase.SQLITE, folder, 1);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private ReviewSettings kept() {
    return lab.store.read(tx -> tx.reviewChoices().of(lab.ada.id()));
  }

  /** As a version kept them that knew three actions, and not that the rest has a key. */
  private void keep(List<String> actions, List<String> keys) throws Exception {
    TestDatabase.run(
        lab.settings,
        "insert into review_settings (account, settings) values ('%s', '%s')"
            .formatted(
                lab.ada.id().text(),
                RecordJson.text(new ReviewChoiceRows.Kept(actions, keys, true, true))));
  }

  @Test
  void actionThatCameLater_hasItsUsualKey() throws Exception {
    keep(List.of("confirm", "smudge"), List.of("f", "s"));
    assertThat(kept().key(ReviewAction.CONFIRM_REST)).contains("r");
    assertThat(kept().key(ReviewAction.CONFIRM)).contains("f");
    assertThat(kept().key(ReviewAction.HELP)).as("its reader wanted none").isEmpty();
  }

  @Test
  void actionThatCameLater_takesNoKeyAway() throws Exception {
    keep(List.of("smudge"), List.of("r"));
    assertThat(kept().key(ReviewAction.SMUDGE)).contains("r");
    assertThat(kept().key(ReviewAction.CONFIRM_REST)).isEmpty();
  }

  @Test
  void actionWithoutAKey_staysSo() {
    Map<ReviewAction, String> keys = new EnumMap<>(ReviewSettings.USUAL.keys());
    keys.remove(ReviewAction.CONFIRM_REST);
    ReviewSettings wanted = new ReviewSettings(keys, true, false);
    lab.store.change(lab.as(lab.ada), tx -> tx.reviewChoices().keep(lab.ada.id(), wanted));
    assertThat(kept()).isEqualTo(wanted);
  }
}
