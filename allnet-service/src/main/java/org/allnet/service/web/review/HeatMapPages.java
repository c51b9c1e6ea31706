package org.allnet.service.web.review;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.JobTask;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.PlacedCell;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;
import org.allnet.service.work.worker.HeatMap;
import org.allnet.service.work.worker.HeatMaps;

/** Where a model looked, for readers who see its proposals. */
public final class HeatMapPages implements PageSet {

  private final Optional<HeatMaps> maps;

  /**
   * Shows maps.
   *
   * @param maps makes them; empty if this process has no models
   */
  public HeatMapPages(Optional<HeatMaps> maps) {
    this.maps = maps;
  }

  /** A cell and the model whose proposal is shown. */
  private record Wish(PlacedCell cell, Hash model) {}

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page(
                "/projects/{project}/readings/{reading}/cells/{cell}/heat-map",
                Access.to(Permission.SEE),
                "Where the model looked, as JSON."),
            this::heatMap));
  }

  private void heatMap(Visit visit) {
    Id.Cell id = visit.id("cell", Id.Cell::new);
    Wish wish = visit.store().read(tx -> wish(visit, tx, id));
    HeatMaps.Answer answer =
        maps.orElseThrow(
                () -> new HttpFailure(409, "This process of the service makes no heat maps."))
            .of(wish.cell(), wish.model());
    if (answer instanceof HeatMaps.Made made) {
      visit.json(json(made.map()));
    } else if (answer instanceof HeatMaps.Busy) {
      throw new HttpFailure(
          503, "Another heat map is being made. Ask again in a moment.", HeatMaps.PAUSE);
    } else {
      throw new HttpFailure(409, "No place of this cell speaks for a class.");
    }
  }

  private static Wish wish(Visit visit, Transaction tx, Id.Cell id) {
    ReviewedCase reviewed = ReviewedCase.of(visit, tx);
    Visit.found(tx.gallery().cell(reviewed.reading(), reviewed.model(), id));
    Hash model =
        reviewed
            .model()
            .orElseThrow(() -> new HttpFailure(409, "No model answers in this reading."));
    if (tx.models().get(model).map(ServedModel::isStopped).orElse(true)) {
      throw new HttpFailure(409, "The model is stopped.");
    }
    return new Wish(Visit.found(tx.jobs().cell(new JobTask.ClassifyCell(id, model))), model);
  }

  private static ObjectNode json(HeatMap map) {
    Base64.Encoder encoder = Base64.getEncoder();
    return ReviewJson.object()
        .put("width", map.width())
        .put("height", map.height())
        .put("rgb", encoder.encodeToString(map.rgb()))
        .put("values", encoder.encodeToString(map.values()))
        .put("greatest", map.greatest())
        .put("label", map.label())
        .put("method", map.method())
        .put("believed", map.believed());
  }
}
