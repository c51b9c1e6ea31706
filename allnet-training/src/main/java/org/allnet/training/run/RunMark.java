package org.allnet.training.run;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.allnet.data.InputException;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FilePlace;
import org.allnet.data.file.Json;

/**
 * What each JSON object in the folder of a run says before all else: the version of its format and
 * which run it is of. Runs of one data set have files of the same names, and only this tells those
 * of one from those of another.
 *
 * @param format what the file holds
 * @param run the run's {@linkplain RunHeader#identity identity}
 */
record RunMark(FileFormat format, String run) {

  /** Reads such objects. A part that is missing is no 0. */
  static final ObjectMapper JSON =
      Json.strict().enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  private static final String RUN = "run";

  /** Returns an object with both before its other keys. */
  ObjectNode put(ObjectNode content) {
    ObjectNode marked = Json.object();
    marked.put(RUN, run);
    marked.setAll(content);
    return format.mark(marked);
  }

  /** Returns a record as one line of JSON with both before its parts. */
  String line(Object content) {
    return Json.line(put(Json.object(content))) + "\n";
  }

  /**
   * Takes both out of an object.
   *
   * @param node the object; loses the keys
   * @param place the file, and the line if it has several objects
   * @return the version, from 1 to the newest
   * @throws InputException if the version is missing or is none that this program reads, or the
   *     object is of another run
   */
  int take(JsonNode node, FilePlace place) {
    int version = format.take(node, place);
    JsonNode stated = ((ObjectNode) node).remove(RUN);
    if (stated == null || !stated.asText().equals(run)) {
      throw place.failure(
          "is not of this run: it was written with other images, options or splits; put the run's own file back, or "
              + format.anew());
    }
    return version;
  }
}
