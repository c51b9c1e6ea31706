/** Commands on whole fields and the cells in them. */
@NullMarked
package org.allnet.cli.detection;

import org.jspecify.annotations.NullMarked;
