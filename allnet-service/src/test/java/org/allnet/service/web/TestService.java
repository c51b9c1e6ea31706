package org.allnet.service.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.allnet.inference.compute.Device;
import org.allnet.service.ServicePages;
import org.allnet.service.ServiceWork;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.ApiKey;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.KeySecret;
import org.allnet.service.domain.LoginSession;
import org.allnet.service.domain.PasswordHash;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.BlobStore;
import org.allnet.service.store.MemoryFolder;
import org.allnet.service.store.Store;
import org.allnet.service.store.TestDatabase;
import org.allnet.service.web.access.SecretBox;
import org.allnet.service.web.access.SignInSettings;
import org.allnet.service.web.access.Transport;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.work.intake.Intake;
import org.allnet.service.work.intake.IntakeLimits;
import org.allnet.service.work.model.Models;
import org.allnet.service.work.picture.StoredPictures;
import org.allnet.service.work.picture.Thumbnails;
import org.allnet.service.work.webhook.AddressRange;
import org.allnet.service.work.webhook.Destinations;
import org.allnet.service.work.webhook.WebhookAccess;
import org.allnet.service.work.webhook.WebhookSecrets;
import org.allnet.service.work.worker.WorkerSettings;
import org.allnet.service.work.worker.Workers;

/**
 * A service on a free port, with two projects and a person of each role. Those of projects are
 * members of the first project; the second one has a member of its own.
 */
public final class TestService implements AutoCloseable {

  public static final String PASSWORD = "correct horse battery";
  private static final int ITERATIONS = 2;
  private static final IntakeLimits LIMITS =
      new IntakeLimits(
          1 << 20,
          4 << 20,
          50,
          1_000_000,
          new IntakeLimits.Zip(20, 4 << 20, 100),
          1000,
          1L << 30,
          0);
  private static final Actor TEST = new Actor.Service("test", "run-1");

  public final Path folder;
  public final Store store;
  public final Clock clock;
  public final Thumbnails thumbnails;
  public final Models models;
  public final Workers workers;
  public final WebServer server;
  public final Place home;
  public final Place foreign;
  public final Account stranger;
  private final Map<UserRole, Account> people = new EnumMap<>(UserRole.class);
  private final Map<UserRole, KeySecret> keys = new EnumMap<>(UserRole.class);
  private final Random random = new Random(7);

  private final LoginSession.Limits sessions;

  private TestService(Clock clock, boolean peopled, int workerThreads, Transport transport)
      throws IOException {
    this(
        clock,
        peopled,
        workerThreads,
        transport,
        SignInSettings.DEFAULT,
        LoginSession.Limits.DEFAULT);
  }

  private TestService(
      Clock clock,
      boolean peopled,
      int workerThreads,
      Transport transport,
      SignInSettings signIn,
      LoginSession.Limits sessions)
      throws IOException {
    this.clock = clock;
    this.sessions = sessions;
    folder = MemoryFolder.create("allnet-web");
    store =
        Store.open(
            TestDatabase.sqlite(folder.resolve("allnet.db")),
            new BlobStore(folder.resolve("blobs")),
            clock);
    home = Place.make(store, "Home", now());
    foreign = Place.make(store, "Foreign", now());
    stranger =
        person("stranger", Set.of(), Map.of(foreign.project().id(), Set.of(UserRole.REVIEWER)));
    if (peopled) {
      for (UserRole role : UserRole.values()) {
        people.put(role, add(role));
        keys.put(role, key(people.get(role)));
      }
      store.change(TEST, tx -> tx.accounts().add(stranger));
    }
    thumbnails = new Thumbnails(new StoredPictures(store.blobs()), folder.resolve("thumbnails"));
    models = new Models(store, folder.resolve("models"));
    workers =
        Workers.start(store, models, thumbnails, WorkerSettings.of(workerThreads, Device.CPU));
    server = serve(transport, signIn);
  }

  private WebServer serve(Transport transport, SignInSettings signIn) throws IOException {
    Intake intake = new Intake(store, LIMITS, folder.resolve("incoming"), workers::wake);
    return WebServer.start(
        settings(transport, signIn),
        store,
        clock,
        new ServicePages(
            store,
            new ServiceWork(
                intake,
                models,
                thumbnails,
                workers,
                new WebhookAccess(
                    WebhookSecrets.open(folder.resolve("webhook.key")),
                    new Destinations(List.of(AddressRange.of("127.0.0.0/8")))))),
        SecretBox.open(folder.resolve("sealing.key")));
  }

  /** Another process that serves the same people from the same folder; a test closes it. */
  WebServer beside(SignInSettings signIn) throws IOException {
    return serve(Transport.LOOPBACK, signIn);
  }

  /** Starts one with people. */
  public static TestService start() throws IOException {
    return new TestService(Clock.systemUTC(), true, 0, Transport.LOOPBACK);
  }

  /** Starts one with people, whose time somebody sets. */
  public static TestService start(Clock clock) throws IOException {
    return new TestService(clock, true, 0, Transport.LOOPBACK);
  }

  /** Starts one with people and with threads that answer. */
  public static TestService working(int threads) throws IOException {
    return new TestService(Clock.systemUTC(), true, threads, Transport.LOOPBACK);
  }

  /** Starts one with people that takes what asks it for a proxy. */
  public static TestService behindProxy() throws IOException {
    return new TestService(Clock.systemUTC(), true, 0, Transport.PROXY);
  }

  /** Starts one without anybody. */
  public static TestService empty() throws IOException {
    return new TestService(Clock.systemUTC(), false, 0, Transport.LOOPBACK);
  }

  /** Starts one with people, who prove in some way who they are. */
  public static TestService start(Clock clock, SignInSettings signIn) throws IOException {
    return start(clock, signIn, LoginSession.Limits.DEFAULT);
  }

  /** Starts one with people, whose sessions last as long as a test wants. */
  public static TestService start(Clock clock, SignInSettings signIn, LoginSession.Limits sessions)
      throws IOException {
    return new TestService(clock, true, 0, Transport.LOOPBACK, signIn, sessions);
  }

  private WebSettings settings(Transport transport, SignInSettings signIn) throws IOException {
    return new WebSettings(
        "127.0.0.1",
        0,
        transport,
        Optional.empty(),
        ZoneOffset.UTC,
        sessions,
        new UploadLimits(
            LIMITS.bytesPerFile(),
            LIMITS.bytesInAll(),
            LIMITS.files(),
            Files.createDirectories(folder.resolve("uploads"))),
        ITERATIONS,
        signIn);
  }

  /** Another server for the same people, with pages of a test. */
  WebServer another(PageSet pages) throws IOException {
    return WebServer.start(
        settings(Transport.LOOPBACK, SignInSettings.DEFAULT),
        store,
        clock,
        (signIn, cookies) -> List.of(pages),
        SecretBox.open(folder.resolve("sealing.key")));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private Account person(String login, Set<UserRole> roles, Map<Id.Project, Set<UserRole>> in) {
    return new Account(
        Id.Account.fresh(),
        login,
        "Dr. " + login,
        Optional.of(PasswordHash.of(PASSWORD.toCharArray(), ITERATIONS, random)),
        roles,
        in,
        now(),
        Optional.empty());
  }

  private Account add(UserRole role) {
    Account account =
        role.isOfProject()
            ? person(role.key(), Set.of(), Map.of(home.project().id(), Set.of(role)))
            : person(role.key(), Set.of(role), Map.of());
    store.change(TEST, tx -> tx.accounts().add(account));
    return account;
  }

  KeySecret key(Account owner) {
    return key(owner, Duration.ofDays(1));
  }

  /** A key of a person that counts for some time. */
  KeySecret key(Account owner, Duration counts) {
    KeySecret secret = KeySecret.fresh(random);
    ApiKey key =
        new ApiKey(
            Id.ApiKey.fresh(),
            owner.id(),
            "test",
            secret.hash(),
            Set.of(Permission.values()),
            Optional.empty(),
            now(),
            now().plus(counts),
            Optional.empty(),
            Optional.empty());
    store.change(TEST, tx -> tx.apiKeys().add(key));
    return secret;
  }

  /** The person of a role. */
  public Account person(UserRole role) {
    return people.get(role);
  }

  /** The key of the person of a role, which may do all that the person may. */
  public String key(UserRole role) {
    return keys.get(role).text();
  }

  /** A browser in which nobody is logged in. */
  public Browser browser() {
    return new Browser("http://127.0.0.1:" + server.port());
  }

  /** A browser in which the person of a role is logged in. */
  public Browser browser(UserRole role) throws Exception {
    Browser browser = browser();
    browser.logIn(role.key(), PASSWORD);
    return browser;
  }

  @Override
  public void close() {
    server.close();
    workers.close();
    store.close();
    BlobFolders.delete(folder);
  }
}
