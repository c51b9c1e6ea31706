/** The commands that find cells in whole fields. */
@NullMarked
package org.allnet.cli.detection;

import org.jspecify.annotations.NullMarked;
