/** The commands that segment, augment, train, evaluate and predict. */
@NullMarked
package org.allnet.cli.network;

import org.jspecify.annotations.NullMarked;
