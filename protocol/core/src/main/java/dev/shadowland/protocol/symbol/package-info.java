/** Names sent once and referred to by number, over the ordered channel. */
@NullMarked
package dev.shadowland.protocol.symbol;

import org.jspecify.annotations.NullMarked;
