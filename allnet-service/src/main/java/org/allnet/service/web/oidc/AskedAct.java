package org.allnet.service.web.oidc;

import java.util.List;
import java.util.Map;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;

/**
 * What somebody wants to do after entering credentials at the provider once more: exactly this, and
 * nothing else.
 *
 * @param account who
 * @param session the session in which it was asked for
 * @param path the address to which its form is sent
 * @param fields what the form says
 * @param words what it is, for people
 */
public record AskedAct(
    Id.Account account, Hash session, String path, Map<String, List<String>> fields, String words) {

  /** Copies the fields. */
  public AskedAct {
    fields = Map.copyOf(fields);
  }
}
