/** The demo: the whole road once, on synthetic cells. */
@NullMarked
package org.allnet.cli.demo;

import org.jspecify.annotations.NullMarked;
