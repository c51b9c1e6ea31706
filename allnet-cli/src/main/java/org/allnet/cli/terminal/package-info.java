/** What all commands share to show results and progress to a person or a program. */
@NullMarked
package org.allnet.cli.terminal;

import org.jspecify.annotations.NullMarked;
