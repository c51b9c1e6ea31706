package org.allnet.service.work.webhook;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.ModelSheet;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.domain.ServiceEvent;
import org.allnet.service.domain.Webhook;
import org.allnet.service.store.BlobStore;
import org.allnet.service.store.Store;
import org.allnet.service.store.StoreSettings;

/** A store with a project and a model, which is stopped again and again: one event each time. */
final class HookedStore implements AutoCloseable {

  static final Actor TEST = new Actor.Service("test", "run-1");
  static final Hash MODEL = Hash.of("a model");

  final Store store;
  final Project project;
  final WebhookSecrets secrets;
  private final SecureRandom random = new SecureRandom();

  /** Opens the store of a folder, or makes it. */
  HookedStore(Path folder) {
    store =
        Store.open(
            StoreSettings.sqlite(folder.resolve("allnet.db")),
            new BlobStore(folder.resolve("blobs")),
            Clock.systemUTC());
    secrets = WebhookSecrets.open(folder.resolve("webhook.key"));
    List<Project> known = store.read(tx -> tx.projects().all());
    project = known.isEmpty() ? made() : known.get(0);
  }

  private Project made() {
    Project made =
        new Project(Id.Project.fresh(), "Study", List.of("blast"), Project.Rules.DEFAULT, now());
    store.change(
        TEST,
        tx -> {
          tx.projects().add(made);
          tx.models()
              .add(
                  MODEL,
                  ServedModel.Kind.CLASSIFIER,
                  "a model",
                  new ModelSheet(
                      List.of("blast"),
                      Optional.empty(),
                      List.of(),
                      Optional.empty(),
                      Optional.empty(),
                      List.of(),
                      List.of(),
                      false,
                      false,
                      Optional.empty()));
        });
    return made;
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  Webhook hook(String address) {
    Webhook webhook =
        new Webhook(Id.Webhook.fresh(), project.id(), URI.create(address), now(), Optional.empty());
    store.change(TEST, tx -> tx.webhooks().add(webhook));
    return webhook;
  }

  void happen() {
    store.change(TEST, tx -> tx.models().resume(MODEL, SealedText.of("on", random)));
    store.change(TEST, tx -> tx.models().stop(MODEL, SealedText.of("off", random)));
  }

  List<ServiceEvent> events() {
    return store.read(tx -> tx.events().after(project.id(), 0, 100_000));
  }

  static WebhookSettings settings(int tries, Supplier<SSLSocketFactory> tls) {
    return settings(tries, Duration.ofMillis(400), tls);
  }

  static WebhookSettings settings(int tries, Duration longest, Supplier<SSLSocketFactory> tls) {
    return new WebhookSettings(
        List.of(AddressRange.of("127.0.0.0/8")),
        tries,
        Duration.ofMillis(1),
        Duration.ofMillis(20),
        longest,
        longest.plusMillis(200),
        Duration.ofMillis(20),
        tls);
  }

  WebhookSender sender(int tries, Supplier<SSLSocketFactory> tls) {
    WebhookSettings settings = settings(tries, tls);
    WebhookSender sender =
        new WebhookSender(
            store, secrets, settings, new Destinations(settings.permitted()), Clock.systemUTC());
    sender.start();
    return sender;
  }

  @Override
  public void close() {
    store.close();
  }
}
