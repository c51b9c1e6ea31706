/** What all commands share in talking to a person or a program. */
@NullMarked
package org.allnet.cli.terminal;

import org.jspecify.annotations.NullMarked;
