package org.allnet.service.work.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.allnet.data.OptionException;

/**
 * A range of addresses.
 *
 * @param first its first address
 * @param bits how many leading bits all its addresses have
 */
public record AddressRange(InetAddress first, int bits) {

  /** Of an address itself: names would be looked up. */
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  /**
   * Reads a range.
   *
   * @param text such as {@code 10.1.0.0/16} or {@code fd00::/8}
   * @throws OptionException if it is none
   */
  public static AddressRange of(String text) {
    int slash = text.indexOf('/');
    try {
      String address = slash < 0 ? "" : text.substring(0, slash);
      if (LITERAL.matcher(address).matches()) {
        InetAddress first = InetAddress.getByName(address);
        int bits = Integer.parseInt(text.substring(slash + 1));
        if (bits >= 0 && bits <= 8 * first.getAddress().length) {
          return new AddressRange(first, bits);
        }
      }
    } catch (UnknownHostException | NumberFormatException e) {
      throw new OptionException("network: '" + text + "' is none; use one such as 10.1.0.0/16", e);
    }
    throw new OptionException("network: '" + text + "' is none; use one such as 10.1.0.0/16");
  }

  /**
   * Returns whether an address is in this range.
   *
   * @param address any; never one of the other version of the protocol
   */
  boolean has(InetAddress address) {
    byte[] one = first.getAddress();
    byte[] other = address.getAddress();
    if (one.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((one[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
