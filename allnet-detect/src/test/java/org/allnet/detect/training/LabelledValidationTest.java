package org.allnet.detect.training;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.allnet.data.InputException;
import org.allnet.detect.field.LabelledField;
import org.junit.jupiter.api.Test;

class LabelledValidationTest {

  @Test
  void validationWithoutAnyCell_isRefused() {
    LabelledField with = SyntheticFields.of(1, 64, 64, 3).get(0);
    LabelledField without = new LabelledField("empty", null, with.pixels(), List.of());

    assertThatCode(() -> new LabelledParts("set", List.of(without), List.of(without, with)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> new LabelledParts("set", List.of(with), List.of(without)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("set: no validation field has a labelled cell");
  }
}
