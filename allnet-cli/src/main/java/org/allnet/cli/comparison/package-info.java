/** Commands that set systems side by side. */
@NullMarked
package org.allnet.cli.comparison;

import org.jspecify.annotations.NullMarked;
