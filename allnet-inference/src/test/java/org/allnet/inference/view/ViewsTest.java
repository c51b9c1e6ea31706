package org.allnet.inference.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.allnet.data.OptionException;
import org.allnet.inference.engine.device.Tensors;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewsTest {

  @ParameterizedTest
  @CsvSource({"single, 1", "rotations count=8, 8", "dihedral, 8", "pan, 72"})
  void view_eachIndex_isAnotherView(String text, int count) {
    Views views = Views.parse(text);
    assertThat(views.text()).isEqualTo(text);
    assertThat(views.count()).isEqualTo(count);
    torch.manual_seed(1);
    try (PointerScope scope = new PointerScope()) {
      Tensor images = torch.rand(2, 3, 12, 12);
      Set<String> seen = new HashSet<>();
      for (int index = 0; index < count; index++) {
        Tensor view = views.view(images, index);
        assertThat(Tensors.shape(view)).isEqualTo(Tensors.shape(images));
        seen.add(Arrays.toString(Tensors.toFloats(view)));
      }
      assertThat(seen).hasSize(count);
      assertThat(Tensors.toFloats(views.view(images, 0))).isEqualTo(Tensors.toFloats(images));
    }
  }

  /** A smooth picture, read where the matrix says, is the view. */
  @ParameterizedTest
  @ValueSource(strings = {"single", "rotations count=8", "rotations count=7", "dihedral", "pan"})
  void matrix_saysWhereAViewHasItsPixelsFrom(String text) {
    Views views = Views.parse(text);
    int side = 40;
    float[] picture = new float[side * side];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = at(i % side - 19.5, i / side - 19.5);
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor image = Tensors.ofFloats(picture, Tensors.cpu(), 1, 1, side, side);
      for (int index = 0; index < views.count(); index++) {
        float[] view = Tensors.toFloats(views.view(image, index));
        ViewMatrix matrix = views.matrix(index);
        ViewMatrix back = matrix.inverse();
        assertThat(matrix.then(back).xx()).isCloseTo(1, Offset.offset(1e-12));
        assertThat(matrix.then(back).xy()).isCloseTo(0, Offset.offset(1e-12));
        for (int row = 13; row < 27; row++) {
          for (int column = 13; column < 27; column++) {
            double x = column - 19.5;
            double y = row - 19.5;
            float expected =
                at(matrix.xx() * x + matrix.xy() * y, matrix.yx() * x + matrix.yy() * y);
            assertThat(view[row * side + column]).isCloseTo(expected, Offset.offset(0.02f));
          }
        }
      }
    }
  }

  private static float at(double x, double y) {
    return (float) (0.5 + 0.02 * x + 0.01 * y + 0.1 * Math.sin(x / 5) * Math.cos(y / 7));
  }

  @Test
  void rotations_byAQuarter_agreeWithInterpolated() {
    torch.manual_seed(2);
    try (PointerScope scope = new PointerScope()) {
      // two turns of 45 degrees lose detail, so a smooth image is turned
      Tensor smooth = torch.ones(1, 1, 33, 33);
      for (int row = 0; row < 33; row++) {
        smooth.narrow(2, row, 1).fill_(new org.bytedeco.pytorch.Scalar(row / 33.0));
      }
      Views eighths = Views.parse("rotations count=8");
      Tensor twice = eighths.view(eighths.view(smooth, 1), 1);
      Tensor once = eighths.view(smooth, 2);
      float[] a = Tensors.toFloats(twice.narrow(2, 12, 9).narrow(3, 12, 9));
      float[] b = Tensors.toFloats(once.narrow(2, 12, 9).narrow(3, 12, 9));
      for (int i = 0; i < a.length; i++) {
        assertThat(a[i]).isCloseTo(b[i], Offset.offset(1e-4f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "rotations",
        "rotations 8",
        "rotations count=0",
        "rotations count=361",
        "rotations count=x",
        "dihedral count=8"
      })
  void parse_nonsense_isRefused(String text) {
    assertThatThrownBy(() -> Views.parse(text)).isInstanceOf(OptionException.class);
  }
}
