/** What the files of a data set are: hashes, duplicates, manifests, fingerprints. */
@NullMarked
package org.allnet.data.integrity;

import org.jspecify.annotations.NullMarked;
