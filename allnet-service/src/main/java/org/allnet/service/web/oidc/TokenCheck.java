package org.allnet.service.web.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.service.domain.Identity;
import org.jspecify.annotations.Nullable;

/**
 * Checks tokens: who signed them, for whom they are, and from when to when they count. Thread-safe.
 */
final class TokenCheck {

  /** By how much the clocks of provider and service may differ. */
  static final Duration SKEW = Duration.ofSeconds(60);

  private static final String CLOCKS =
      ". The clocks of the provider and of this service differ by more than %d seconds, it seems: tell your administrator"
          .formatted(SKEW.toSeconds());

  /** How long a program's token may be worth something; who lost its account keeps it no longer. */
  static final Duration LONGEST = Duration.ofHours(24);

  /**
   * Signatures by public keys alone: a secret of ours must never be one that a token is made by.
   */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private static final JOSEObjectType ACCESS = new JOSEObjectType("at+jwt");

  private final OidcSettings settings;
  private final Clock clock;
  private final DefaultJWTProcessor<SecurityContext> signatures = new DefaultJWTProcessor<>();

  TokenCheck(OidcSettings settings, JWKSource<SecurityContext> keys, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    signatures.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    signatures.setJWSTypeVerifier((type, context) -> {});
    signatures.setJWTClaimsSetVerifier(null);
  }

  /** Checks what the provider says of a person who logged in; the nonce ties it to that log-in. */
  Vouched idToken(String text, String nonce) {
    SignedJWT token = parsed(text);
    JOSEObjectType type = token.getHeader().getType();
    if (type != null && !type.equals(JOSEObjectType.JWT)) {
      throw ProviderFailure.refused("the provider's answer is of another kind");
    }
    JWTClaimsSet claims = verified(token);
    // The provider made it a moment ago, so that a wrong time is a wrong clock.
    untimely(claims)
        .ifPresent(
            words -> {
              throw ProviderFailure.refused(words + CLOCKS);
            });
    List<String> audience = claims.getAudience();
    if (!audience.contains(settings.client())) {
      throw ProviderFailure.refused("the provider's answer is for another service");
    }
    Object party = claims.getClaim("azp");
    if (party == null ? audience.size() > 1 : !party.equals(settings.client())) {
      throw ProviderFailure.refused("the provider's answer was asked for by another service");
    }
    if (!nonce.equals(claims.getClaim("nonce"))) {
      throw ProviderFailure.refused("the provider's answer belongs to another log-in");
    }
    if (claims.getIssueTime() == null) {
      throw ProviderFailure.refused("the provider's answer does not say when it was made");
    }
    return vouched(claims);
  }

  /** Checks a program's token. One that tells who logged in is none. */
  Vouched accessToken(String text, String audience) {
    SignedJWT token = parsed(text);
    JOSEObjectType type = token.getHeader().getType();
    if (type != null && !type.equals(JOSEObjectType.JWT) && !type.equals(ACCESS)) {
      throw ProviderFailure.refused("it is of another kind");
    }
    JWTClaimsSet claims = verified(token);
    untimely(claims)
        .ifPresent(
            words -> {
              throw ProviderFailure.refused(words);
            });
    if (!claims.getAudience().contains(audience)) {
      throw ProviderFailure.refused("it is for another audience");
    }
    if (claims.getClaim("nonce") != null
        || claims.getClaim("at_hash") != null
        || claims.getClaim("c_hash") != null
        || "ID".equals(claims.getClaim("typ"))
        || "Refresh".equals(claims.getClaim("typ"))) {
      throw ProviderFailure.refused("it is an ID token; send an access token");
    }
    Vouched vouched = vouched(claims);
    if (vouched.expires().isAfter(clock.instant().plus(LONGEST))) {
      throw ProviderFailure.refused("it is worth something for more than 24 hours");
    }
    return vouched;
  }

  private static SignedJWT parsed(String text) {
    try {
      return SignedJWT.parse(text);
    } catch (ParseException e) {
      throw ProviderFailure.refused("it is no signed token");
    }
  }

  private JWTClaimsSet verified(SignedJWT token) {
    if (!ALGORITHMS.contains(token.getHeader().getAlgorithm())) {
      throw ProviderFailure.refused("it is signed in a way that is not taken");
    }
    JWTClaimsSet claims;
    try {
      // Before the keys are asked for, so that made-up tokens cause no requests.
      requireIssuer(token.getJWTClaimsSet());
      claims = signatures.process(token, null);
    } catch (ParseException e) {
      throw ProviderFailure.refused("its claims can't be read");
    } catch (RemoteKeySourceException e) {
      throw ProviderFailure.unreachable();
    } catch (KeySourceException e) {
      throw ProviderFailure.refused("no key of the provider fits");
    } catch (BadJOSEException | JOSEException e) {
      throw ProviderFailure.refused("no key of the provider signed it");
    }
    return claims;
  }

  private void requireIssuer(@Nullable JWTClaimsSet claims) {
    if (claims == null || !settings.issuer().equals(claims.getIssuer())) {
      throw ProviderFailure.refused("it is from another issuer");
    }
  }

  /** Says why a token does not count now; empty if it does. */
  private Optional<String> untimely(JWTClaimsSet claims) {
    Instant now = clock.instant();
    Instant expires =
        time(claims.getExpirationTime())
            .orElseThrow(() -> ProviderFailure.refused("it does not say until when it counts"));
    if (!now.isBefore(expires.plus(SKEW))) {
      return Optional.of("it has expired");
    }
    return isLater(claims.getNotBeforeTime(), now) || isLater(claims.getIssueTime(), now)
        ? Optional.of("it counts from a later time on")
        : Optional.empty();
  }

  private static boolean isLater(@Nullable Date at, Instant now) {
    return time(at).filter(one -> one.isAfter(now.plus(SKEW))).isPresent();
  }

  private static Optional<Instant> time(@Nullable Date at) {
    return Optional.ofNullable(at).map(Date::toInstant);
  }

  private static Vouched vouched(JWTClaimsSet claims) {
    try {
      return new Vouched(
          new Identity(claims.getIssuer(), Optional.ofNullable(claims.getSubject()).orElse("")),
          time(claims.getDateClaim("auth_time")),
          claims.getExpirationTime().toInstant(),
          claims.getClaims());
    } catch (InputException e) {
      throw ProviderFailure.refused("it does not say for whom it is");
    } catch (ParseException e) {
      throw ProviderFailure.refused("its claims can't be read");
    }
  }
}
