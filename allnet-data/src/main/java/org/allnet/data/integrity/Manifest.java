package org.allnet.data.integrity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.file.Csv;
import org.allnet.data.file.CsvTable;
import org.allnet.data.file.Decimal;
import org.allnet.data.file.FileKind;
import org.allnet.data.file.FileNames;
import org.allnet.data.file.ImageFormat;

/**
 * The files that a data set consists of, as CSV: {@code path,sha256,size}.
 *
 * @param name what to call it
 * @param files the files, each path once
 */
public record Manifest(String name, List<Entry> files) {

  private static final String CNMC = "cnmc2019-manifest.csv.gz";
  private static final int HEAD = 512;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /**
   * A file.
   *
   * @param path its path with {@code /} between the parts, relative to the data set's root
   * @param sha256 its hash, lower-case hex
   * @param size its size in bytes
   */
  public record Entry(String path, String sha256, long size) {

    /** {@return the path without folders} */
    public String fileName() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  /** Copies {@code files}, so that nothing changes it from outside. */
  public Manifest {
    files = List.copyOf(files);
  }

  /**
   * Reads a manifest.
   *
   * @param file a CSV file
   * @return its files
   * @throws InputException if a column is missing, a path leaves its folder or is there twice, or a
   *     hash or size is none
   */
  public static Manifest read(Path file) {
    refuseOtherKinds(file);
    return of(file.getFileName().toString(), Csv.read(file));
  }

  private static void refuseOtherKinds(Path file) {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    } catch (IOException e) {
      throw InputException.in(
          file, "can't be read (" + ForeignFailure.words(e) + "); check its name and rights", e);
    }
    FileKind kind = FileKind.of(head);
    if (kind != null) {
      throw InputException.in(
          file, "is " + kind.words() + ", no folder and no manifest; " + kind.advice());
    }
    if (ImageFormat.of(head) != null) {
      throw InputException.in(
          file, "is a picture, no folder and no manifest; give the folder that it is in");
    }
  }

  /**
   * The manifest of C-NMC 2019 as distributed: 15,114 images and the labels of the preliminary test
   * set.
   *
   * @return the files with their paths below the set's root
   * @throws InputException if the file on the class path can't be read, which a damaged jar causes
   * @throws IllegalStateException if the jar lacks it
   */
  public static Manifest cnmc2019() {
    try (InputStream packed = Manifest.class.getResourceAsStream(CNMC)) {
      if (packed == null) {
        throw new IllegalStateException(CNMC + " is not on the class path");
      }
      try (InputStream in = new GZIPInputStream(packed)) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return of("C-NMC 2019", Csv.parse(Path.of(CNMC), text));
      }
    } catch (IOException e) {
      throw new InputException(
          "the built-in manifest can't be unpacked: " + ForeignFailure.words(e), e);
    }
  }

  private static Manifest of(String name, CsvTable table) {
    int path = table.column("path");
    int hash = table.column("sha256");
    int size = table.column("size");
    List<Entry> files = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int row = 0; row < table.rows().size(); row++) {
      List<String> fields = table.rows().get(row);
      String file = FileNames.canonical(fields.get(path));
      String digest = fields.get(hash).strip().toLowerCase(Locale.ROOT);
      long bytes = size(fields.get(size));
      if (file.isBlank()
          || file.startsWith("/")
          || file.matches("[A-Za-z]:.*")
          || List.of(file.split("/", -1)).contains("..")) {
        throw wrong(table, row, "path '" + file + "' is empty or leaves its folder");
      }
      if (!HASH.matcher(digest).matches()) {
        throw wrong(table, row, "sha256 '" + digest + "' is not 64 hex digits");
      }
      if (bytes < 0) {
        throw wrong(table, row, "size '" + fields.get(size) + "' is no number of bytes");
      }
      if (!seen.add(file)) {
        throw wrong(table, row, "path '" + file + "' is there twice");
      }
      files.add(new Entry(file, digest, bytes));
    }
    if (files.isEmpty()) {
      throw InputException.in(table.file(), "names no file; give a manifest with rows");
    }
    return new Manifest(name, files);
  }

  private static long size(String text) {
    return Decimal.whole(text.strip()).orElse(-1);
  }

  private static InputException wrong(CsvTable table, int row, String what) {
    return table.wrong(row, what + "; correct the manifest");
  }
}
