package org.allnet.service.store;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.ReviewAction;
import org.allnet.service.domain.ReviewSettings;

/** Settings of reviews as rows. */
final class ReviewChoiceRows implements ReviewChoices {

  /** The settings, as one column. */
  record Kept(List<String> actions, List<String> keys, boolean keysOn, boolean advance) {}

  private final Transaction tx;

  ReviewChoiceRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public ReviewSettings of(Id.Account of) {
    return tx.sql()
        .one(
            "select settings from review_settings where account = ?",
            row -> settings(RecordJson.read(row.text("settings"), Kept.class)),
            of)
        .orElse(ReviewSettings.USUAL);
  }

  private static ReviewSettings settings(Kept kept) {
    Map<ReviewAction, String> keys = new EnumMap<>(ReviewAction.class);
    for (int i = 0; i < kept.actions().size(); i++) {
      String key = kept.keys().get(i);
      ReviewAction.of(kept.actions().get(i)).ifPresent(action -> keys.put(action, key));
    }
    return new ReviewSettings(keys, kept.keysOn(), kept.advance());
  }

  @Override
  public void keep(Id.Account of, ReviewSettings settings) {
    ReadingRows.requirePerson(tx, of);
    List<String> actions = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    settings
        .keys()
        .forEach(
            (action, key) -> {
              actions.add(action.key());
              keys.add(key);
            });
    tx.sql()
        .update(
            "insert into review_settings (account, settings) values (?, ?)"
                + " on conflict (account) do update set settings = excluded.settings",
            of,
            RecordJson.text(new Kept(actions, keys, settings.keysOn(), settings.advance())));
  }
}
