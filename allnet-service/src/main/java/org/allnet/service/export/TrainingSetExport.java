package org.allnet.service.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.Json;
import org.allnet.data.layout.FolderMark;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.SignOff;
import org.allnet.service.result.CaseResult;
import org.allnet.service.result.CaseResults;
import org.allnet.service.result.CellResult;
import org.allnet.service.store.Store;
import org.allnet.service.store.Transaction;

/**
 * The judged cells of a project as a data set to train on: a folder for each class, the subjects in
 * {@code subjects.csv}, and where each label comes from in {@code provenance.json}. Only cells of
 * signed results that are of a class; each is cut out by its box.
 */
public final class TrainingSetExport {

  private static final String ABOUT =
      """
      %s

      Cells of the project '%s', judged by people and signed.
      Made %s by %s.

      Each folder is a class of the project. subjects.csv says whose each image is: keep all images of a subject
      on one side of a split. provenance.json says of each image who signed for its class, in which
      reading, and what the model proposed: machine has the project's class, model_class the
      model's own name of it. model_synthetic says whether the model was trained on synthetic cells.
      People who saw the proposal may have followed it.
      A picture that several subjects of the project have is left out, since nobody knows whose it is.
      So is a cell that is signed as two classes in two cases of a subject. One that is signed as the
      same class twice is there once. left_out in provenance.json names them. If SYNTHETIC.txt is
      there, a program made some of these cells (synthetic in provenance.json), and a model that is
      trained on them says nothing about blood.
      """;

  private final Store store;

  /**
   * Exports what a store keeps.
   *
   * @param store the store
   */
  public TrainingSetExport(Store store) {
    this.store = store;
  }

  /**
   * An image of the set.
   *
   * @param name its path in the set
   * @param cell what it shows
   * @param of the result that is signed
   * @param signature who signed it
   */
  record Image(String name, CellResult cell, CaseResult of, SignOff signature) {}

  /**
   * Writes the set.
   *
   * @param project of which project
   * @param asker who gets it: cases that this person must not see are left out
   * @param by who makes it and when, which the set says
   * @param out what the zip is written to; stays open
   * @return how many images it has
   * @throws InputException if no signed cell of the project is of a class
   * @throws RunException if it can't be written, or a picture is damaged
   */
  public int write(Project project, Id.Account asker, ExportedBy by, OutputStream out) {
    TrainingCells found = TrainingCells.of(store.read(tx -> images(tx, project, asker)));
    List<Image> images = found.kept();
    if (images.isEmpty()) {
      throw new InputException(
          found.leftOut().isEmpty()
              ? "training set: no signed result of the project has a cell of a class"
              : "training set: the pictures of all signed cells belong to several subjects, or are signed as several classes");
    }
    try (ExportZip zip = new ExportZip(out, by.at())) {
      zip.text(
          "README.txt",
          ABOUT.formatted(ExportNotes.RESEARCH_USE, project.name(), by.at(), by.name()));
      List<Image> written = pictures(zip, images);
      zip.csv(
          "subjects.csv",
          List.of("image", "subject", FileFormat.COLUMN),
          written.stream()
              .map(
                  image ->
                      List.of(
                          image.name,
                          subject(image),
                          Integer.toString(FileFormat.SUBJECTS.newest())))
              .toList());
      if (written.stream().anyMatch(image -> image.cell.synthetic())) {
        zip.text(
            FolderMark.SYNTHETIC.file(),
            FolderMark.syntheticText(
                "%d of its %d images"
                    .formatted(
                        written.stream().filter(image -> image.cell.synthetic()).count(),
                        written.size())));
      }
      zip.text("provenance.json", provenance(project, by, written, found.leftOut()));
      return written.size();
    }
  }

  private static List<Image> images(Transaction tx, Project project, Id.Account asker) {
    CaseResults results = new CaseResults(tx);
    List<Image> images = new ArrayList<>();
    Map<String, String> folders = folders(project);
    // Without what the asker reads blinded: the set would say what others said of it.
    for (Case of :
        tx.cases()
            .seen(
                project.id(),
                asker,
                List.of(CaseStatus.SIGNED, CaseStatus.AMENDED),
                0,
                Integer.MAX_VALUE)) {
      CaseResult result = results.last(of);
      if (result.subject().erased().isPresent()) {
        continue; // a picture that another subject has too is still there
      }
      for (CellResult cell : result.content().cells()) {
        Optional<String> folder =
            cell.verdict()
                .filter(CellVerdict.OfClass.class::isInstance)
                .map(verdict -> folders.get(((CellVerdict.OfClass) verdict).label()));
        if (folder.isPresent() && result.signature().isPresent()) {
          images.add(
              new Image(
                  folder.get() + "/" + cell.cell().id().text() + ".png",
                  cell,
                  result,
                  result.signature().get()));
        }
      }
    }
    return images;
  }

  /** A folder for each class: its name, as far as every system takes it. */
  private static Map<String, String> folders(Project project) {
    Map<String, String> folders = new LinkedHashMap<>();
    for (String name : project.classes()) {
      String plain = name.replaceAll("[^\\p{L}\\p{M}\\p{N} _-]+", "_").strip();
      String folder = plain.isBlank() ? "class" : plain;
      int more = 2;
      while (isTaken(folders, folder)) {
        folder = plain + " " + more++;
      }
      folders.put(name, folder);
    }
    return folders;
  }

  private static boolean isTaken(Map<String, String> folders, String folder) {
    return folders.values().stream()
        .anyMatch(other -> other.toLowerCase(Locale.ROOT).equals(folder.toLowerCase(Locale.ROOT)));
  }

  /** A name of which no reader thinks that it is a day, a missing value or another's visit. */
  private static String subject(Image image) {
    return "subject-" + image.of.subject().id().text().replace("-", "");
  }

  private List<Image> pictures(ExportZip zip, List<Image> images) {
    Map<Hash, List<Image>> byPicture = new LinkedHashMap<>();
    for (Image image : images) {
      image
          .cell
          .content()
          .ifPresent(hash -> byPicture.computeIfAbsent(hash, key -> new ArrayList<>()).add(image));
    }
    List<Image> written = new ArrayList<>();
    byPicture.forEach(
        (hash, itsImages) ->
            OpenedPicture.open(store.blobs(), hash) // erased since it was signed: no image
                .ifPresent(
                    picture -> {
                      for (Image image : itsImages) {
                        zip.bytes(image.name, picture.png(image.cell.cell().box()));
                        written.add(image);
                      }
                    }));
    return written;
  }

  private static String provenance(
      Project project, ExportedBy by, List<Image> images, List<TrainingCells.LeftOut> leftOut) {
    ObjectNode all = Json.object();
    all.put("format", 1);
    all.put("label", ExportNotes.RESEARCH_USE);
    all.put("project", project.name());
    all.put("made", by.at().toString());
    all.put("made_by", by.name());
    ObjectNode classes = all.putObject("classes");
    Map<String, Long> counts = new TreeMap<>();
    images.forEach(image -> counts.merge(label(image), 1L, Long::sum));
    counts.forEach(classes::put);
    ArrayNode list = all.putArray("images");
    for (Image image : images) {
      Cell cell = image.cell.cell();
      ObjectNode node = list.addObject();
      node.put("image", image.name);
      node.put("class", label(image));
      node.put("subject", subject(image));
      image.of.subject().pseudonym().ifPresent(name -> node.put("pseudonym", name));
      node.put("case", image.of.of().id().text());
      node.put("cell", cell.id().text());
      node.put("number", cell.number());
      node.put("synthetic", image.cell.synthetic());
      image.cell.content().ifPresent(hash -> node.put("picture_sha256", hash.hex()));
      Cell.Box box = cell.box();
      node.putArray("box").add(box.x()).add(box.y()).add(box.width()).add(box.height());
      image.cell.kind().ifPresent(kind -> node.put("reading", kind.key()));
      image.cell.judgement().ifPresent(id -> node.put("judgement", id.text()));
      node.put("signed_version", image.signature.version());
      node.put("signed_sha256", image.signature.signed().hex());
      node.put("signed_by", image.signature.printedName());
      node.put("signed_at", image.signature.at().toString());
      image.of.content().model().ifPresent(model -> node.put("model", model.hex()));
      image.of.model().ifPresent(model -> node.put("model_synthetic", model.sheet().synthetic()));
      image
          .cell
          .machine()
          .ifPresent(
              answer -> {
                node.put("machine", answer.key());
                answer.own().ifPresent(own -> node.put("model_class", own));
              });
    }
    ArrayNode without = all.putArray("left_out");
    for (TrainingCells.LeftOut one : leftOut) {
      ObjectNode node = without.addObject();
      node.put("subject", subject(one.image()));
      node.put("case", one.image().of.of().id().text());
      node.put("cell", one.image().cell.cell().id().text());
      node.put("class", label(one.image()));
      node.put("reason", one.reason());
    }
    return Json.indented(all);
  }

  static String label(Image image) {
    return image
        .cell
        .verdict()
        .filter(CellVerdict.OfClass.class::isInstance)
        .map(verdict -> ((CellVerdict.OfClass) verdict).label())
        .orElse("");
  }
}
