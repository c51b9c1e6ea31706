package org.allnet.service.work.worker;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.NamedCell;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.explain.ExplainedImage;
import org.allnet.explain.Explainer;
import org.allnet.explain.Explanation;
import org.allnet.explain.ExplanationOptions;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.PlacedCell;

/**
 * Makes heat maps of cells when somebody asks for one, and keeps the last ones. One is made at a
 * time, so that they keep no answers waiting. Thread-safe.
 */
public final class HeatMaps {

  /** After how long it is worth asking again if another one is being made. */
  public static final Duration PAUSE = Duration.ofSeconds(2);

  private static final int KEPT = 64;

  private record Key(Hash model, Hash content, String box) {}

  private final OpenModels models;
  private final CellSources pictures;
  private final Semaphore one = new Semaphore(1);
  private final Map<Key, Optional<HeatMap>> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Optional<HeatMap>> eldest) {
          return size() > KEPT;
        }
      };

  HeatMaps(OpenModels models, CellSources pictures) {
    this.models = models;
    this.pictures = pictures;
  }

  /** What became of a wish. */
  public sealed interface Answer {}

  /** The map. */
  public record Made(HeatMap map) implements Answer {}

  /** There is none, such as of a cell of which nothing is to be seen. */
  public record None() implements Answer {}

  /** Another one is being made. */
  public record Busy() implements Answer {}

  /**
   * Returns where a model looked.
   *
   * @param cell the cell
   * @param model the hash of the model's file
   * @throws org.allnet.data.AllNetException if the model or the picture can't be read
   */
  public Answer of(PlacedCell cell, Hash model) {
    if (cell.picture().content().isEmpty()) {
      return new None();
    }
    Key key = new Key(model, cell.picture().content().get(), cell.cell().box().toString());
    Optional<HeatMap> known;
    synchronized (kept) {
      known = kept.get(key);
    }
    if (known == null) {
      if (!one.tryAcquire()) {
        return new Busy();
      }
      try {
        known = make(cell, model);
      } finally {
        one.release();
      }
      synchronized (kept) {
        kept.put(key, known);
      }
    }
    return known.<Answer>map(Made::new).orElseGet(None::new);
  }

  private Optional<HeatMap> make(PlacedCell cell, Hash model) {
    Explainer explainer = new Explainer(models.classifier(model), ExplanationOptions.DEFAULTS);
    NamedCell named =
        new NamedCell(
            "cell",
            pictures
                .source("cell", cell)
                .decode(new ImageDecoder(DecodeLimits.DEFAULTS), note -> {}));
    ExplainedImage explained = explainer.explain(List.of(named)).get(0);
    Explanation why = explained.explanation();
    if (why == null || why.isEmpty() || why.isPlaceless()) {
      return Optional.empty();
    }
    return Optional.of(
        HeatMap.of(
            explained.pixels(),
            why.result().map(),
            why.label(),
            why.method().title(),
            explainer.check().map(MapCheck::verdict).orElse("")));
  }
}
