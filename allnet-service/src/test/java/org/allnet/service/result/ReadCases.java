package org.allnet.service.result;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.evaluation.decision.Decision;
import org.allnet.evaluation.decision.OutlierMethod;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.evaluation.decision.ReferralReason;
import org.allnet.evaluation.decision.UnlikeTraining;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseModels;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.HandedFile;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Judgement;
import org.allnet.service.domain.ModelSheet;
import org.allnet.service.domain.PasswordHash;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Proposal;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.domain.Shown;
import org.allnet.service.domain.SignOff;
import org.allnet.service.domain.Subject;
import org.allnet.service.domain.UserRole;
import org.allnet.service.export.ExportedBy;
import org.allnet.service.store.BlobStore;
import org.allnet.service.store.MemoryFolder;
import org.allnet.service.store.Store;
import org.allnet.service.store.TestDatabase;

/** A store with projects, three people, and cases that these people read. */
public final class ReadCases implements AutoCloseable {

  public static final String BLAST = "lymphoblast";
  public static final String LYMPHOCYTE = "lymphocyte";
  public static final Hash MODEL = Hash.of("a model");

  static final ModelSheet SHEET =
      new ModelSheet(
          List.of(BLAST, LYMPHOCYTE),
          Optional.of(BLAST),
          List.of("the class of the greatest probability"),
          Optional.of(new ModelSheet.Point(0.4, 0.95, 0.9)),
          Optional.of(new ModelSheet.Band(0.3, 0.6)),
          List.of(
              new ModelSheet.Figure(
                  "sensitivity", 0.91, Optional.of(0.85), Optional.of(0.95), "30 subjects")),
          List.of("It knows nothing of myeloid blasts."),
          true,
          true,
          Optional.empty());

  /** How wide and high a cell is in its field, which is a row of cells. */
  public static final int SIDE = 24;

  private static final Actor.Service SERVICE = new Actor.Service("test", "run-1");

  private final Optional<Path> folder;
  private Optional<PasswordHash> password = Optional.empty();
  public final Store store;
  public final SecureRandom random = new SecureRandom();
  public final Project project;
  public final Account ada;
  public final Account ben;
  public final Account eve;
  private Instant now = Instant.parse("2026-11-28T10:00:00Z");

  /** Cases of a store of their own. */
  public ReadCases() throws IOException {
    this(MemoryFolder.create("allnet-result"));
  }

  private ReadCases(Path folder) throws IOException {
    this.folder = Optional.of(folder);
    store =
        Store.open(
            TestDatabase.sqlite(folder.resolve("allnet.db")),
            new BlobStore(folder.resolve("blobs")),
            clock());
    project =
        new Project(
            Id.Project.fresh(), "Study", List.of(BLAST, LYMPHOCYTE), Project.Rules.DEFAULT, now);
    store.change(SERVICE, tx -> tx.projects().add(project));
    ada = person("ada");
    ben = person("ben");
    eve = person("eve");
    addModel();
  }

  /** Cases of somebody else's store, whose people log in with a password. */
  public ReadCases(Store store, Project project, String password) {
    this.folder = Optional.empty();
    now = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MICROS);
    this.store = store;
    this.project = project;
    this.password = Optional.of(PasswordHash.of(password.toCharArray(), 2, random));
    ada = person("ada");
    ben = person("ben");
    eve = person("eve");
    addModel();
  }

  private void addModel() {
    store.change(
        SERVICE, tx -> tx.models().add(MODEL, ServedModel.Kind.CLASSIFIER, "small", SHEET));
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now();
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  /** A second later than before, each time. */
  public Instant now() {
    now = now.plus(Duration.ofSeconds(1));
    return now;
  }

  /** Ada exports something, a second later than before. */
  public ExportedBy by() {
    return new ExportedBy(ada.name(), now());
  }

  private Account person(String login) {
    Account account =
        new Account(
            Id.Account.fresh(),
            login,
            "Dr. " + login,
            password,
            Set.of(),
            Map.of(project.id(), Set.of(UserRole.REVIEWER, UserRole.SIGNER)),
            now,
            Optional.empty());
    store.change(SERVICE, tx -> tx.accounts().add(account));
    return account;
  }

  public Actor as(Account account) {
    return new Actor.Person(account.id(), UserRole.REVIEWER, "request-7");
  }

  /** A new subject with one case: a field with cells of which each has its own grey. */
  public Case open(String pseudonym, int cells) throws IOException {
    return open(subject(pseudonym), field(cells), cells, false);
  }

  /** The same with cells that a program made. */
  public Case synthetic(String pseudonym, int cells) throws IOException {
    return open(subject(pseudonym), field(cells), cells, true);
  }

  /** Two fields more: one that could not be read, and one in which nobody has searched. */
  public void lose(Case of) throws IOException {
    byte[] file = {1, 2, 3};
    Hash pack = store.blobs().put(new ByteArrayInputStream(file), 1 << 20);
    Picture broken = field(of, Optional.empty(), 1);
    Picture unsearched = field(of, Optional.of(field(1)), 1);
    store.change(
        SERVICE,
        tx -> {
          tx.handed()
              .add(
                  List.of(broken),
                  List.of(
                      new HandedFile(
                          broken.id(), 2, OptionalInt.empty(), pack, 0, 3, Hash.of(file))));
          tx.handed().giveUp(broken.id(), "is cut short");
          tx.pictures().add(List.of(unsearched));
        });
  }

  private static Picture field(Case of, Optional<Hash> content, int cells) {
    return new Picture(
        Id.Picture.fresh(),
        of.id(),
        content,
        SIDE * cells,
        SIDE,
        Picture.Kind.FIELD,
        Optional.empty(),
        false);
  }

  /** Another case of the same subject with the same picture. */
  public Case openAgain(Case of) {
    Subject subject = store.read(tx -> tx.subjects().get(project.id(), of.subject())).orElseThrow();
    return open(subject, content(of), cells(of).size(), false);
  }

  /** A case of another subject with the same picture. */
  public Case openAgain(String pseudonym, Case of) {
    return open(subject(pseudonym), content(of), cells(of).size(), false);
  }

  private Hash content(Case of) {
    return store.read(tx -> tx.pictures().of(of.id())).get(0).content().orElseThrow();
  }

  private Subject subject(String pseudonym) {
    Subject subject =
        new Subject(
            Id.Subject.fresh(), project.id(), Optional.of(pseudonym), now(), Optional.empty());
    store.change(SERVICE, tx -> tx.subjects().add(subject));
    return subject;
  }

  private Case open(Subject subject, Hash content, int cells, boolean synthetic) {
    Case of = new Case(Id.Case.fresh(), project.id(), subject.id(), CaseStatus.QUEUED, now());
    Picture picture =
        new Picture(
            Id.Picture.fresh(),
            of.id(),
            Optional.of(content),
            SIDE * cells,
            SIDE,
            Picture.Kind.FIELD,
            Optional.empty(),
            synthetic);
    List<Cell> all = new ArrayList<>();
    for (int i = 0; i < cells; i++) {
      all.add(
          new Cell(
              Id.Cell.fresh(),
              of.id(),
              picture.id(),
              i + 1,
              new Cell.Box(SIDE * i, 0, SIDE, SIDE)));
    }
    store.change(
        SERVICE,
        tx -> {
          tx.cases().open(of);
          tx.pictures().add(List.of(picture));
          tx.cells().add(all);
        });
    return of;
  }

  private Hash field(int cells) throws IOException {
    BufferedImage image = new BufferedImage(SIDE * cells, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D drawing = image.createGraphics();
    for (int i = 0; i < cells; i++) {
      drawing.setColor(new Color(200, 180, 200));
      drawing.fillRect(SIDE * i, 0, SIDE, SIDE);
      drawing.setColor(new Color(90, 20 + 5 * (i % 40), random.nextInt(256)));
      drawing.fillOval(SIDE * i + 4, 4, 16, 16);
    }
    drawing.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return store.blobs().put(new ByteArrayInputStream(bytes.toByteArray()), 1 << 20);
  }

  /** Lets the model answer about the cells of a case, in their order. */
  public void answer(Case of, List<Decision> decisions) {
    List<Cell> cells = cells(of);
    store.change(
        SERVICE,
        tx -> {
          tx.models()
              .assign(
                  of.id(), new CaseModels(Optional.of(MODEL), Optional.empty(), Optional.empty()));
          for (int i = 0; i < decisions.size(); i++) {
            tx.proposals()
                .add(
                    new Proposal(
                        cells.get(i).id(),
                        MODEL,
                        decisions.get(i),
                        Map.of(BLAST, 0.75, LYMPHOCYTE, 0.25),
                        List.of(BLAST),
                        now()));
          }
        });
  }

  /** Another model, of which the same is known, answers about a case. */
  public Hash model(Case of, String title) {
    Hash model = Hash.of(title);
    store.change(
        SERVICE,
        tx -> {
          tx.models().add(model, ServedModel.Kind.CLASSIFIER, title, SHEET);
          tx.models()
              .assign(
                  of.id(), new CaseModels(Optional.of(model), Optional.empty(), Optional.empty()));
        });
    return model;
  }

  /** A model is evaluated anew: a sensitivity of 0.5 on 60 subjects, for 0.91 on 30. */
  public void evaluateAnew(Hash model) {
    ModelSheet.Figure worse =
        new ModelSheet.Figure(
            "sensitivity", 0.5, Optional.empty(), Optional.empty(), "60 subjects");
    ModelSheet sheet =
        new ModelSheet(
            SHEET.classes(),
            SHEET.positive(),
            SHEET.rule(),
            SHEET.point(),
            SHEET.band(),
            List.of(worse),
            SHEET.limits(),
            SHEET.synthetic(),
            SHEET.refuses(),
            SHEET.card());
    store.change(SERVICE, tx -> tx.models().renew(model, sheet));
  }

  /** What the model said of a cell, by its number, some time ago. */
  public Proposal proposal(Case of, int number, Decision decision, Duration ago) {
    return new Proposal(
        cells(of).get(number).id(),
        MODEL,
        decision,
        Map.of(BLAST, 0.75, LYMPHOCYTE, 0.25),
        List.of(BLAST),
        Instant.now().minus(ago).truncatedTo(ChronoUnit.MICROS));
  }

  public static Decision proposes(String label) {
    return new Decision.Predicted(label, new Decision.MostProbable());
  }

  public static Decision refers() {
    return new Decision.Referred(
        new ReferralReason.Uncertain(BLAST, 0.5, new ReferBand(0.25, 0.75, 0.05, 0.5, null)));
  }

  public static Decision refuses() {
    return new Decision.Referred(new UnlikeTraining(OutlierMethod.COMBINED, 2.5, 1));
  }

  public List<Cell> cells(Case of) {
    return store.read(tx -> tx.cells().of(of.id(), 0, 1000));
  }

  /** A reading that its reader begins. */
  public CaseReading begin(Case of, CaseReading.Kind kind, Account reader) {
    CaseReading reading = reading(of, kind, reader);
    store.change(as(reader), tx -> tx.readings().open(reading));
    return reading;
  }

  /** A reading as somebody would give or begin it. */
  public CaseReading reading(Case of, CaseReading.Kind kind, Account reader) {
    return new CaseReading(
        Id.Reading.fresh(),
        of.id(),
        kind,
        reader.id(),
        kind == CaseReading.Kind.SECOND || kind == CaseReading.Kind.COMPETENCY,
        17,
        now(),
        Optional.empty());
  }

  /** Says something of a cell; the reason is given in any case. */
  public void judge(CaseReading reading, Id.Cell cell, CellVerdict after) {
    Account reader =
        List.of(ada, ben, eve).stream()
            .filter(one -> one.id().equals(reading.reader()))
            .findFirst()
            .orElseThrow();
    store.change(
        as(reader),
        tx ->
            tx.judgements()
                .append(
                    List.of(
                        new Judgement(
                            Id.Judgement.fresh(),
                            cell,
                            reading.id(),
                            reading.reader(),
                            now(),
                            new Shown(
                                Optional.empty(), Optional.empty(), false, 1, Optional.of(700L)),
                            Optional.ofNullable(tx.judgements().last(reading.id()).get(cell))
                                .flatMap(Judgement::after),
                            Optional.of(after),
                            Optional.of(SealedText.of("because of the nucleus", random))))));
  }

  /** Says the same list of verdicts of the case's cells, in their order. */
  public void judgeAll(CaseReading reading, Case of, List<CellVerdict> verdicts) {
    List<Cell> cells = cells(of);
    for (int i = 0; i < verdicts.size(); i++) {
      judge(reading, cells.get(i).id(), verdicts.get(i));
    }
  }

  public void end(CaseReading reading) {
    store.change(SERVICE, tx -> tx.readings().close(reading.id()));
  }

  public CaseResult result(Case of) {
    return store.read(
        tx -> new CaseResults(tx).now(tx.cases().get(project.id(), of.id()).orElseThrow()));
  }

  public Case again(Case of) {
    return store.read(tx -> tx.cases().get(project.id(), of.id())).orElseThrow();
  }

  /** Signs what is there now. */
  public SignOff sign(Case of, Account signer, SignOff.Meaning meaning, String reason) {
    Hash seen = Signing.seen(result(of));
    return sign(of, signer, meaning, reason, seen);
  }

  public SignOff sign(Case of, Account signer, SignOff.Meaning meaning, String reason, Hash seen) {
    return store.write(
        as(signer),
        tx ->
            new Signing(tx, random, now())
                .sign(
                    tx.cases().get(project.id(), of.id()).orElseThrow(),
                    signer,
                    meaning,
                    seen,
                    Optional.ofNullable(reason)));
  }

  public static CellVerdict blast() {
    return new CellVerdict.OfClass(BLAST);
  }

  public static CellVerdict lymphocyte() {
    return new CellVerdict.OfClass(LYMPHOCYTE);
  }

  @Override
  public void close() {
    store.close();
    folder.ifPresent(ReadCases::delete);
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
