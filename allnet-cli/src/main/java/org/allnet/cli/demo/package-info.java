/** The demo: the full pipeline on synthetic cells. */
@NullMarked
package org.allnet.cli.demo;

import org.jspecify.annotations.NullMarked;
