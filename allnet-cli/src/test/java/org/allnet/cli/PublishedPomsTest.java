package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * What is published says what it is, and the BOM lists all of it with the versions of the build.
 */
final class PublishedPomsTest {

  private static final XPath XPATH = XPathFactory.newInstance().newXPath();

  /** What a module puts into its jar's manifest instead of the name that the parent's POM puts. */
  private static final String MANIFEST =
      "/project/build/plugins/plugin[artifactId='maven-jar-plugin']"
          + "/configuration/archive/manifestEntries";

  @Test
  void everyModule_hasNameDescriptionAndModuleName() throws Exception {
    for (String module : modules()) {
      Document pom = pom(module);
      assertThat(text(pom, "/project/name")).as(module).startsWith("ALLNet ");
      assertThat(text(pom, "/project/description")).as(module).endsWith(".");
      if (!module.equals("allnet-bom")) {
        String name = "org." + module.replace('-', '.');
        boolean described = ExportedTypes.modules().containsKey(name);
        assertThat(text(pom, "/project/properties/allnet.module")).isEqualTo(described ? "" : name);
        assertThat(text(pom, MANIFEST + "/@combine.self"))
            .as("whether %s says its name once", module)
            .isEqualTo(described ? "override" : "");
      }
    }
    for (String at : List.of(".", "allnet-bom")) {
      assertThat(text(pom(at), "/project/licenses/license/name")).isEqualTo("Apache-2.0");
      assertThat(text(pom(at), "/project/developers/developer/name")).isNotEmpty();
      for (String address :
          List.of("url", "scm/url", "scm/connection", "scm/developerConnection")) {
        assertThat(text(pom(at), "/project/" + address)).as(address).contains("${allnet.place}");
      }
    }
  }

  @Test
  void bom_listsWhatIsPublishedWithTheBuildsVersions() throws Exception {
    Document parent = pom(".");
    Document bom = pom("allnet-bom");
    Map<String, String> expected = new HashMap<>();
    for (String module : modules()) {
      boolean skipped = text(pom(module), "/project/properties/maven.deploy.skip").equals("true");
      if (!skipped && !module.equals("allnet-bom")) {
        expected.put(module, "${project.version}");
      }
    }
    for (String engine : List.of("javacpp", "openblas", "pytorch")) {
      String version = text(parent, "/project/properties/" + engine + ".version");
      expected.put(engine, version);
      expected.put(engine + "-platform", version);
    }
    for (String learner : List.of("libsvm", "sgd", "tree")) {
      expected.put(
          "tribuo-classification-" + learner, text(parent, "/project/properties/tribuo.version"));
    }
    Map<String, String> listed = new HashMap<>();
    String managed = "/project/dependencyManagement/dependencies/dependency";
    for (int i = 1; i <= texts(bom, managed + "/artifactId").size(); i++) {
      String at = managed + "[" + i + "]";
      listed.put(text(bom, at + "/artifactId"), text(bom, at + "/version"));
    }

    assertThat(listed).isEqualTo(expected);
    assertThat(text(bom, "/project/version")).isEqualTo(text(parent, "/project/version"));
    assertThat(text(bom, "/project/parent")).as("a parent's list would be imported").isEmpty();
  }

  private static List<String> modules() throws Exception {
    return texts(pom("."), "/project/modules/module");
  }

  private static Document pom(String module) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(Path.of("..", module, "pom.xml").toFile());
  }

  private static String text(Document pom, String path) throws Exception {
    return XPATH.evaluate(path, pom);
  }

  private static List<String> texts(Document pom, String path) throws Exception {
    NodeList nodes = (NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }
}
