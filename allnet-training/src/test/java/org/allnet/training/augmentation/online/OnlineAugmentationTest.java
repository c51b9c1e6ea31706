package org.allnet.training.augmentation.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.allnet.data.OptionException;
import org.allnet.inference.engine.device.Tensors;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnlineAugmentationTest {

  private static final String ALL =
      "flips, quarter-turns, rotate degrees=180, shift fraction=0.2, warp fraction=0.2, brightness range=0.15, contrast range=0.15, saturation range=0.1, stain deviation=0.05, zoom from=1 to=1.5, cutout holes=5 from=0.1 to=0.2";

  /** Noise in the middle of a black frame. */
  private static Tensor images(int count, int side) {
    torch.manual_seed(3);
    Tensor images = torch.zeros(count, 3, side, side);
    int inner = side / 2;
    images
        .narrow(2, side / 4, inner)
        .narrow(3, side / 4, inner)
        .copy_(torch.rand(count, 3, inner, inner).mul(new org.bytedeco.pytorch.Scalar(0.8)));
    return images;
  }

  private static Tensor change(String options, Tensor images, long seed) {
    OnlineAugmentation online = new OnlineAugmentation(RandomAugmentation.parse(options));
    return online.apply(images, online.draws((int) images.size(0), seed));
  }

  @Test
  void none_isTheSameTensor() {
    try (PointerScope scope = new PointerScope()) {
      Tensor images = images(2, 16);
      assertThat(change("none", images, 1)).isSameAs(images);
    }
  }

  @Test
  void flipsAndQuarterTurns_permuteThePixels() {
    try (PointerScope scope = new PointerScope()) {
      Tensor images = images(16, 9);
      Tensor changed = change("flips, quarter-turns", images, 5);
      int moved = 0;
      for (int i = 0; i < 16; i++) {
        float[] before = Tensors.toFloats(images.narrow(0, i, 1));
        float[] after = Tensors.toFloats(changed.narrow(0, i, 1));
        moved += Arrays.equals(before, after) ? 0 : 1;
        Arrays.sort(before);
        Arrays.sort(after);
        assertThat(after).isEqualTo(before);
      }
      assertThat(moved).isBetween(8, 16);
    }
  }

  @Test
  void anImage_alone_isChangedAsInABatch() {
    try (PointerScope scope = new PointerScope()) {
      Tensor images = images(4, 20);
      Tensor together = change(ALL, images, 9);
      Tensor other = images.clone();
      other.narrow(0, 1, 3).zero_();
      Tensor first = change(ALL, other, 9).narrow(0, 0, 1);
      assertThat(Tensors.toFloats(first)).isEqualTo(Tensors.toFloats(together.narrow(0, 0, 1)));
      assertThat(Tensors.toFloats(change(ALL, images, 10)))
          .isNotEqualTo(Tensors.toFloats(together));
    }
  }

  @Test
  void colours_changed_leaveBlackBlackAndStayInRange() {
    try (PointerScope scope = new PointerScope()) {
      Tensor images = images(8, 16);
      Tensor changed =
          change(
              "brightness range=1, contrast range=1, saturation range=1, stain deviation=0.5",
              images,
              2);
      float[] before = Tensors.toFloats(images.amax(new long[] {1}, true));
      float[] after = Tensors.toFloats(changed.amax(new long[] {1}, true));
      for (int i = 0; i < before.length; i++) {
        if (before[i] == 0) {
          assertThat(after[i]).isZero();
        }
        assertThat(after[i]).isBetween(0f, 1f);
      }
      assertThat(Tensors.toFloats(changed)).isNotEqualTo(Tensors.toFloats(images));
    }
  }

  @Test
  void stain_ofNearlyNothing_keepsTheColours() {
    try (PointerScope scope = new PointerScope()) {
      Tensor images = torch.rand(2, 3, 8, 8).mul(new org.bytedeco.pytorch.Scalar(0.9));
      images.add_(new org.bytedeco.pytorch.Scalar(0.05));
      float[] after = Tensors.toFloats(change("stain deviation=1e-7", images, 2));
      float[] before = Tensors.toFloats(images);
      for (int i = 0; i < before.length; i++) {
        assertThat(after[i]).isCloseTo(before[i], Offset.offset(1e-4f));
      }
    }
  }

  @Test
  void brightness_ofGrey_staysWithinItsReach() {
    try (PointerScope scope = new PointerScope()) {
      Tensor images = torch.full(new long[] {64, 3, 4, 4}, new org.bytedeco.pytorch.Scalar(0.5));
      float[] after = Tensors.toFloats(change("brightness range=0.2", images, 3));
      float low = 1;
      float high = 0;
      for (float value : after) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      assertThat(low).isBetween(0.4f - 1e-5f, 0.45f);
      assertThat(high).isBetween(0.55f, 0.6f + 1e-5f);
    }
  }

  @Test
  void cutout_ofWhite_leavesHoles() {
    try (PointerScope scope = new PointerScope()) {
      Tensor images = torch.ones(4, 3, 40, 40);
      float[] after = Tensors.toFloats(change("cutout holes=1 from=0.25 to=0.25", images, 3));
      int black = 0;
      for (float value : after) {
        black += value == 0 ? 1 : 0;
      }
      assertThat(black).isEqualTo(4 * 3 * 10 * 10);
      assertThat(images.sum().item_float()).isEqualTo(4 * 3 * 1600f);
    }
  }

  @Test
  void mixUp_ofABatch_weighsImagesAndTargetsAlike() {
    try (PointerScope scope = new PointerScope()) {
      Tensor values = Tensors.ofFloats(new float[] {1, 10, 100}, Tensors.cpu(), 3, 1);
      float[] mixed = Tensors.toFloats(new MixUp(0.75, new long[] {2, 1, 0}).mix(values));
      assertThat(mixed).containsExactly(0.75f + 25, 10, 75.25f);
      for (long seed = 0; seed < 200; seed++) {
        MixUp drawn = MixUp.draw(0.4, 7, seed);
        assertThat(drawn.fraction()).isBetween(0.5, 1.0);
        assertThat(drawn.partners()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
      }
    }
  }

  @Test
  void text_isWhatWasRead() {
    assertThat(RandomAugmentation.parse(ALL).text()).isEqualTo(ALL);
    assertThat(RandomAugmentation.parse("none").text()).isEqualTo("none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spin 3",
        "rotate",
        "rotate 90",
        "rotate degrees=181",
        "zoom from=1",
        "zoom from=1 to=3",
        "cutout holes=1 from=0.3 to=0.2",
        "flips, flips"
      })
  void parse_nonsense_isRefused(String text) {
    assertThatThrownBy(() -> RandomAugmentation.parse(text))
        .isInstanceOf(OptionException.class)
        .hasMessageStartingWith("augmentation '");
  }
}
