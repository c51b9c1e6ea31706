/** The {@code allnet} command: its root, its start and its end. */
@NullMarked
package org.allnet.cli;

import org.jspecify.annotations.NullMarked;
