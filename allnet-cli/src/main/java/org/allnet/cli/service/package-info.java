/** The commands of the service. */
@NullMarked
package org.allnet.cli.service;

import org.jspecify.annotations.NullMarked;
