/**
 * The movement step and the geometry of a map, as pure functions: client prediction and server run
 * the same code.
 */
@NullMarked
package dev.shadowland.protocol.motion;

import org.jspecify.annotations.NullMarked;
