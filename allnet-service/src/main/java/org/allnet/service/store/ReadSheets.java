package org.allnet.service.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.allnet.service.domain.ModelSheet;

/**
 * Sheets of models as they were read last, by their stored text. A text always says the same, so
 * nothing that is stored elsewhere can make what is kept here wrong. Thread-safe.
 */
final class ReadSheets {

  /** So many models are looked at again and again. */
  private static final int KEPT = 16;

  private final Map<String, ModelSheet> byText =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ModelSheet> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * Returns the sheet that a text says.
   *
   * @throws org.allnet.data.InputException if it says none
   */
  synchronized ModelSheet of(String text) {
    ModelSheet known = byText.get(text);
    if (known == null) {
      known = RecordJson.read(text, ModelSheet.class);
      byText.put(text, known);
    }
    return known;
  }
}
