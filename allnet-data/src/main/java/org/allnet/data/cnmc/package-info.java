/** C-NMC 2019 as its authors distribute it. */
@NullMarked
package org.allnet.data.cnmc;

import org.jspecify.annotations.NullMarked;
