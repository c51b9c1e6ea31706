/** What a set of fields consists of, and what about its labels is odd. */
@NullMarked
package org.allnet.data.field.inspection;

import org.jspecify.annotations.NullMarked;
