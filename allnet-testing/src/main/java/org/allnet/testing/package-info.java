/** What the tests of several modules share. */
@NullMarked
package org.allnet.testing;

import org.jspecify.annotations.NullMarked;
