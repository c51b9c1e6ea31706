package org.allnet.service.web.model;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.CaseModels;
import org.allnet.service.domain.DatedSheet;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.ModelUse;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.ClassNotice;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;
import org.allnet.service.work.model.Models;

/** The models: what has to be known of each, and which one answers. */
public final class ModelPages implements PageSet {

  private static final Access OPERATOR = Access.to(Permission.RUN_MODELS);

  /**
   * A line of the list of models.
   *
   * @param model the model
   * @param uses for what new cases get it, in words
   */
  public record ModelLine(ServedModel model, String uses) {}

  /**
   * The list of models.
   *
   * @param models the newest first
   */
  public record ModelList(List<ModelLine> models) {}

  /**
   * The page about a model.
   *
   * @param model the model
   * @param sheets all that was known of it, the earliest first
   * @param shown which of them is shown
   * @param uses for what new cases get it
   * @param runs whether who asks may choose and stop models
   * @param notices in which projects of whoever asks its classes don't count; none if in no
   * @param failure why something did not work; empty if nothing failed
   */
  public record AboutModel(
      ServedModel model,
      List<DatedSheet> sheets,
      DatedSheet shown,
      List<ModelUse> uses,
      boolean runs,
      List<ClassNotice> notices,
      String failure) {

    /** {@return whether something else is known of it by now} */
    public boolean isEarlier() {
      return shown.number() < sheets.get(sheets.size() - 1).number();
    }

    /** {@return for what it could be used and is not} */
    public List<ModelUse> others() {
      return Arrays.stream(ModelUse.values())
          .filter(use -> use.kind() == model.kind() && !uses.contains(use))
          .toList();
    }
  }

  private final Models models;
  private final SecureRandom random = new SecureRandom();

  /**
   * Makes the pages.
   *
   * @param models the models
   */
  public ModelPages(Models models) {
    this.models = models;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page("/models", Access.signedIn(), "All models of the service."), this::all),
        new Endpoint(
            Route.page("/models/{model}", Access.signedIn(), "What has to be known of a model."),
            visit -> show(visit, 200, found(visit), "")),
        new Endpoint(
            Route.action("/models/{model}/uses", OPERATOR, "Has a model answer about new cases."),
            this::use),
        new Endpoint(
            Route.action(
                "/models/{model}/unused", OPERATOR, "Has a model not answer about new cases."),
            this::unuse),
        new Endpoint(
            Route.action("/models/{model}/stop", OPERATOR, "Stops a model at once."), this::stop),
        new Endpoint(
            Route.action("/models/{model}/resume", OPERATOR, "Lets a stopped model answer again."),
            this::resume));
  }

  private static List<ModelUse> uses(CaseModels choice, Hash model) {
    List<ModelUse> uses = new ArrayList<>();
    for (ModelUse use : ModelUse.values()) {
      if (choice.of(use).filter(model::equals).isPresent()) {
        uses.add(use);
      }
    }
    return uses;
  }

  private void all(Visit visit) {
    List<ModelLine> lines =
        visit
            .store()
            .read(
                tx ->
                    tx.models().all().stream()
                        .map(
                            model ->
                                new ModelLine(
                                    model,
                                    String.join(
                                        ", ",
                                        uses(tx.models().choice(), model.hash()).stream()
                                            .map(ModelUse::key)
                                            .toList())))
                        .toList());
    visit.show("model/models.jte", new ModelList(lines));
  }

  private static ServedModel found(Visit visit) {
    Hash hash;
    try {
      hash = new Hash(visit.context().pathParam("model"));
    } catch (InputException e) {
      throw HttpFailure.missing();
    }
    return Visit.found(visit.store().read(tx -> tx.models().get(hash)));
  }

  private static void show(Visit visit, int status, ServedModel model, String failure) {
    List<ModelUse> uses = visit.store().read(tx -> uses(tx.models().choice(), model.hash()));
    List<DatedSheet> sheets = visit.store().read(tx -> tx.models().sheets(model.hash()));
    visit.show(
        status,
        "model/model.jte",
        new AboutModel(
            model,
            sheets,
            asked(visit, sheets),
            uses,
            visit.may(Permission.RUN_MODELS),
            notices(visit, model),
            failure));
  }

  /** The sheet whose number is asked for; the last one if none is. */
  private static DatedSheet asked(Visit visit, List<DatedSheet> sheets) {
    String number = visit.query("sheet").orElse("");
    return number.isEmpty()
        ? sheets.get(sheets.size() - 1)
        : Visit.found(
            sheets.stream()
                .filter(one -> Integer.toString(one.number()).equals(number))
                .findFirst());
  }

  private static List<ClassNotice> notices(Visit visit, ServedModel model) {
    boolean seesAll = visit.may(Permission.MANAGE_PROJECTS);
    return visit.store().read(tx -> tx.projects().all()).stream()
        .filter(one -> seesAll || visit.account().memberships().containsKey(one.id()))
        .flatMap(one -> ClassNotice.of(visit, one, model).stream())
        .toList();
  }

  private static ModelUse asked(Visit visit) {
    String key = visit.field("use");
    return Arrays.stream(ModelUse.values())
        .filter(use -> use.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new HttpFailure(422, "use: there is none of this name"));
  }

  private void use(Visit visit) {
    ServedModel model = found(visit);
    change(
        visit, model, () -> models.choose(visit.actor(), asked(visit), Optional.of(model.hash())));
  }

  private void unuse(Visit visit) {
    ServedModel model = found(visit);
    change(
        visit,
        model,
        () -> {
          ModelUse use = asked(visit);
          boolean used =
              visit.store().read(tx -> uses(tx.models().choice(), model.hash())).contains(use);
          if (used) {
            models.choose(visit.actor(), use, Optional.empty());
          }
        });
  }

  private void stop(Visit visit) {
    ServedModel model = found(visit);
    change(visit, model, () -> models.stop(visit.actor(), model.hash(), reason(visit)));
  }

  private void resume(Visit visit) {
    ServedModel model = found(visit);
    change(visit, model, () -> models.resume(visit.actor(), model.hash(), reason(visit)));
  }

  private SealedText reason(Visit visit) {
    return SealedText.of(visit.maybeField("reason").orElse(""), random);
  }

  private static void change(Visit visit, ServedModel model, Runnable change) {
    try {
      change.run();
    } catch (InputException e) {
      show(visit, 422, model, String.valueOf(e.getMessage()));
      return;
    }
    visit.redirect("/models/" + model.hash().hex());
  }
}
