package org.allnet.service.export;

import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.Id;
import org.allnet.service.store.Store;

/**
 * Everything of a subject, or of one of its cases, as a zip: what the result says, cells and their
 * proposals, judgements, signatures, exactly what was signed, the lines of the audit log, pictures.
 */
public final class SubjectExport {

  private static final String ABOUT =
      """
      %s

      Made %s by %s.

      case.json         status, counts with intervals, signatures; of the last signed version, or
                        of now if nobody has signed (version 0)
      cells.csv         each cell of that version: place, what the model proposed, what counts;
                        machine has the project's class, model_class the model's own name of it
      unsigned.csv      what was changed since that version and is not signed, with the reason
      judgements.csv    each event: who said what, when, what was shown
      signatures.csv    who signed what, with which meaning
      signed/           exactly what was signed; the SHA-256 of each file is in signatures.csv
      audit.csv         the lines of the audit log about this case
      pictures/         the pictures, without what their files said beside the pixels

      A text that begins with = + - or @ has an apostrophe before it, so that no spreadsheet
      takes it for a formula. What was erased is called "erased".
      """;

  private final Store store;

  /**
   * Exports what a store keeps.
   *
   * @param store the store
   */
  public SubjectExport(Store store) {
    this.store = store;
  }

  /**
   * Writes a case.
   *
   * @param of the case
   * @param by who makes it and when, which the export says
   * @param out what the zip is written to; stays open
   * @throws RunException if it can't be written, or a picture is damaged
   */
  public void write(Case of, ExportedBy by, OutputStream out) {
    Map<String, CaseFiles> files = new LinkedHashMap<>();
    store.read(tx -> files.put("", CaseFiles.read(tx, of, by)));
    write(files, by, out);
  }

  /**
   * Writes all cases of a subject, each in a folder of its own.
   *
   * @param in the project
   * @param subject whose
   * @param by who makes it and when, which the export says
   * @param out what the zip is written to; stays open
   * @throws InputException if the project has no such subject
   * @throws RunException if it can't be written, or a picture is damaged
   */
  public void write(Id.Project in, Id.Subject subject, ExportedBy by, OutputStream out) {
    Map<String, CaseFiles> files =
        store.read(
            tx -> {
              if (tx.subjects().get(in, subject).isEmpty()) {
                throw new InputException("subject: there is none of this id in the project");
              }
              Map<String, CaseFiles> all = new LinkedHashMap<>();
              for (Id.Case id : tx.cases().of(in, subject)) {
                Case of = tx.cases().get(in, id).orElseThrow();
                all.put("case-" + id.text() + "/", CaseFiles.read(tx, of, by));
              }
              return all;
            });
    write(files, by, out);
  }

  private void write(Map<String, CaseFiles> cases, ExportedBy by, OutputStream out) {
    try (ExportZip zip = new ExportZip(out, by.at())) {
      zip.text("README.txt", ABOUT.formatted(ExportNotes.RESEARCH_USE, by.at(), by.name()));
      cases.forEach(
          (folder, files) -> {
            files.texts().forEach((name, text) -> zip.text(folder + name, text));
            files
                .tables()
                .forEach((name, table) -> zip.csv(folder + name, table.header(), table.rows()));
            files
                .pictures()
                .forEach(
                    (name, hash) ->
                        store
                            .blobs()
                            .read(hash)
                            .ifPresent(bytes -> zip.bytes(folder + name, bytes)));
          });
    }
  }
}
