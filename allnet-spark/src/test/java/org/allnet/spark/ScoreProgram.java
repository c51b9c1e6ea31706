package org.allnet.spark;

import java.nio.file.Path;
import java.util.List;
import org.allnet.spark.scoring.Scoring;
import org.allnet.spark.scoring.ScoringOptions;
import org.allnet.spark.scoring.ScoringOptions.Labels;
import org.allnet.spark.scoring.ScoringOptions.Source;
import org.allnet.spark.session.ClusterSettings;

/** A driver of its own: master, model, folder of images, folder for answers. */
public final class ScoreProgram {

  private ScoreProgram() {}

  public static void main(String[] words) {
    System.out.println(
        Scoring.run(
                new ClusterSettings(words[0], 1, "512m", false, RealCluster.SHORT_LIVED),
                new ScoringOptions(
                    Path.of(words[1]),
                    List.of(words[2]),
                    words[3],
                    false,
                    "image",
                    "content",
                    new Labels(Source.FOLDER, null),
                    ScoringOptions.USUAL_ROUND),
                new Scoring.Listener() {
                  @Override
                  public void planned(long files, String what, int rounds) {}

                  @Override
                  public void finished(int round, int of) {}
                })
            .toJson());
  }
}
