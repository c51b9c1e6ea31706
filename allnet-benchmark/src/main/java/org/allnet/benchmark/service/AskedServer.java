package org.allnet.benchmark.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.allnet.benchmark.worker.AnsweringProcess;

/**
 * A server that answers about a picture which is the body of a request.
 *
 * @param title what readers call it
 * @param process its process
 * @param address where pictures are sent to
 * @param key by which it lets programs in; empty for none
 */
record AskedServer(String title, AnsweringProcess process, URI address, String key) {

  /**
   * Has several clients ask, each on its own connection.
   *
   * @param clients how many
   * @param length for how long
   * @param images what about, again and again
   */
  Loops.Closed ask(int clients, Duration length, List<byte[]> images) {
    return Loops.each(clients, length, () -> new PictureClient(address, key), images);
  }

  /**
   * Returns the probabilities of some classes for a picture.
   *
   * @param image the picture's file
   * @param classes their names
   * @return in the order of the names; no number for a class that is not in the answer
   */
  double[] probabilities(byte[] image, List<String> classes) {
    try (PictureClient client = new PictureClient(address, key)) {
      JsonNode said = ServiceClient.read(client.ask(image)).path("probabilities");
      return classes.stream().mapToDouble(name -> said.path(name).asDouble(Double.NaN)).toArray();
    }
  }
}
