package org.allnet.service.work.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.allnet.data.InputException;

/**
 * Where webhooks may lead. Whoever may make one must not reach by it what only this machine
 * reaches: its own services, the laboratory's network, or what a cloud tells its machines. So the
 * addresses of a name are looked at, each time anew, and the connection is made to exactly those.
 * Thread-safe.
 */
public final class Destinations {

  /** Beside what Java itself knows to be local: RFC 6890 and its successors. */
  private static final List<AddressRange> INSIDE =
      Stream.of(
              "0.0.0.0/8", // this network
              "10.0.0.0/8",
              "100.64.0.0/10", // of providers
              "127.0.0.0/8",
              "169.254.0.0/16", // of the link, and what clouds tell their machines
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24", // of documents
              "192.168.0.0/16",
              "198.18.0.0/15", // of measurements
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3", // many receivers, reserved, all
              "::/96", // unspecified, this machine, and IPv4 in an old spelling
              "64:ff9b::/96", // IPv4 behind a translator
              "64:ff9b:1::/48",
              "100::/64", // nowhere
              "2001::/23", // tunnels and others
              "2001:db8::/32", // of documents
              "2002::/16", // IPv4 in a tunnel
              "3fff::/20",
              "5f00::/16",
              "fc00::/7", // of a site
              "fe80::/10", // of the link
              "fec0::/10",
              "ff00::/8") // many receivers
          .map(AddressRange::of)
          .toList();

  private final List<AddressRange> permitted;
  private final Names names;

  /** Looks up names. */
  @FunctionalInterface
  interface Names {

    /** {@return the addresses of a name, one or more} */
    InetAddress[] of(String host) throws UnknownHostException;
  }

  /**
   * Permits what everybody reaches, and some more.
   *
   * @param permitted the laboratory's own networks that may be reached; with this machine's, plain
   *     HTTP is permitted to it
   */
  public Destinations(List<AddressRange> permitted) {
    this(permitted, InetAddress::getAllByName);
  }

  Destinations(List<AddressRange> permitted, Names names) {
    this.permitted = List.copyOf(permitted);
    this.names = names;
  }

  /**
   * Returns the addresses to which a connection may be made.
   *
   * @param address where a webhook leads
   * @return one or more
   * @throws InputException if the name has no address, one of its addresses is inside, or it is
   *     plain HTTP to anything but this machine
   */
  public List<InetAddress> of(URI address) {
    String host = address.getHost();
    List<InetAddress> all;
    try {
      all = List.of(names.of(host));
    } catch (UnknownHostException e) {
      throw new InputException("address: its name is not known", e);
    }
    for (InetAddress one : all) {
      if (!mayBeReached(one)) {
        throw new InputException(
            "address: leads to a machine inside of this network; whoever runs the service can permit its range");
      }
      if (!address.getScheme().equalsIgnoreCase("https") && !one.isLoopbackAddress()) {
        throw new InputException("address: has to begin with https://");
      }
    }
    return all;
  }

  private boolean mayBeReached(InetAddress address) {
    if (permitted.stream().anyMatch(network -> network.has(address))) {
      return true;
    }
    return !address.isLoopbackAddress()
        && !address.isAnyLocalAddress()
        && !address.isLinkLocalAddress()
        && !address.isSiteLocalAddress()
        && !address.isMulticastAddress()
        && INSIDE.stream().noneMatch(network -> network.has(address));
  }
}
