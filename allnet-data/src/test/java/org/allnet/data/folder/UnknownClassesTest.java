package org.allnet.data.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnknownClassesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALL,Normal,segmentiert",
        "ALL,HEM,New folder",
        "blast,healthy,\u5206\u5272",
        "ALL,Normal,results,misc",
        "l\u00f6semi,normal,b\u00f6l\u00fctlenmi\u015f"
      })
  void unknownNameBesideBothSides_isSaid(String folders) {
    List<String> classes = List.of(folders.split(","));

    assertThat(UnknownClasses.describe(classes).orElseThrow())
        .contains(classes.get(2), "no known class", "move it out");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALL,Normal",
        "ALL,Normal,AML",
        "ALL,Normal,ALL_relapse",
        "ALL,Normal,monocyte",
        "ALL,Normal,RBC",
        "ALL,Normal,WBCs",
        "ALL,Normal,MDS",
        "ALL,Normal,Burkitt,hairy cell",
        "ALL,Normal,in remission",
        "Early,Pre,Pro,Benign",
        "ALL,segmentiert",
        "a,b,c",
        "0,1,2",
        "ALL,Normal,a,b,c",
        "ALL,ALL_new,Normal",
        "blast,healthy,lenfosit"
      })
  void knownNames_getNoLine(String folders) {
    assertThat(UnknownClasses.describe(List.of(folders.split(",")))).isEmpty();
  }
}
