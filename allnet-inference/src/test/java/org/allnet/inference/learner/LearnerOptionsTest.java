package org.allnet.inference.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.allnet.data.OptionException;
import org.junit.jupiter.api.Test;

class LearnerOptionsTest {

  @Test
  void parse_nameAlone_isTheDefaults() {
    assertThat(LearnerOptions.parse(" SVM ")).isEqualTo(LearnerOptions.Svm.DEFAULTS);
    assertThat(LearnerOptions.parse("random-forest"))
        .isEqualTo(LearnerOptions.RandomForest.DEFAULTS);
    assertThat(LearnerOptions.parse("bagged-trees")).isEqualTo(LearnerOptions.BaggedTrees.DEFAULTS);
    assertThat(LearnerOptions.parse("logistic")).isEqualTo(LearnerOptions.Logistic.DEFAULTS);
  }

  @Test
  void parse_settings_areRead() {
    assertThat(LearnerOptions.parse("svm cost=10 gamma=0.01"))
        .isEqualTo(new LearnerOptions.Svm(10, 0.01));
    assertThat(LearnerOptions.parse("random-forest features=8"))
        .isEqualTo(new LearnerOptions.RandomForest(100, 8));
    assertThat(LearnerOptions.parse("bagged-trees trees=7"))
        .isEqualTo(new LearnerOptions.BaggedTrees(7));
    assertThat(LearnerOptions.parse("logistic rate=0.5 epochs=3"))
        .isEqualTo(new LearnerOptions.Logistic(3, 0.5));
  }

  @Test
  void text_everyName_readsAsTheSame() {
    for (String name : LearnerOptions.NAMES) {
      LearnerOptions options = LearnerOptions.parse(name);
      assertThat(LearnerOptions.parse(options.text())).isEqualTo(options);
    }
  }

  @Test
  void parse_badText_isRefusedInOneLine() {
    refused(
        "forest", "learner 'forest' is unknown; did you mean 'logistic', 'svm', 'random-forest'?");
    refused("svm c=1", "svm has no setting 'c'; did you mean 'cost', 'gamma'?");
    refused("svm cost=much", "cost 'much' is no number");
    refused("svm cost=NaN", "cost 'NaN' is no number");
    refused("svm cost=0", "learner 'svm cost=0': cost 0 is out of range; use above 0 to 1e6");
    refused("svm gamma=-1", "gamma -1 is out of range");
    refused("bagged-trees trees=2.5", "trees '2.5' is no whole number");
    refused("bagged-trees trees=0", "trees 0 is out of range; use 1 to 10000");
    refused("svm cost=1 cost=2", "says 'cost' twice");
    refused("svm:cost=1", "learner 'svm:cost=1' is unknown");
    refused("svm cost", "'cost' is no setting; write it as in 'svm cost=1 gamma=0.01'");
    refused("logistic epochs=0", "epochs 0 is out of range");
  }

  private static void refused(String text, String said) {
    assertThatThrownBy(() -> LearnerOptions.parse(text))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining(said);
  }

  @Test
  void ranking_outOfRange_isRefused() {
    assertThatThrownBy(() -> new FeatureRanking(0))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("0 is out of range");
    assertThatThrownBy(() -> new FeatureRanking(3, 1)).isInstanceOf(OptionException.class);
  }
}
