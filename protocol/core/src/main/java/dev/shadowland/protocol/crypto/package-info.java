/** AEAD, key agreement, signatures, key derivation and the replay window. */
@NullMarked
package dev.shadowland.protocol.crypto;

import org.jspecify.annotations.NullMarked;
