package org.allnet.cli.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.allnet.evaluation.prediction.PredictionFile;
import org.junit.jupiter.params.provider.MethodSource;

/** Predictions of any bytes. */
class PredictionFuzzTest {

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void predictionsOrOneLine(byte[] bytes) {
    AnyBytes.checkFile(bytes, ".csv", PredictionFile::read);
  }

  static Stream<byte[]> seeds() {
    return Stream.of(
            "image,subject,label,fold,protocol,role,marks,subject_group,rule_positive,rule_threshold,p_all,p_hem,reason\n"
                + "a.png,P1,all,1,subject,fold,,P1,all,0.4,0.9,0.1,\n"
                + "b.png,H1,hem,2,subject,fold,,H1,all,0.4,0.25,0.75,\n"
                + "c.png,,,,,,,,all,0.4,,,it is cut short\n",
            "image,label,score\na.png,1,0.9\nb.png,0,12%\n",
            "image;label;p_all;p_hem\na.png;all;0,5;0,5\n",
            "file,truth,predicted,p_a,p_b,p_c\na.png,a,b,1,0,0\nb.png,c,c,0,1e-3,0.999\n")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }
}
