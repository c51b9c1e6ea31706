package org.allnet.service;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.allnet.service.work.webhook.AddressRange;

/**
 * What whoever runs a service says beside where it is and whom it serves.
 *
 * @param webhookNetworks networks inside that webhooks may lead to
 * @param traces where spans are sent by OTLP over HTTP; nowhere if empty
 */
public record ServiceOperation(List<AddressRange> webhookNetworks, Optional<URI> traces) {

  /** Webhooks lead outside alone, and no spans are sent. */
  public static final ServiceOperation DEFAULT = new ServiceOperation(List.of(), Optional.empty());

  /** Copies {@code webhookNetworks}. */
  public ServiceOperation {
    webhookNetworks = List.copyOf(webhookNetworks);
  }
}
