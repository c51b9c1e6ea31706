package org.allnet.evaluation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.ImageFlaw;
import org.allnet.data.image.VisiblePart;
import org.allnet.evaluation.prediction.Refusal;
import org.junit.jupiter.api.Test;

/** The words of images that a model refuses, and of batches of such. */
class RefusalWordsTest {

  private static final ReferralReason UNLIKE =
      new UnlikeTraining(OutlierMethod.MAHALANOBIS, 31.25, 9.5);
  private static final ReferralReason BLURRED =
      new PoorImage(QualityMeasure.FOCUS, 0.01, 0.05, 0.9);

  @Test
  void reasons_sayScoreAndThreshold() {
    assertThat(DecisionWords.reason(UNLIKE))
        .isEqualTo(
            "referred: unlike the images of training, distance to the nearest class 31.25 is above 9.500");
    assertThat(DecisionWords.reason(BLURRED))
        .isEqualTo(
            "referred: poor image, blurrier than those of training: focus 0.01000 is outside 0.05000 to 0.9000");
    assertThat(DecisionWords.shortly(BLURRED))
        .isEqualTo("poor image: blurrier than those of training");
    assertThat(DecisionWords.shortly(UNLIKE)).isEqualTo("unlike the images of training");
    assertThat(DecisionWords.shortly(new UnlikeTraining(OutlierMethod.APPEARANCE, 20, 6)))
        .isEqualTo("unlike the images of training in colour or texture");
  }

  @Test
  void severalMeasures_areAllNamed() {
    ReferralReason both =
        new PoorImage(
            QualityMeasure.FOCUS,
            0.01,
            0.05,
            0.9,
            java.util.List.of(new PoorImage(QualityMeasure.CONTRAST, 90, 10, 60)));

    assertThat(DecisionWords.shortly(both))
        .isEqualTo("poor image: blurrier and higher in contrast than those of training");
    assertThat(DecisionWords.reason(both))
        .isEqualTo(
            "referred: poor image, blurrier and higher in contrast than those of training: focus 0.01000 is outside 0.05000 to 0.9000; contrast 90.00 is outside 10.00 to 60.00");
  }

  @Test
  void refused_isAnsweredRefer() {
    assertThat(
            DecisionWords.answer(
                new Decision.Referred(UNLIKE), ClassSet.of(java.util.List.of("hem", "all"))))
        .isEqualTo("refer");
    assertThat(UNLIKE.isRefusal()).isTrue();
    assertThat(BLURRED.isRefusal()).isTrue();
    assertThat(new ReferralReason.Uncertain("all", 0.5, new ReferBand(0, 1, 0.1, 0, null)))
        .matches(reason -> !reason.isRefusal());
  }

  @Test
  void batch_overAFifth_saysSo() {
    assertThat(RefusedBatch.warning(2, 10)).isEmpty();
    assertThat(RefusedBatch.warning(3, 10))
        .hasValueSatisfying(text -> assertThat(text).startsWith("3 of 10 images are unlike"));
    assertThat(RefusedBatch.warning(4, 4)).isEmpty();
  }

  @Test
  void refusal_eachReason_hasACauseOfItsWord() {
    VisiblePart visible = new VisiblePart(0.001);
    List<ReferralReason> reasons =
        List.of(
            UNLIKE,
            BLURRED,
            new NothingToSee.OfImage(new ImageFlaw.Even(visible)),
            new NothingToSee.OfImage(new ImageFlaw.TooSmall(3, 4)),
            new NothingToSee.OfImage(new ImageFlaw.TooLong(3, 400)),
            new NothingToSee.OfImage(new ImageFlaw.Mask(2)),
            new NothingToSee.OfImage(new ImageFlaw.Noise(0.01)),
            new NothingToSee.EvenMiddle(visible, 32),
            new NothingToSee.Erased("blue", 0.01, 0.05, false));

    for (ReferralReason reason : reasons) {
      Refusal refusal = DecisionWords.refusal(Optional.of(reason));
      assertThat(refusal.key()).isEqualTo(reason.key());
      assertThat(refusal.reason()).isEqualTo(DecisionWords.reason(reason));
    }
  }
}
