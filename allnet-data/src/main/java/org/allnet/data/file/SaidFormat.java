package org.allnet.data.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;

/**
 * The versions of its format that a file says, of which nothing else is read. They are looked at
 * before a file is replaced: what a newer program wrote would be lost.
 */
public final class SaidFormat {

  private SaidFormat() {}

  /**
   * Refuses a file that says a newer version than this program knows. A file that is not there, is
   * broken or says no version passes: its reader refuses it, if it has one.
   *
   * @param file JSON, a JSON object a line if its name ends in {@code .jsonl}, CSV if in {@code
   *     .csv}
   * @param format what it holds
   * @throws InputException if it says a newer version, or can't be read
   */
  public static void refuseNewer(Path file, FileFormat format) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    String name = String.valueOf(file.getFileName());
    try {
      if (name.endsWith(".csv")) {
        ofRows(file).forEach((text, place) -> refuseNewer(text, place, format));
      } else if (name.endsWith(".jsonl")) {
        List<String> lines = Files.readAllLines(file);
        for (int line = 1; line <= lines.size(); line++) {
          refuseNewer(Json.read(lines.get(line - 1)), FilePlace.at(file, line), format);
        }
      } else {
        refuseNewer(Json.read(file), FilePlace.of(file), format);
      }
    } catch (JsonProcessingException | java.nio.charset.CharacterCodingException e) {
      return; // broken: for its reader to say
    } catch (IOException e) {
      throw InputException.in(
          file, "can't be read (" + ForeignFailure.words(e) + "); check its rights", e);
    }
  }

  /** The first place of each version in the column of a CSV file, as far as it can be read. */
  private static Map<String, FilePlace> ofRows(Path file) {
    Map<String, FilePlace> places = new LinkedHashMap<>();
    try (CsvReader reader = CsvReader.open(file)) {
      int column = ColumnNames.find(file, reader.header(), FileFormat.COLUMN).orElse(-1);
      for (List<String> row = reader.next(); column >= 0 && row != null; row = reader.next()) {
        places.putIfAbsent(row.get(column), FilePlace.at(file, reader.line()));
      }
    } catch (InputException e) {
      return places; // broken from here on: for its reader to say
    }
    return places;
  }

  private static void refuseNewer(String text, FilePlace place, FileFormat format) {
    Decimal.parse(text)
        .ifPresent(
            number -> format.refuseNewer(number.value(), "'" + FileNames.text(text) + "'", place));
  }

  private static void refuseNewer(JsonNode node, FilePlace place, FileFormat format) {
    JsonNode version = node.path(FileFormat.KEY);
    if (version.isNumber()) {
      format.refuseNewer(version.doubleValue(), version.toString(), place);
    }
  }
}
