package org.allnet.service.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.MeasuredField;

/** What is known of the fields of cases. */
public interface FieldLooks {

  /**
   * Keeps what is known of a field, in place of what was known before.
   *
   * @param look what is known
   */
  void keep(FieldLook look);

  /**
   * Returns what is known of a field.
   *
   * @param picture the field
   * @return empty if nothing is
   */
  Optional<FieldLook> get(Id.Picture picture);

  /**
   * Returns what is known of the fields of a case.
   *
   * @param of the case
   */
  List<FieldLook> of(Id.Case of);

  /**
   * Keeps what the red cells of a field tell, in place of what was kept of it before.
   *
   * @param picture the field
   * @param measured what they tell
   */
  void measure(Id.Picture picture, MeasuredField measured);

  /**
   * Returns what the red cells of all fields of a size tell that nobody said the scale of.
   *
   * @param of the case
   * @param width of the fields in pixels
   * @param height of the fields in pixels
   * @return in the order of the pictures' ids
   */
  Map<Id.Picture, MeasuredField> measured(Id.Case of, int width, int height);
}
