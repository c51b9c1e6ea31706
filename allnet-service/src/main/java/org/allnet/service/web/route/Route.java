package org.allnet.service.web.route;

import java.util.List;
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
 * @param files whether it takes files, so that a body of many parts is read
 * @param blinded whether it shows nothing that a blinded reader of the case must not know
 */
public record Route(
    Verb verb,
    String path,
    Access access,
    Face face,
    String words,
    boolean files,
    boolean blinded) {

  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z]+)}");

  /**
   * Refuses a route that could not be guarded.
   *
   * @throws IllegalArgumentException if it is about a project that its path does not name, or the
   *     path does not fit its face
   */
  public Route {
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
    return new Route(Verb.GET, path, access, Face.PAGE, words, false, false);
  }

  /**
   * Returns what a form or a script of a page sends.
   *
   * @param path its address
   * @param access who may do it
   * @param words what it does
   */
  public static Route action(String path, Access access, String words) {
    return new Route(Verb.POST, path, access, Face.PAGE, words, false, false);
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
    return new Route(verb, path, access, Face.API, words, false, false);
  }

  /** {@return this route, if it takes files too} */
  public Route withFiles() {
    return new Route(verb, path, access, face, words, true, blinded);
  }

  /** {@return this route, open to who reads the case of its path blinded; others are closed} */
  public Route forBlinded() {
    return new Route(verb, path, access, face, words, files, true);
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
