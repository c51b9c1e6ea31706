package org.allnet.data.broken;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** Reads JSON in its own ways. */
public final class MakesMappers {

  private MakesMappers() {}

  /** {@return one of each} */
  public static List<Object> all() {
    return List.of(
        new ObjectMapper(),
        new ObjectMapper(JsonFactory.builder().build()),
        new JsonFactory(),
        JsonMapper.builder().build());
  }
}
