/** Whole fields under the microscope, and what is labelled in them. */
@NullMarked
package org.allnet.data.field;

import org.jspecify.annotations.NullMarked;
