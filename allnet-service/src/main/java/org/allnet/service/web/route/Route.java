package org.allnet.service.web.route;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way of asking the service for something. All routes are in one table, and only through it is
 * anything served.
 *
 * @param verb what a request wants to do
 * @param path the address with its parameters, such as {@code /projects/{project}}
 * @param access who may use it
 * @param face for whom it is
 * @param words what it does, in a sentence
 * @param traits what has to be known of it beside
 */
public record Route(
    Verb verb, String path, Access access, Face face, String words, Set<Trait> traits) {

  /** What has to be known of a route beside who may use it. */
  public enum Trait {
    /** It takes files, so that a body of many parts is read. */
    FILES,
    /** It reads its body as it comes, up to a bound of its own. */
    STREAMED,
    /** It shows nothing that a blinded reader of the case of its path must not know. */
    BLINDED,
    /** It reads much, so that few may be answered at once. */
    HEAVY,
    /** It decodes a whole picture, so that not too many may be answered at once. */
    DECODES,
    /** Pages ask for it by themselves, so that it keeps no session of somebody who has left. */
    BY_ITSELF
  }

  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z]+)}");

  /**
   * Refuses a route that could not be guarded.
   *
   * @throws IllegalArgumentException if it is about a project that its path does not name, or the
   *     path does not fit its face
   */
  public Route {
    traits = Set.copyOf(traits);
    boolean inProject = access instanceof Access.InProject;
    if (inProject && !path.contains("/projects/{project}")) {
      throw new IllegalArgumentException(path + " names no project");
    }
    if ((face == Face.API) != path.startsWith("/api/")) {
      throw new IllegalArgumentException(path + " is not where routes of its face are");
    }
  }

  /**
   * Returns a page.
   *
   * @param path its address
   * @param access who may see it
   * @param words what it shows
   */
  public static Route page(String path, Access access, String words) {
    return new Route(Verb.GET, path, access, Face.PAGE, words, Set.of());
  }

  /**
   * Returns what a form or a script of a page sends.
   *
   * @param path its address
   * @param access who may do it
   * @param words what it does
   */
  public static Route action(String path, Access access, String words) {
    return new Route(Verb.POST, path, access, Face.PAGE, words, Set.of());
  }

  /**
   * Returns what a program asks for.
   *
   * @param verb what it wants to do
   * @param path its address below {@code /api/}
   * @param access who may do it
   * @param words what it does
   */
  public static Route api(Verb verb, String path, Access access, String words) {
    return new Route(verb, path, access, Face.API, words, Set.of());
  }

  /** {@return this route, if it takes files too} */
  public Route withFiles() {
    return with(Trait.FILES);
  }

  /** {@return this route, whose body is read as it comes and kept in memory by nobody before} */
  public Route streamed() {
    return with(Trait.STREAMED);
  }

  /** {@return this route, open to who reads the case of its path blinded; others are closed} */
  public Route forBlinded() {
    return with(Trait.BLINDED);
  }

  /** {@return this route, of which few are answered at once} */
  public Route heavy() {
    return with(Trait.HEAVY);
  }

  /** {@return this route, of which not too many are answered at once} */
  public Route decoding() {
    return with(Trait.DECODES);
  }

  /** {@return this route, which is asked by pages and not by people} */
  public Route byItself() {
    return with(Trait.BY_ITSELF);
  }

  private Route with(Trait more) {
    Set<Trait> all = EnumSet.of(more);
    all.addAll(traits);
    return new Route(verb, path, access, face, words, all);
  }

  /**
   * Returns whether something has to be known of it.
   *
   * @param trait what
   */
  public boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** {@return the names of the parameters, in their order} */
  public List<String> parameters() {
    return PARAMETER.matcher(path).results().map(found -> found.group(1)).toList();
  }

  /**
   * Returns the address with values in place of the parameters.
   *
   * @param values one for each parameter, in their order
   */
  public String with(String... values) {
    Matcher matcher = PARAMETER.matcher(path);
    int[] next = {0};
    return matcher.replaceAll(found -> Matcher.quoteReplacement(values[next[0]++]));
  }

  @Override
  public String toString() {
    return verb + " " + path;
  }
}
