/** How many bytes a connection may send. */
@NullMarked
package dev.shadowland.protocol.congestion;

import org.jspecify.annotations.NullMarked;
