/** Models written as packages of the BioImage Model Zoo. */
@NullMarked
package org.allnet.export.bioimage;

import org.jspecify.annotations.NullMarked;
