/** Picture files made by the tensor programs, for people who want to look or need files. */
@NullMarked
package org.allnet.network.pictures;

import org.jspecify.annotations.NullMarked;
