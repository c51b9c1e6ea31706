package org.allnet.service.work.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.service.domain.Webhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By a webhook nobody reaches what only this machine reaches. */
final class DestinationsTest {

  private static final URI HOOK = URI.create("https://lis.example.org/in");

  /** Whatever the name, these are its addresses. */
  private static Destinations named(List<AddressRange> permitted, String... addresses) {
    return new Destinations(
        permitted,
        host -> {
          InetAddress[] all = new InetAddress[addresses.length];
          for (int i = 0; i < all.length; i++) {
            all[i] = InetAddress.getByName(addresses[i]);
          }
          return all;
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void addressesInside_areRefused(String address) {
    assertThatThrownBy(() -> named(List.of(), address).of(HOOK))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("inside of this network");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"93.184.216.34", "172.15.0.1", "172.32.0.1", "100.128.0.1", "2606:2800:220:1::1"})
  void addressesOutside_areReached(String address) throws Exception {
    assertThat(named(List.of(), address).of(HOOK)).containsExactly(InetAddress.getByName(address));
  }

  /** Spellings of this machine that are no names; nothing is asked of a name server. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://127.1/",
        "https://[::1]/",
        "https://[::ffff:7f00:1]/",
        "https://localhost/"
      })
  void spellingsOfThisMachine_areRefused(String address) {
    assertThatThrownBy(() -> new Destinations(List.of()).of(Webhook.address(address)))
        .isInstanceOf(InputException.class);
  }

  @Test
  void oneAddressInside_isEnough() {
    assertThatThrownBy(() -> named(List.of(), "93.184.216.34", "10.0.0.1").of(HOOK))
        .isInstanceOf(InputException.class);
  }

  @Test
  void ownNetwork_canBePermitted() {
    List<AddressRange> own =
        List.of(AddressRange.of("10.1.0.0/16"), AddressRange.of("fd00:1::/32"));

    assertThatCode(() -> named(own, "10.1.255.7", "fd00:1::7").of(HOOK)).doesNotThrowAnyException();
    for (String other : List.of("10.2.0.1", "10.0.255.255", "fd00:2::1", "127.0.0.1")) {
      assertThatThrownBy(() -> named(own, other).of(HOOK)).isInstanceOf(InputException.class);
    }
  }

  @Test
  void plainHttp_isForThisMachineIfPermitted() {
    URI plain = URI.create("http://lis.example.org/in");
    List<AddressRange> own = List.of(AddressRange.of("127.0.0.0/8"), AddressRange.of("10.0.0.0/8"));

    assertThatCode(() -> named(own, "127.0.0.1").of(plain)).doesNotThrowAnyException();
    for (String other : List.of("10.0.0.1", "93.184.216.34")) {
      assertThatThrownBy(() -> named(own, other).of(plain))
          .hasMessage("address: has to begin with https://");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lis.example.org",
        "ftp://lis.example.org/",
        "file:///etc/passwd",
        "jar:https://lis.example.org!/",
        "https://",
        "https:///in",
        "https://who:secret@lis.example.org/",
        "https://lis.example.org/#a",
        "https://lis.example.org/a b",
        "https://lis.example.org/\r\nX: y",
        "https://lis_example.org\\@127.0.0.1/"
      })
  void whatIsNoAddress_isRefused(String text) {
    assertThatThrownBy(() -> Webhook.address(text))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("address: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "example.org/8", "/8", "10.0.0.0/x", "::/129"})
  void whatIsNoNetwork_isRefused(String text) {
    assertThatThrownBy(() -> AddressRange.of(text)).isInstanceOf(OptionException.class);
  }
}
