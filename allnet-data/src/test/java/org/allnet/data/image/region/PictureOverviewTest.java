package org.allnet.data.image.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;

final class PictureOverviewTest {

  /** A grey picture with a smaller copy. */
  private record Grey(List<Level> levels) implements PictureRegions {

    @Override
    public byte[] rgb(int level, int left, int top, int width, int height) {
      byte[] rgb = new byte[3 * width * height];
      Arrays.fill(rgb, (byte) 77);
      return rgb;
    }

    @Override
    public void close() {}
  }

  /** White, but for one part that can't be read, or for all of it. */
  private record Broken(boolean all) implements PictureRegions {

    @Override
    public List<Level> levels() {
      return List.of(new Level(1000, 600));
    }

    @Override
    public byte[] rgb(int level, int left, int top, int width, int height) {
      if (all || (left <= 700 && left + width > 700 && top <= 300 && top + height > 300)) {
        throw new InputException("the part at (700, 300) is broken");
      }
      byte[] rgb = new byte[3 * width * height];
      Arrays.fill(rgb, (byte) 255);
      return rgb;
    }

    @Override
    public void close() {}
  }

  @Test
  void brokenPart_isGreyAndTold() {
    PictureOverview overview = PictureOverview.of(new Broken(false), 100);

    assertThat(overview.problem()).isEqualTo("the part at (700, 300) is broken");
    assertThat(overview.rgb()[3 * (30 * 100 + 70)]).isEqualTo((byte) 128);
    assertThat(overview.rgb()[3 * (10 * 100 + 70)]).isEqualTo((byte) 255);
    assertThat(overview.rgb()[3 * (30 * 100 + 10)]).isEqualTo((byte) 255);
    assertThatThrownBy(() -> PictureOverview.of(new Broken(true), 100))
        .isInstanceOf(InputException.class);
  }

  /** The copy has a row and a column fewer than are asked for, which would stay black. */
  @Test
  void copyALittleTooCoarse_leavesNothingBlack() {
    PictureRegions picture =
        new Grey(List.of(new PictureRegions.Level(818, 818), new PictureRegions.Level(409, 409)));

    PictureOverview overview = PictureOverview.of(picture, 410);

    assertThat(overview.width()).isEqualTo(409);
    assertThat(overview.height()).isEqualTo(409);
    assertThat(overview.rgb()).hasSize(3 * 409 * 409).containsOnly((byte) 77);
  }
}
