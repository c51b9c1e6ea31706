/** The {@code bench} command. */
@NullMarked
package org.allnet.cli.benchmark;

import org.jspecify.annotations.NullMarked;
