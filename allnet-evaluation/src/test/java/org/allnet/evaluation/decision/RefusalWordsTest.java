package org.allnet.evaluation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.ImageFlaw;
import org.allnet.data.image.SegmentationMode;
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
    assertThat(RefusedBatch.warning(1, 5)).isEmpty();
    assertThat(RefusedBatch.warning(2, 5)).isPresent();
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
            new NothingToSee.Erased(SegmentationMode.STRETCHED, 0.01, 0.05, false));

    for (ReferralReason reason : reasons) {
      Refusal refusal = DecisionWords.refusal(Optional.of(reason));
      assertThat(refusal.key()).isEqualTo(reason.key());
      assertThat(refusal.reason()).isEqualTo(DecisionWords.reason(reason));
      assertThat(refusal.cause().isOfImage())
          .isEqualTo(reason instanceof NothingToSee nothing && nothing.isOfImage());
    }
  }

  @Test
  void refusal_ofAnAcceptedImage_isNone() {
    assertThat(DecisionWords.refusal(Optional.<ReferralReason>empty())).isEqualTo(Refusal.NONE);
  }

  @Test
  void shortly_eachOtherReason_isAWord() {
    ReferralReason uncertain =
        new ReferralReason.Uncertain("all", 0.5, new ReferBand(0.4, 1, 0.1, 0, null));
    NothingToSee erased = new NothingToSee.Erased(SegmentationMode.STRETCHED, 0.012, 0.05, true);

    assertThat(DecisionWords.shortly(uncertain)).isEqualTo("uncertain");
    assertThat(uncertain.key()).isEqualTo("uncertain");
    assertThat(DecisionWords.reason(uncertain))
        .isEqualTo("referred: P(all) 0.5000 is in the refer band from 0.4000 to 1.0000");
    assertThat(DecisionWords.shortly(erased)).isEqualTo("nothing to see");
    assertThat(erased.isRefusal()).isFalse();
  }

  @Test
  void nothingToSee_inTheMiddle_saysHowMuch() {
    NothingToSee middle = new NothingToSee.EvenMiddle(new VisiblePart(0.001), 32);

    assertThat(middle.reason())
        .isEqualTo(
            "nothing to see: the model looks at its middle 32 x 32 pixels alone, of which 0.10 % differ from an even ground, and a cell needs 0.2 %");
    assertThat(middle.ofSeveral())
        .isEqualTo("the middle 32 x 32 pixels (crop = 32) show nothing of");
    assertThat(middle.isOfImage()).isFalse();
    NothingToSee image = new NothingToSee.OfImage(new ImageFlaw.Mask(2));
    assertThat(image.isOfImage()).isTrue();
    assertThat(image.ofSeveral()).isEqualTo("there is nothing to see in");
    assertThat(image.reason()).isEqualTo(new ImageFlaw.Mask(2).reason());
  }

  @Test
  void nothingToSee_ofACopy_namesTheCopy() {
    NothingToSee alone = new NothingToSee.Erased(SegmentationMode.STRETCHED, 0.012, 0.05, false);
    NothingToSee copy = new NothingToSee.Erased(SegmentationMode.STRETCHED, 0.012, 0.05, true);

    assertThat(copy.reason())
        .isEqualTo(
            "nothing to see of the segmented copy that the model looks at beside the image: segmentation 'stretched' keeps 1.20 % of what is visible of it, and 5.0 % are needed");
    assertThat(copy.ofSeveral())
        .isEqualTo("segmentation 'stretched' leaves nothing to see of the segmented copies of");
    assertThat(alone.ofSeveral()).isEqualTo("segmentation 'stretched' leaves nothing to see of");
    assertThat(copy.isOfImage()).isFalse();
  }

  @Test
  void methodsAndMeasures_haveNamesInFiles() {
    for (OutlierMethod method : OutlierMethod.values()) {
      assertThat(OutlierMethod.named(method.key())).contains(method);
      assertThat(method.words()).isNotBlank();
      assertThat(method.isBaseline())
          .isEqualTo(method == OutlierMethod.ENERGY || method == OutlierMethod.MAX_SOFTMAX);
    }
    assertThat(OutlierMethod.K_NEAREST.key()).isEqualTo("k-nearest");
    assertThat(OutlierMethod.named("K_NEAREST")).isEmpty();
    assertThat(QualityMeasure.FRAME.key()).isEqualTo("frame");
    assertThat(QualityMeasure.FRAME.words()).isEqualTo("side of the frame in pixels");
    assertThat(QualityMeasure.FRAME.compared(true)).isEqualTo("in a smaller frame");
    assertThat(QualityMeasure.FRAME.compared(false)).isEqualTo("in a larger frame");
  }
}
