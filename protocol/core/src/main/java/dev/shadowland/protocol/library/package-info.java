/** Native libraries of other projects. */
@NullMarked
package dev.shadowland.protocol.library;

import org.jspecify.annotations.NullMarked;
