package org.allnet.inference.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.allnet.data.OptionException;
import org.junit.jupiter.api.Test;

class LearnerOptionsTest {

  @Test
  void of_nameAlone_isTheDefaults() {
    assertThat(LearnerOptions.of(" SVM ")).isEqualTo(LearnerOptions.Svm.DEFAULTS);
    assertThat(LearnerOptions.of("random-forest")).isEqualTo(LearnerOptions.RandomForest.DEFAULTS);
    assertThat(LearnerOptions.of("bagged-trees")).isEqualTo(LearnerOptions.BaggedTrees.DEFAULTS);
    assertThat(LearnerOptions.of("logistic")).isEqualTo(LearnerOptions.Logistic.DEFAULTS);
  }

  @Test
  void of_settings_areRead() {
    assertThat(LearnerOptions.of("svm: cost=10, gamma=0.01"))
        .isEqualTo(new LearnerOptions.Svm(10, 0.01));
    assertThat(LearnerOptions.of("random-forest:features=8"))
        .isEqualTo(new LearnerOptions.RandomForest(100, 8));
    assertThat(LearnerOptions.of("bagged-trees:trees=7"))
        .isEqualTo(new LearnerOptions.BaggedTrees(7));
    assertThat(LearnerOptions.of("logistic:rate=0.5,epochs=3"))
        .isEqualTo(new LearnerOptions.Logistic(3, 0.5));
  }

  @Test
  void text_everyName_readsAsTheSame() {
    for (String name : LearnerOptions.NAMES) {
      LearnerOptions options = LearnerOptions.of(name);
      assertThat(LearnerOptions.of(options.text())).isEqualTo(options);
    }
  }

  @Test
  void of_badText_isRefusedInOneLine() {
    refused("forest", "'forest' is unknown; use svm, random-forest, bagged-trees, logistic");
    refused("svm:c=1", "svm has no setting 'c'; it has cost, gamma");
    refused("svm:cost=much", "cost 'much' is no number");
    refused("svm:cost=NaN", "cost 'nan' is no number");
    refused("svm:cost=0", "svm cost 0.0 is out of range; use above 0 to 1e6");
    refused("svm:gamma=-1", "svm gamma -1.0 is out of range");
    refused("bagged-trees:trees=2.5", "trees '2.5' is no whole number");
    refused("bagged-trees:trees=0", "bagged-trees trees 0 is out of range; use 1 to 10000");
    refused("svm:cost=1,cost=2", "can't be read at 'cost=2'");
    refused("svm:cost", "can't be read at 'cost'");
    refused("logistic:epochs=0", "logistic epochs 0 is out of range");
  }

  private static void refused(String text, String said) {
    assertThatThrownBy(() -> LearnerOptions.of(text))
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
