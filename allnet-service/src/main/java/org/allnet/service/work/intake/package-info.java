/** Takes pictures in: files, folders and zips become cases with cells and jobs. */
@NullMarked
package org.allnet.service.work.intake;

import org.jspecify.annotations.NullMarked;
