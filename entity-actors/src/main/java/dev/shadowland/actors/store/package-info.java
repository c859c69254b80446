/**
 * What outlives every process: the cluster's origin, cell epochs, characters and used login tokens.
 */
@NullMarked
package dev.shadowland.actors.store;

import org.jspecify.annotations.NullMarked;
