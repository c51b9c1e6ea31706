package org.allnet.spark.scoring;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import org.allnet.spark.ClusterDetector;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The steps over whole fields, round by round. What each gives is kept and committed as answers
 * are, so that a later start goes on with the first that is missing. All fields are looked at
 * before the first cell is classified, since those of a folder and size tell their scale together.
 */
final class FieldRounds {

  private static final String FOLDER = "_fields";

  private final SparkSession spark;
  private final Configuration hadoop;
  private final Path out;
  private final ClusterDetector detector;

  FieldRounds(SparkSession spark, Configuration hadoop, Path out, ClusterDetector detector) {
    this.spark = spark;
    this.hadoop = hadoop;
    this.out = out;
    this.detector = detector;
  }

  private Path of(String step) {
    return new Path(out, FOLDER + "/" + step);
  }

  private Path of(String step, int round) {
    return of(String.format(Locale.ROOT, "%s/round=%06d", step, round));
  }

  private Dataset<Row> read(Path folder) {
    return spark.read().parquet(folder.toString());
  }

  private void keep(Path folder, Dataset<Row> rows) {
    if (!Scoring.isDone(hadoop, folder)) {
      Scoring.committed(rows, folder);
    }
  }

  /**
   * Looks at all fields, and finds out what those of a folder and size tell together.
   *
   * @param rounds how many there are
   * @param pictures gives the fields of a round
   * @return where the scales are
   */
  Path together(int rounds, IntFunction<Dataset<Row>> pictures) {
    for (int round = 0; round < rounds; round++) {
      Path looks = of("looks", round);
      if (!Scoring.isDone(hadoop, looks)) {
        Dataset<Row> fields = pictures.apply(round);
        boolean files = Arrays.asList(fields.columns()).contains(Tables.FILE);
        Scoring.committed(
            files
                ? detector.lookAtFiles(fields, Tables.IMAGE, Tables.FILE)
                : detector.lookAtBytes(fields, Tables.IMAGE, Tables.CONTENT),
            looks);
      }
    }
    keep(of("kinds"), detector.kinds(read(of("looks"))));
    Dataset<Row> kinds = read(of("kinds"));
    for (int round = 0; round < rounds; round++) {
      keep(of("seen", round), detector.seen(read(of("looks", round)), kinds));
    }
    keep(of("scales"), detector.scales(read(of("seen"))));
    return of("scales");
  }

  /** Returns the classified cells of a round, once all fields were looked at. */
  Dataset<Row> cells(int round) {
    return detector.cells(read(of("seen", round)), read(of("scales")));
  }
}
