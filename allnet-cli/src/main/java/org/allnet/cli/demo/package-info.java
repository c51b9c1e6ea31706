/** The demo: the whole road once, on painted cells. */
@NullMarked
package org.allnet.cli.demo;

import org.jspecify.annotations.NullMarked;
