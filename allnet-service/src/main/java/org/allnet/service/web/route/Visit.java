package org.allnet.service.web.route;

import com.fasterxml.jackson.databind.JsonNode;
import gg.jte.output.Utf8ByteOutput;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.allnet.data.InputException;
import org.allnet.data.file.Decimal;
import org.allnet.data.file.Json;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.Store;
import org.allnet.service.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * One request that was found to be permitted: what was asked, who asks, and by what to answer. For
 * one thread.
 */
public final class Visit {

  /** Under which name a request has the time at which it came. */
  public static final String BEGUN = "allnet.begun";

  private final Context context;
  private final Site site;
  private final Route route;
  private final String requestId;
  private final @Nullable Caller caller;
  private final @Nullable Project project;

  /**
   * Puts a request together.
   *
   * @param context as it came
   * @param site what all handlers share
   * @param route by which route it came
   * @param requestId by which logs are found
   * @param caller who asks; null if nobody is known
   * @param project the one of the path, if the route is about one
   */
  public Visit(
      Context context,
      Site site,
      Route route,
      String requestId,
      @Nullable Caller caller,
      @Nullable Project project) {
    this.context = context;
    this.site = site;
    this.route = route;
    this.requestId = requestId;
    this.caller = caller;
    this.project = project;
  }

  /** {@return the request as it came, for uploads, events and bytes} */
  public Context context() {
    return context;
  }

  /** {@return what all handlers share} */
  public Site site() {
    return site;
  }

  /** {@return what the service keeps} */
  public Store store() {
    return site.store();
  }

  /** {@return the time} */
  public Instant now() {
    return site.clock().instant();
  }

  /** {@return when the request came, before any of its body was read} */
  public Instant begun() {
    return Optional.<Instant>ofNullable(context.attribute(BEGUN)).orElseGet(this::now);
  }

  /** {@return by which logs are found} */
  public String requestId() {
    return requestId;
  }

  /** {@return who asks; empty if nobody is known, which happens on routes for anyone alone} */
  public Optional<Caller> caller() {
    return Optional.ofNullable(caller);
  }

  /** {@return the person for whom it is asked} */
  public Account account() {
    return known().account();
  }

  private Caller known() {
    return caller().orElseThrow(() -> new IllegalStateException(route + " is for anyone"));
  }

  /**
   * Returns the project of the path.
   *
   * @throws IllegalStateException if the route is about none
   */
  public Project project() {
    if (project == null) {
      throw new IllegalStateException(route + " is about no project");
    }
    return project;
  }

  /**
   * Returns whether something may be done, in the project of the path if it is about cases.
   *
   * @param permission what
   */
  public boolean may(Permission permission) {
    return role(permission).isPresent();
  }

  private Optional<UserRole> role(Permission permission) {
    if (caller == null) {
      return Optional.empty();
    }
    if (!permission.isOfProject()) {
      return caller.roleFor(permission);
    }
    return project == null ? Optional.empty() : caller.roleFor(permission, project.id());
  }

  /** {@return who does it, by the role that permits the route, for the audit log} */
  public Actor actor() {
    if (route.access() instanceof Access.InService in) {
      return actor(in.permission());
    }
    if (route.access() instanceof Access.InProject in) {
      return actor(in.permission());
    }
    return roles(account()).stream()
        .findFirst()
        .<Actor>map(role -> new Actor.Person(account().id(), role, requestId))
        .orElseGet(() -> new Actor.Service("own-account", requestId));
  }

  /**
   * Returns who does it, by the role that permits something, for the audit log.
   *
   * @param permission what
   * @throws HttpFailure if no role permits it
   */
  public Actor actor(Permission permission) {
    return new Actor.Person(
        account().id(), role(permission).orElseThrow(HttpFailure::forbidden), requestId);
  }

  /**
   * Refuses who may not do any more what the route of a project permits. A body may take long to
   * come, and what was withdrawn meanwhile must not be used: to be asked where it is stored.
   *
   * @param tx the transaction that stores it
   * @throws HttpFailure 401 if person, session or key ended, 404 if the project is nothing of
   *     theirs any more, 403 if no role permits it
   * @throws IllegalStateException if the route is about no project
   */
  public void requireStill(Transaction tx) {
    Caller caller =
        known()
            .now(tx)
            .orElseThrow(
                () -> new HttpFailure(401, "Your access ended while you sent. Nothing is kept."));
    if (!(route.access() instanceof Access.InProject in)) {
      throw new IllegalStateException(route + " is about no project");
    }
    if (!caller.sees(project().id())) {
      throw HttpFailure.missing();
    }
    if (caller.roleFor(in.permission(), project().id()).isEmpty()) {
      throw HttpFailure.forbidden();
    }
  }

  private static Set<UserRole> roles(Account account) {
    Set<UserRole> all = new TreeSet<>(account.roles());
    account.memberships().values().forEach(all::addAll);
    return all;
  }

  /**
   * Returns an id of the path.
   *
   * @param parameter its name in the route's path
   * @param kind makes the id, such as {@code Id.Case::new}
   * @throws HttpFailure if the text is no id, as if there were no such thing
   */
  public <T extends Id> T id(String parameter, Function<UUID, T> kind) {
    try {
      return kind.apply(Id.parse(context.pathParam(parameter)));
    } catch (InputException e) {
      throw HttpFailure.missing();
    }
  }

  /**
   * Returns what was found.
   *
   * @param found what a look-up gave
   * @throws HttpFailure if it found nothing
   */
  public static <T> T found(Optional<T> found) {
    return found.orElseThrow(HttpFailure::missing);
  }

  /**
   * Returns what a form says, without blanks at its ends.
   *
   * @param name the field's
   * @return empty if the field is missing or blank
   */
  public Optional<String> maybeField(String name) {
    return Optional.ofNullable(context.formParam(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /**
   * Returns what a form says, without blanks at its ends.
   *
   * @param name the field's
   * @throws HttpFailure if the field is missing or blank
   */
  public String field(String name) {
    return maybeField(name)
        .orElseThrow(() -> new HttpFailure(422, name + ": is empty; fill it in"));
  }

  /**
   * Returns a password as it was typed: it may begin or end with a blank.
   *
   * @param name the field's
   * @return empty text if the field is missing
   */
  public String secret(String name) {
    return Optional.ofNullable(context.formParam(name)).orElse("");
  }

  /**
   * Returns all that a form says under one name, such as boxes that were ticked.
   *
   * @param name the fields'
   */
  public List<String> fields(String name) {
    return context.formParams(name);
  }

  /**
   * Returns what the address says behind its question mark.
   *
   * @param name the parameter's
   * @return empty if it is missing or blank
   */
  public Optional<String> query(String name) {
    return Optional.ofNullable(context.queryParam(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /**
   * Returns a number that the address says behind its question mark.
   *
   * @param name the parameter's
   * @param least the least that it may be
   * @param most the greatest that it may be
   * @return {@code least} if the parameter is missing or says anything else
   */
  public int number(String name, int least, int most) {
    OptionalLong number = Decimal.whole(query(name).orElse(""));
    return number.isEmpty() || number.getAsLong() < least || number.getAsLong() > most
        ? least
        : (int) number.getAsLong();
  }

  /**
   * Returns the body as JSON.
   *
   * @throws HttpFailure if it is none
   */
  public JsonNode body() {
    try {
      return Json.read(new String(context.bodyAsBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new HttpFailure(400, "The body is no JSON.");
    }
  }

  /**
   * Answers with a page.
   *
   * @param template its file below {@code jte}
   * @param page what it is filled with, its parameter {@code page}
   */
  public void show(String template, Object page) {
    show(200, template, page);
  }

  /**
   * Answers with a page and a status.
   *
   * @param status of HTTP
   * @param template its file below {@code jte}
   * @param page what it is filled with, its parameter {@code page}
   */
  public void show(int status, String template, Object page) {
    Map<String, Object> values = new HashMap<>();
    values.put("frame", frame());
    values.put("page", page);
    Utf8ByteOutput out = new Utf8ByteOutput();
    site.templates().render(template, values, out);
    context.status(status).contentType("text/html; charset=utf-8").result(out.toByteArray());
  }

  /**
   * Says when to ask again ({@code Retry-After}), if that helps.
   *
   * @param failure why something was not done, for a page that says so
   */
  public void retryAfter(HttpFailure failure) {
    failure
        .retryAfter()
        .ifPresent(
            pause -> context.header("Retry-After", Long.toString(Math.max(1, pause.toSeconds()))));
  }

  /**
   * Answers with JSON.
   *
   * @param value a record of plain values, or a tree
   */
  public void json(Object value) {
    json(200, "application/json", value);
  }

  /**
   * Answers with JSON and a status.
   *
   * @param status of HTTP
   * @param type the content type
   * @param value a record of plain values, or a tree
   */
  public void json(int status, String type, Object value) {
    context
        .status(status)
        .contentType(type)
        .result(Json.line(value).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sends the browser to another page of the service.
   *
   * @param path where
   */
  public void redirect(String path) {
    if (context.header("HX-Request") != null) {
      context.status(204).header("HX-Redirect", path);
    } else {
      context.redirect(path, HttpStatus.SEE_OTHER);
    }
  }

  /** {@return what is around the page} */
  public Frame frame() {
    if (!(caller instanceof Caller.Person person)) {
      return new Frame(Optional.empty(), List.of(), "", site.zone(), site.assets(), requestId);
    }
    Set<UserRole> shown =
        project == null
            ? roles(person.account())
            : person.account().memberships().getOrDefault(project.id(), Set.of());
    return new Frame(
        Optional.of(
            new Frame.Who(
                person.account().id().text(),
                person.account().name(),
                shown.isEmpty() ? "no role" : UserRole.words(shown),
                person.ends(),
                Duration.between(now(), person.ends()))),
        links(person.account()),
        person.formToken(),
        site.zone(),
        site.assets(),
        requestId);
  }

  private List<Frame.Link> links(Account account) {
    List<Frame.Link> links = new ArrayList<>();
    links.add(link("/projects", "Projects"));
    links.add(link("/models", "Models"));
    if (account.may(Permission.RUN_JOBS)) {
      links.add(link("/jobs", "Jobs"));
    }
    if (account.may(Permission.MANAGE_ACCOUNTS)) {
      links.add(link("/administration", "Administration"));
    }
    if (account.may(Permission.READ_AUDIT)) {
      links.add(link("/audit", "Audit log"));
    }
    links.add(link("/account", "My account"));
    return links;
  }

  private Frame.Link link(String path, String words) {
    return new Frame.Link(path, words, route.path().startsWith(path));
  }
}
