package org.allnet.service.store;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.ReviewAction;
import org.allnet.service.domain.ReviewSettings;

/** Settings of reviews as rows. */
final class ReviewChoiceRows implements ReviewChoices {

  /**
   * The settings, as one column.
   *
   * @param actions all that there were
   * @param keys the key of each; empty if the reader wants none
   */
  record Kept(List<String> actions, List<String> keys, boolean keysOn, boolean advance) {}

  /** Those of the first version, which did not keep an action whose reader wants no key. */
  private static final Set<ReviewAction> FIRST =
      EnumSet.of(
          ReviewAction.CLASS_1,
          ReviewAction.CLASS_2,
          ReviewAction.CLASS_3,
          ReviewAction.CLASS_4,
          ReviewAction.CLASS_5,
          ReviewAction.CLASS_6,
          ReviewAction.CLASS_7,
          ReviewAction.CLASS_8,
          ReviewAction.CLASS_9,
          ReviewAction.CONFIRM,
          ReviewAction.UNSURE,
          ReviewAction.ARTEFACT,
          ReviewAction.SMUDGE,
          ReviewAction.NOT_CLASSED,
          ReviewAction.UNDO,
          ReviewAction.MARK,
          ReviewAction.NEXT,
          ReviewAction.HEAT_MAP,
          ReviewAction.MAGNIFY,
          ReviewAction.COMPARE,
          ReviewAction.FILTER,
          ReviewAction.HELP);

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
    Set<ReviewAction> missing = EnumSet.complementOf(EnumSet.copyOf(FIRST));
    for (int i = 0; i < kept.actions().size(); i++) {
      String key = kept.keys().get(i);
      Optional<ReviewAction> action = ReviewAction.of(kept.actions().get(i));
      action.ifPresent(missing::remove);
      action.filter(one -> !key.isEmpty()).ifPresent(one -> keys.put(one, key));
    }
    for (ReviewAction action : missing) { // that came since the reader chose
      if (!keys.containsValue(action.usual())) {
        keys.put(action, action.usual());
      }
    }
    return new ReviewSettings(keys, kept.keysOn(), kept.advance());
  }

  @Override
  public void keep(Id.Account of, ReviewSettings settings) {
    ReadingRows.requirePerson(tx, of);
    List<String> actions = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (ReviewAction action : ReviewAction.values()) {
      actions.add(action.key());
      keys.add(settings.key(action).orElse(""));
    }
    tx.sql()
        .update(
            "insert into review_settings (account, settings) values (?, ?)"
                + " on conflict (account) do update set settings = excluded.settings",
            of,
            RecordJson.text(new Kept(actions, keys, settings.keysOn(), settings.advance())));
  }
}
