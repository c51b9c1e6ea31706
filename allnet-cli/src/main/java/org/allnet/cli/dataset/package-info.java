/** The commands {@code allnet dataset ...}: none of them loads the tensor engine. */
@NullMarked
package org.allnet.cli.dataset;

import org.jspecify.annotations.NullMarked;
