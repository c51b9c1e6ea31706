package org.allnet.benchmark.service;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A service that was started to be measured.
 *
 * @param address without a slash at its end
 * @param key by which programs ask
 * @param password of {@link #LOGIN}
 * @param project the id of the project
 * @param reading the id of a reading of a case with many cells
 */
record Served(String address, String key, String password, String project, String reading) {

  /** Who reads. */
  static final String LOGIN = "reader";

  static Served of(JsonNode node, String address) {
    return new Served(
        address,
        node.path("key").asText(),
        node.path("password").asText(),
        node.path("project").asText(),
        node.path("reading").asText());
  }
}
